"""Trainings of staff and pupils, who came to them, and the certificates that posts ask for."""
