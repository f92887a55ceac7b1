"""The room of detectors: each finds spans in one text."""
