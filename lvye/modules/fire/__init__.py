"""Fire safety (消防): equipment with cards and dates, its monthly check, refills, emergency plans and drills."""
