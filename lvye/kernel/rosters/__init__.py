"""Rosters (值班表): who serves when, made by a constraint solver, changed with consent and trace."""
