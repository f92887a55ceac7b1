"""How far the rows of a table single people out: quasi-identifiers, classes, and what coarser values would change."""
