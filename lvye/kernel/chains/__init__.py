"""The chain of records (来龙去脉): from a request to a figure, and back, on one page."""
