"""The front door of the first run: whether there is a school yet, the door's code, and what modules add."""

from __future__ import annotations

from .doorkey import code_text
from .events import SchoolSetUp
from .following import Following, following
from .standing import is_set_up

__all__ = ["Following", "SchoolSetUp", "code_text", "following", "is_set_up"]
