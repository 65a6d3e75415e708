"""Who is here and what his post lets him do."""
