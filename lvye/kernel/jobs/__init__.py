"""Work nobody has to start: declared with its time, run once, its failures kept."""
