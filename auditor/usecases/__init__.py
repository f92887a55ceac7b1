"""What a user can ask for beside a scan: each file is one command, told as a short table of contents over the rooms."""
