"""Records of the term's opening. One door for the package: services and screens import from here."""

from .handout import Handout, HandoutStatus, Pack, PackLine, PackStatus, Per, Standard
from .needs import NeedsLine, NeedsList, NeedsStatus, PastUse, Sureness

__all__ = [
    "Handout",
    "HandoutStatus",
    "NeedsLine",
    "NeedsList",
    "NeedsStatus",
    "Pack",
    "PackLine",
    "PackStatus",
    "PastUse",
    "Per",
    "Standard",
    "Sureness",
]
