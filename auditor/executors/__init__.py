"""The room of executors: ways to run one function over many shards."""
