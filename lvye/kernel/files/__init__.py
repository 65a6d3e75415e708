"""Photos and papers on any record: checked by content, stripped of where they were taken, served by right."""
