"""One writer per family of formats: each module exposes its WRITER."""
