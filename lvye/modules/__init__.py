"""The work of the school, one package a desk."""
