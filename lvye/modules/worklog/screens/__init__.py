"""The hand-made pages of the log."""
