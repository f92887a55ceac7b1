"""The room of policies: from declared, measured and sourced facts to verdicts.

load_policies -> load_declaration -> choose_options -> observe (profile -> measured facts) -> judge -> policy_parts.
Everything but the two `load_*` functions is pure.
"""
