"""The room that measures detection against labelled data."""
