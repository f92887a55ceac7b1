"""Room `decide`: gates first, then a weighted sum over what is left, how firm it is, and what would change it."""
