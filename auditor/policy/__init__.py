"""The room of policies: from declared, measured and sourced facts to verdicts.

    base = load_policies(extra_dirs)                            # lazy: each file is parsed when it is asked for
    declaration = load_declaration(path_or_none, base)          # audit.yaml, every value with its line
    base = base.choosing(cli_packs or declaration.packs)
    options = choose_options(base, declaration, selectors)
    observed = measured_facts(profile, base.taxonomy)           # or observed_from(report.profile, base.taxonomy)
    bounds = assurance_facts(declaration, total_bytes=..., read_bytes=..., unflagged=...)
    judgement = judge(base, observed, bounds, declaration, options=options, today=today)
    parts = policy_parts(base, declaration, observed, judgement, today=today, evidence=hash_evidence(declaration))

Everything but the two `load_*` functions and `hash_evidence` is pure.
"""
