"""The room that turns what people say of a sample into bounds, precision and recall."""
