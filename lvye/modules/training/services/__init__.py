"""The deeds of training: the only place that changes its data."""

from .holding import session_arrange, session_create, session_drop, session_finish, session_open, term_plan
from .licences import licence_add, licence_void, licences_warn
from .seed import courses_prepare, needs_prepare
from .signing import scores_give, sign_in, sitter_excuse, sitter_sign

__all__ = [
    "courses_prepare",
    "licence_add",
    "licence_void",
    "licences_warn",
    "needs_prepare",
    "scores_give",
    "session_arrange",
    "session_create",
    "session_drop",
    "session_finish",
    "session_open",
    "sign_in",
    "sitter_excuse",
    "sitter_sign",
    "term_plan",
]
