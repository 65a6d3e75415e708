"""The shop (小卖部): whoever runs it by a lease is checked each month, and three serious findings end it."""
