"""Repairs (报修维修): from a reported fault to a figure in the term summary."""
