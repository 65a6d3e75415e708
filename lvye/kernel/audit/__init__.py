"""Nothing changes without a trace."""
