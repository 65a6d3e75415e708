"""Procurement (采购): from the request to the payment, by the rules."""
