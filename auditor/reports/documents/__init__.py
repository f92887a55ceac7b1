"""Documents pre-filled from declared and measured facts: each file is one document, with its open fields marked."""

MEMBER = False
