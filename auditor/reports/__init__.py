"""Report formats: each file is one format."""
