"""Meals (膳食账): what is paid for eating, what was eaten, the canteen's own accounts, and what the diners say."""
