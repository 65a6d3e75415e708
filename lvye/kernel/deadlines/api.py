"""The front door of deadlines: declare what lapses, see the horizon."""

from __future__ import annotations

from .declare import Deadline, deadlines, declare
from .queries import Due, Horizon, Tally, horizon, survey

__all__ = ["Deadline", "Due", "Horizon", "Tally", "deadlines", "declare", "horizon", "survey"]
