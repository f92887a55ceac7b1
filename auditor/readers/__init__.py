"""The readers' room: from paths to files, from files to shards, from shards to records; each format is one file.

What others call: `discover.discover`, `plan.plan`, `read.read` and `stdin.spool`.
"""
