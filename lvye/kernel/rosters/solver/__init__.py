"""The solver of rosters: plain values in, plain values out. It knows no database and no school words."""

from __future__ import annotations

from .explain import Advice, Empty, explain
from .problem import Barrier, Because, Outcome, Person, Place, Problem, Rules, Unit, busy_until, clash, cliques, weeks
from .running import Progress, solve

__all__ = [
    "Advice",
    "Barrier",
    "Because",
    "Empty",
    "Outcome",
    "Person",
    "Place",
    "Problem",
    "Progress",
    "Rules",
    "Unit",
    "busy_until",
    "clash",
    "cliques",
    "explain",
    "solve",
    "weeks",
]
