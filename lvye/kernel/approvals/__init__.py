"""Approvals (审批): who must agree before a step is taken; chains are data the school edits."""
