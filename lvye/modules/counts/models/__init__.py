"""Records of the counts. One door for the package: services and screens import from here."""

from .count import OPEN, Condition, Count, Counter, CountStatus, Scope
from .line import SEEN, Line, Result
from .proposal import Proposal, ProposalKind, ProposalStatus
from .scan import How, Scan, Seen
from .sending import Sending

__all__ = [
    "OPEN",
    "SEEN",
    "Condition",
    "Count",
    "CountStatus",
    "Counter",
    "How",
    "Line",
    "Proposal",
    "ProposalKind",
    "ProposalStatus",
    "Result",
    "Scan",
    "Scope",
    "Seen",
    "Sending",
]
