"""The planner of menus: plain values in, plain values out. It knows no database and no school words."""

from __future__ import annotations

from .explain import Advice, explain, tight
from .problem import Dish, Outcome, Problem, Rules, Slot
from .running import solve

__all__ = ["Advice", "Dish", "Outcome", "Problem", "Rules", "Slot", "explain", "solve", "tight"]
