"""Template tag of the outbox."""
