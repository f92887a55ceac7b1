"""Remedies: what a dataset can be changed in, so that a verdict's conditions are met, and what that change costs."""
