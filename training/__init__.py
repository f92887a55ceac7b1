"""Training of the tagger: texts, silver labels, made-up texts, arrays, model, calibration. Not part of the package."""
