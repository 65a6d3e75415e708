"""Messages to people: in the program at once, by mail and other channels as each of them wishes."""
