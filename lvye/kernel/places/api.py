"""The front door of places: the school, the tree, the codes, and the choosers."""

from __future__ import annotations

from .codes import code_in, normal_code
from .finder import place_by_name
from .models import CodeStatus, Kind, Place, PlaceCode, PlaceStatus, School
from .picker import PlaceField
from .queries import (
    Label,
    Node,
    address_of,
    below,
    chain,
    code_of,
    codes_of,
    labels_for,
    resolve,
    school,
    tree,
    under,
    within,
)
from .services import (
    Laid,
    PlaceRow,
    code_issue,
    code_reopen,
    code_revoke,
    place_amend,
    place_close,
    place_create,
    place_move,
    place_rename,
    place_reopen,
    place_tree_import,
    reporting_set,
    school_set,
)

__all__ = [
    "CodeStatus",
    "Kind",
    "Label",
    "Laid",
    "Node",
    "Place",
    "PlaceCode",
    "PlaceField",
    "PlaceRow",
    "PlaceStatus",
    "School",
    "address_of",
    "below",
    "chain",
    "code_in",
    "code_issue",
    "code_of",
    "code_reopen",
    "code_revoke",
    "codes_of",
    "labels_for",
    "normal_code",
    "place_amend",
    "place_by_name",
    "place_close",
    "place_create",
    "place_move",
    "place_rename",
    "place_reopen",
    "place_tree_import",
    "reporting_set",
    "resolve",
    "school",
    "school_set",
    "tree",
    "under",
    "within",
]
