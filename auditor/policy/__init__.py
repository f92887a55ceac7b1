"""The room of policies: from declared, measured and sourced facts to verdicts."""
