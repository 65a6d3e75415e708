"""Deeds of approvals: asking, deciding, chains."""

from __future__ import annotations

from .asking import ask, withdraw
from .chains import chain_amend, chain_code, chain_create, chains_prepare
from .deciding import add_signer, agree, hand_over, refuse, send_back
from .moving import remind

__all__ = [
    "add_signer",
    "agree",
    "ask",
    "chain_amend",
    "chain_code",
    "chain_create",
    "chains_prepare",
    "hand_over",
    "refuse",
    "remind",
    "send_back",
    "withdraw",
]
