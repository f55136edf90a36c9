"""Method of Equal Shares: certified runs, completions. The mechanism and its proof: docs/developer/counting.md."""
