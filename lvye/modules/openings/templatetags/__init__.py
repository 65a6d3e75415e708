"""Tags of the term's opening."""
