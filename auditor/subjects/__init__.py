"""One person's data: found by normalised variants of what is known of the person, exported, or taken out of a copy."""
