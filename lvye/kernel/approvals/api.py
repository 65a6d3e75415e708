"""The front door of approvals: declare what is asked about, ship chains, ask, decide, read."""

from __future__ import annotations

from .declare import Approvable, Chain, StepSpec, approvable, approvables, ship
from .events import Agreed, Refused, Withdrawn
from .freezing import FrozenError
from .models import ApprovalChain, Asking, Turn
from .queries import asking_of, history_of, holding, open_asking, waiting_for
from .services import (
    add_signer,
    agree,
    ask,
    chain_amend,
    chain_create,
    chains_prepare,
    hand_over,
    refuse,
    remind,
    send_back,
    withdraw,
)

__all__ = [
    "Agreed",
    "Approvable",
    "ApprovalChain",
    "Asking",
    "Chain",
    "FrozenError",
    "Refused",
    "StepSpec",
    "Turn",
    "Withdrawn",
    "add_signer",
    "agree",
    "approvable",
    "approvables",
    "ask",
    "asking_of",
    "chain_amend",
    "chain_create",
    "chains_prepare",
    "hand_over",
    "history_of",
    "holding",
    "open_asking",
    "refuse",
    "remind",
    "send_back",
    "ship",
    "waiting_for",
    "withdraw",
]
