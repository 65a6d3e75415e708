"""Where things are: the school, its tree of places, and the code printed on each of them."""
