"""Hand-made screens of the term's opening."""
