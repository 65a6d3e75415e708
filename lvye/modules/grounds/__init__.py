"""Grounds (绿化保洁): green plots and their care, pests, cleaning zones with their scores, rooms left tidy."""
