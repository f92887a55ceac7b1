"""The version of the tool, where everything can ask for it."""

VERSION = "0.1.0"
