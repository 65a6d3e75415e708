"""Letting the solver work: from a first roster, for a limited time, always the same way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .first import Chosen, first
from .problem import Outcome, Problem
from .worth import is_whole, least, worth

SEED = 20260901
WORKERS = 1  # one search, so that the same question has the same answer on every machine
PACE = 0.4  # units of the solver's own clock in a second: what two old cores that are busy elsewhere still manage
SLOWEST, LAST = 8, 600.0  # how much slower a machine may be before the real clock stops it; and then, in seconds
Tell = Callable[["Progress"], bool]  # whether to go on
POLL = 0.3


@dataclass(frozen=True)
class Progress:
    """How far it is: seconds gone, the best value so far (None: none yet), and what cannot be beaten."""

    seconds: float
    value: int | None
    bound: int


def solve(problem: Problem, *, seconds: float, tell: Tell | None = None) -> Outcome:
    """The best roster found in the time.

    Effort is measured by the solver's own clock, which does not run faster on a faster machine: the same problem gives
    the same roster. The real clock is only a stop for a machine that is too slow.
    """
    began = time.monotonic()
    begun = first(problem)
    if is_whole(problem, begun) and worth(problem, begun) == (bound := least(problem)):  # it cannot be better
        return Outcome("best", begun, bound, bound, time.monotonic() - began, WORKERS, SEED)
    return _searched(problem, begun, seconds, began, tell)


def _searched(problem: Problem, begun: Chosen, seconds: float, began: float, tell: Tell | None) -> Outcome:
    from ortools.sat.python import cp_model

    from .model import build

    built = build(problem)
    hint(built, begun)
    solver = cp_model.CpSolver()
    given = solver.parameters
    given.num_workers, given.random_seed = WORKERS, SEED
    given.max_deterministic_time = seconds * PACE
    given.max_time_in_seconds = min(seconds * SLOWEST, LAST)
    given.linearization_level = 2
    status = _watched(solver, built.model, began, tell)
    spent = time.monotonic() - began
    state = {
        cp_model.OPTIMAL: "best", cp_model.FEASIBLE: "good", cp_model.INFEASIBLE: "none"
    }.get(status, "unknown")  # fmt: skip
    if state == "unknown" and is_whole(problem, begun):  # no time to judge it: it stands, with what is sure of it
        value = worth(problem, begun)
        bound = max(round(solver.best_objective_bound), least(problem))
        return Outcome("good", begun, value, min(bound, value), spent, WORKERS, SEED)
    if state not in ("best", "good"):
        return Outcome(state, seconds=spent, workers=WORKERS, seed=SEED)
    chosen = _read(built, solver)
    value, bound = round(solver.objective_value), round(solver.best_objective_bound)
    return Outcome(state, chosen, value, bound, spent, WORKERS, SEED)


def _read(built: Any, solver: Any) -> dict[tuple[int, int], frozenset[int]]:
    chosen: dict[tuple[int, int], frozenset[int]] = {}
    for (unit, seat, person), var in built.serves.items():
        if solver.boolean_value(var):
            chosen[unit, seat] = chosen.get((unit, seat), frozenset()) | {person}
    return chosen


def hint(built: Any, begun: Chosen) -> None:
    """Begin from a roster that is not bad."""
    for (unit, seat, person), var in built.serves.items():
        built.model.add_hint(var, person in begun.get((unit, seat), frozenset()))


def _watched(solver: Any, model: Any, began: float, tell: Tell | None) -> Any:
    """Solve in a thread of its own, and tell from this one, which has the database."""
    from ortools.sat.python import cp_model

    if tell is None:
        return solver.solve(model)
    seen: dict[str, Any] = {"value": None, "bound": 0}

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            seen.update(value=round(self.objective_value), bound=round(self.best_objective_bound))

    answer: list[Any] = []
    thread = threading.Thread(target=lambda: answer.append(solver.solve(model, Watch())), daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(POLL)
        if not tell(Progress(time.monotonic() - began, seen["value"], seen["bound"])):
            solver.stop_search()
    return answer[0]
