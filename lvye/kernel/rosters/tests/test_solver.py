"""The solver by itself: no database."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lvye.kernel.rosters import solver
from lvye.kernel.rosters.solver import Barrier, Because, Outcome, Person, Place, Problem, Rules, Unit, clash
from lvye.kernel.rosters.solver.first import first
from lvye.kernel.rosters.solver.worth import is_whole, least, worth

MONDAY = date(2031, 3, 3)
DAY = timedelta(days=1)


def unit(n: int, *places: Place, begins: time = time(7), hours: int = 11, weight: int = 1) -> Unit:
    day = MONDAY + DAY * n
    at = datetime.combine(day, begins)
    key = n * 10 + begins.hour
    return Unit(key, str(day), at, at + timedelta(hours=hours), (day,), weight, places, day.weekday() > 4)


def people(many: int, *earlier: int) -> list[Person]:
    return [Person(n, f"{n}", earlier[n] if n < len(earlier) else 0) for n in range(many)]


def holds(problem: Problem, outcome: Outcome) -> None:
    """Every hard rule, checked pair by pair."""
    assert is_whole(problem, outcome.chosen)
    served: dict[int, list[Unit]] = defaultdict(list)
    for one in problem.units:
        for place in one.places:
            there = outcome.chosen[one.key, place.seat]
            assert problem.fixed.get((one.key, place.seat), frozenset()) <= there <= place.people
            for person in there:
                assert (one.key, person) not in problem.barred
                served[person].append(one)
    for mine in served.values():
        for n, one in enumerate(mine):
            assert not any(clash(one, other, problem.rules) for other in mine[n + 1 :])
        if problem.rules.week_most:
            weeks = [one.days[0].isocalendar()[:2] for one in mine]
            assert max(map(weeks.count, weeks)) <= problem.rules.week_most


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Leaders and teachers, some days, some rules, some who cannot."""
    leaders, teachers = draw(st.integers(2, 4)), draw(st.integers(3, 7))
    lead, teach = frozenset(range(leaders)), frozenset(range(leaders - 1, leaders + teachers))
    many = draw(st.integers(3, 6))
    units = []
    for n in range(many):
        places = (Place(1, "带班", 1, lead), Place(2, "教师", draw(st.integers(1, 2)), teach))
        units.append(unit(n, *places, weight=draw(st.sampled_from((2, 3)))))
        if draw(st.booleans()):
            units.append(unit(n, Place(3, "夜班", 1, teach), begins=time(19), hours=12, weight=3))
    rules = Rules(
        timedelta(hours=draw(st.sampled_from((0, 10)))), draw(st.integers(0, 2)), draw(st.sampled_from((0, 3)))
    )
    keys = [(one.key, person) for one in units for person in range(leaders + teachers)]
    barred = draw(st.lists(st.sampled_from(keys), max_size=6))
    wishes = draw(st.dictionaries(st.sampled_from(keys), st.sampled_from((-2, -1, 1)), max_size=6))
    crowd = people(leaders + teachers, *draw(st.lists(st.integers(0, 6), max_size=8)))
    return Problem(units, crowd, rules, {key: Barrier(Because.ABSENT, "请假") for key in barred}, wishes)


@settings(max_examples=8, deadline=None)
@given(problems())
def test_what_is_solved_holds_every_hard_rule_and_what_is_not_is_explained(problem: Problem) -> None:
    outcome = solver.solve(problem, seconds=0.5)
    if outcome.found:
        holds(problem, outcome)
        assert worth(problem, outcome.chosen) == outcome.value >= outcome.bound >= least(problem)
    elif outcome.state == "none":
        empty, _advice = solver.explain(problem)
        assert empty
        assert all(one.lacking > 0 for one in empty)


def test_the_same_question_has_the_same_answer() -> None:
    may = frozenset(range(5))
    problem = Problem([unit(n, Place(1, "值班", 2, may)) for n in range(9)], people(5, 3, 1), Rules(gap_days=2))
    assert solver.solve(problem, seconds=1).chosen == solver.solve(problem, seconds=1).chosen


def test_a_first_roster_never_breaks_a_rule_though_it_may_have_gaps() -> None:
    may = frozenset(range(3))
    problem = Problem([unit(n, Place(1, "值班", 1, may)) for n in range(12)], people(3), Rules(gap_days=3))
    holds(problem, Outcome("good", first(problem)))


def test_who_served_more_in_earlier_terms_serves_less_now() -> None:
    may = frozenset(range(4))
    problem = Problem([unit(n, Place(1, "值班", 1, may)) for n in range(10)], people(4, 5, 0, 1, 0), Rules())
    outcome = solver.solve(problem, seconds=1)
    times = [sum(n in there for there in outcome.chosen.values()) for n in range(4)]
    assert times == [0, 4, 2, 4] or sorted(times[n] + (5, 0, 1, 0)[n] for n in range(4)) == [3, 4, 4, 5]
    assert outcome.state == "best"


def test_a_wish_is_followed_where_fairness_lets_it() -> None:
    may = frozenset(range(2))
    units = [unit(n, Place(1, "值班", 1, may)) for n in range(4)]
    wishes = {(units[0].key, 0): -1, (units[1].key, 0): -1, (units[2].key, 1): -1, (units[3].key, 1): -1}
    outcome = solver.solve(Problem(units, people(2), Rules(), wishes=wishes), seconds=1)
    assert [min(outcome.chosen[one.key, 1]) for one in units] == [1, 1, 0, 0]


def test_who_was_set_by_hand_stays() -> None:
    may = frozenset(range(3))
    units = [unit(n, Place(1, "值班", 1, may)) for n in range(6)]
    fixed = {(one.key, 1): frozenset({2}) for one in units[:4]}
    outcome = solver.solve(Problem(units, people(3), Rules(), fixed=fixed), seconds=1)
    assert all(outcome.chosen[key] == there for key, there in fixed.items())


def test_why_there_is_none_names_the_day_the_people_and_the_rule_to_relax() -> None:
    may = frozenset(range(3))
    units = [unit(n, Place(1, "值班", 1, may)) for n in range(8)]
    problem = Problem(units, people(3), Rules(gap_days=4))
    assert solver.solve(problem, seconds=1).state == "none"
    empty, advice = solver.explain(problem)
    assert {one.lacking for one in empty} == {1}
    assert all(barrier.because is Because.REST for one in empty for barrier in one.out.values())
    assert {(one.what, one.to) for one in advice} == {("gap", 3), ("hands", 1)}


def test_leave_of_all_is_named_as_leave() -> None:
    may = frozenset(range(2))
    units = [unit(n, Place(1, "值班", 1, may)) for n in range(3)]
    barred = {(units[1].key, n): Barrier(Because.ABSENT, "请假 3月4日") for n in may}
    empty, advice = solver.explain(Problem(units, people(2), Rules(), barred))
    [one] = empty
    assert one.unit.key == units[1].key
    assert {barrier.words for barrier in one.out.values()} == {"请假 3月4日"}
    assert "absent" in {one.what for one in advice}
