"""Records: what is kept, how it moves, and the only verbs that write."""
