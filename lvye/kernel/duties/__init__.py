"""Duties: what recurs is due on the right day, is done with proof, and stays honest afterwards."""
