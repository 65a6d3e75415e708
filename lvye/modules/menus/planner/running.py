"""Letting the solver work for a limited time, the same way every time."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from .problem import Outcome, Problem

SEED = 20260901
PACE = 2.5  # units of the solver's own clock in a second
LATE = 1.5  # the real clock stops it at so many times the seconds given


def solve(problem: Problem, *, seconds: float, loose: Iterable[str] = ()) -> Outcome:
    """The best menu found in the time. loose: rules that may be broken; then `slack` says by how much each is."""
    from ortools.sat.python import cp_model

    from .model import build

    began = time.monotonic()
    built = build(problem, loose=frozenset(loose))
    solver = cp_model.CpSolver()
    given = solver.parameters
    given.num_workers, given.random_seed = 1, SEED
    given.max_deterministic_time = seconds * PACE
    given.max_time_in_seconds = seconds * LATE
    given.linearization_level, given.cp_model_probing_level = 2, 0
    status = solver.solve(built.model)
    state = {
        cp_model.OPTIMAL: "best", cp_model.FEASIBLE: "good", cp_model.INFEASIBLE: "none"
    }.get(status, "unknown")  # fmt: skip
    spent = time.monotonic() - began
    if state not in ("best", "good"):
        return Outcome(state, seconds=spent)
    chosen = frozenset(key for key, var in built.serves.items() if solver.boolean_value(var))
    slack = {rule: sum(_read(solver, one) for one in all_) for rule, all_ in built.slack.items()}
    value, bound = round(solver.objective_value), round(solver.best_objective_bound)
    return Outcome(state, chosen, value, min(bound, value), spent, slack)


def _read(solver: Any, one: Any) -> int:
    return int(solver.value(one))
