"""Forms of charters: writing and adopting, signing, speaking for a signatory, asking to sign."""
