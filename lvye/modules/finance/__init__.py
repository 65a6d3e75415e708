"""Money (经费): budgets, commitments, journals, claims and payments."""
