"""Library without models and without school words."""
