"""The room of the repository: what git holds, which findings are accepted, and how a hook talks to people."""
