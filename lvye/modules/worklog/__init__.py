"""The work log (工作日志): one sentence about what was done becomes counted work, and nobody fills in a form."""
