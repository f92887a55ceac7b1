"""What stands in a dataset more than once: records, near copies of them, and values; and a copy without them."""
