"""Summaries (总结): the term's work writes itself; every figure opens the records behind it."""
