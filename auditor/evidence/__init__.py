"""The room of evidence: what a report rests on, in a form that others can check."""
