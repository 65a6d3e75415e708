"""Stores (物资): what the store rooms hold, receive and issue."""
