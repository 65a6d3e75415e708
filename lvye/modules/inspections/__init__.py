"""Inspections (巡查与隐患): what is found before it hurts somebody, and how it is followed until it is gone."""
