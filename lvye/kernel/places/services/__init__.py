"""All deeds on places: the school, the tree, the codes, and a tree brought in from a sheet."""

from __future__ import annotations

from .codes import code_amend, code_issue, code_reopen, code_revoke, reporting_set
from .school import school_set
from .sheet import Laid, PlaceRow, place_tree_import
from .tree import place_amend, place_close, place_create, place_move, place_rename, place_reopen

__all__ = [
    "Laid",
    "PlaceRow",
    "code_amend",
    "code_issue",
    "code_reopen",
    "code_revoke",
    "place_amend",
    "place_close",
    "place_create",
    "place_move",
    "place_rename",
    "place_reopen",
    "place_tree_import",
    "reporting_set",
    "school_set",
]
