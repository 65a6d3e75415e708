"""Samples around their 48 hours, disinfection, the three records, who looks on, and the day somebody falls ill."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.modules.canteen import services
from lvye.modules.canteen.models import Control, FindingStatus, SampleStatus
from lvye.modules.canteen.services import Found
from lvye.modules.canteen.tests import make
from lvye.modules.canteen.tests.make import DAY, HOUR, NOW, TODAY

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def _code(problem: pytest.ExceptionInfo[ValidationError]) -> Any:
    return problem.value.error_list[0].code


def test_a_sample_is_emptied_at_its_forty_eighth_hour_and_not_a_second_before() -> None:
    sample = make.sample()
    cook = make.on_duty(NOW + 2 * DAY)
    full = NOW + 48 * HOUR
    assert sample.keep_until == full
    with make.refusal() as early:
        services.samples_empty([sample], by=cook, at=full - SECOND, now=full, actor=make.user())
    assert _code(early) == "too_early"
    emptied = services.samples_empty([sample], by=cook, now=full, actor=make.user())[0]
    assert (emptied.status, emptied.emptied_at, emptied.emptied_by) == (SampleStatus.EMPTIED, full, cook)


def test_a_hundred_and_twenty_five_grams_are_enough_and_one_less_is_not() -> None:
    assert make.sample(grams=125).grams == 125
    with make.refusal() as little:
        make.sample(grams=124)
    assert _code(little) == "too_little"


def test_a_sample_wants_its_own_cabinet_a_worker_on_the_list_and_a_dish_of_the_day() -> None:
    for values, code in (
        ({"cabinet": make.fridge(kind="chilled")}, "cabinet"),
        ({"by": make.worker()}, "unchecked"),
        ({"serving": make.serving(day=TODAY - DAY)}, "other_day"),
    ):
        with make.refusal() as wrong:
            make.sample(**values)
        assert _code(wrong) == code
    dish = make.sample().serving
    with make.refusal():
        make.sample(serving=dish)


def test_an_incident_seals_all_samples_and_frees_them_when_it_was_not_the_food() -> None:
    sample = make.sample()
    incident = make.incident(meal=sample.serving.meal)
    sample.refresh_from_db()
    assert sample.status == SampleStatus.SEALED
    later = NOW + 3 * DAY
    with make.refusal() as sealed:
        services.samples_empty([sample], by=make.on_duty(later), now=later, actor=make.user())
    assert _code(sealed) == "sealed"
    with make.refusal() as silent:
        services.incident_close(incident, is_food=True, outcome="沙门氏菌", now=later, actor=make.user())
    assert _code(silent) == "unreported"
    services.incident_close(incident, is_food=False, outcome="流感", now=later, actor=make.user())
    sample.refresh_from_db()
    assert sample.status == SampleStatus.KEPT


@pytest.mark.parametrize(
    ("method", "good", "bad"),
    [
        ("steam", {"degrees": 100, "minutes": 10}, {"degrees": 99, "minutes": 10}),
        ("infrared", {"degrees": 120, "minutes": 10}, {"degrees": 120, "minutes": 9}),
        ("washer", {"degrees": 85, "minutes": "0.67"}, {"degrees": 84, "minutes": 1}),
        ("chlorine", {"strength": 250, "minutes": 5}, {"strength": 249, "minutes": 5}),
    ],
)
def test_disinfection_is_good_at_its_limits_and_below_them_wants_a_word(
    method: str, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    cook, none = make.on_duty(), {"degrees": None, "minutes": None, "strength": None}

    def given(values: dict[str, Any]) -> dict[str, Any]:
        numbers = {name: value if name == "strength" else Decimal(str(value)) for name, value in values.items()}
        return {"method": method, "by": cook, **none, **numbers}

    assert make.disinfection(**given(good)).is_good
    with make.refusal() as little:
        make.disinfection(**given(bad))
    assert _code(little) == "too_little"
    assert not make.disinfection(**given(bad), note="重新煮了十五分钟").is_good
    with make.refusal() as missing:
        make.disinfection(**given({"minutes": 10}))
    assert _code(missing) in {"missing"}


def test_a_dish_below_seventy_degrees_is_heated_on() -> None:
    dish, cook = make.serving(), make.on_duty()
    with make.refusal() as cool:
        services.serving_measure(dish, Decimal("69.9"), by=cook, at=NOW, actor=make.user())
    assert _code(cool) == "too_cool"
    assert services.serving_measure(dish, Decimal(70), by=cook, at=NOW, actor=make.user()).core == Decimal(70)


def test_a_day_without_a_finding_is_written_down_as_such_and_a_bad_point_wants_words() -> None:
    zero = make.control()
    assert (zero.is_zero, zero.is_late, zero.findings.count()) == (True, False, 0)
    with make.refusal() as silent:
        make.control(day=TODAY - DAY, marks=make.marks(pests="bad"))
    assert _code(silent) == "no_words"
    with make.refusal() as unmarked:
        make.control(day=TODAY - DAY, marks={"pests": "ok"})
    assert _code(unmarked) == "unmarked"
    late = make.control(day=TODAY - DAY, now=NOW)
    assert late.is_late
    with make.refusal():
        make.control(day=TODAY + DAY)


def test_what_is_found_has_a_day_and_is_settled_with_a_word() -> None:
    finding = make.finding()
    assert finding.due_on == TODAY + 3 * DAY
    with make.refusal():
        services.finding_settle(finding, now=NOW, actor=make.user())
    done = services.finding_settle(finding, done_note="换了新纱窗", now=NOW + DAY, actor=make.user())
    assert (done.status, done.done_on) == (FindingStatus.DONE, TODAY + DAY)


def test_the_week_names_the_days_that_are_missing_and_the_month_its_weeks(school: Any) -> None:
    actor = make.user()
    from django.utils import timezone

    now = timezone.now().replace(microsecond=0)
    day = timezone.localdate(now)
    while not services.days_without(day, day):
        day -= DAY
    with make.refusal("没有日管控"):
        services.control_weekly(day, text="无", now=now, actor=actor)
    week = services.control_weekly(day, text="无", gaps="系统刚启用", now=now, actor=actor)
    assert (week.kind, week.begins_on.weekday(), week.is_zero) == (Control.Kind.WEEKLY, 0, True)
    with make.refusal("谁参加"):
        services.control_monthly(day, text="", decided="继续", present="", gaps="刚启用", now=now, actor=actor)
    month = services.control_monthly(
        day, text="平稳", decided="换纱窗", present="校长、总监", gaps="刚启用", now=now, actor=actor
    )
    assert month.begins_on.day == 1
    with make.refusal():
        services.control_monthly(
            day, text="平稳", decided="换纱窗", present="校长、总监", gaps="刚启用", now=now, actor=actor
        )


def test_a_remark_of_an_accompanying_meal_becomes_something_to_be_put_right() -> None:
    leader = make.user()
    ate = make.accompany(actor=leader, problem="汤凉了")
    assert ate.findings.get().what == "汤凉了"
    with make.refusal():
        make.accompany(actor=leader)
    with make.refusal("写一句"):
        make.accompany(quality=1)
    with make.refusal("姓名"):
        make.accompany(who="parent")
    parents = [make.accompany(actor=leader, who="parent", parent=name) for name in ("张妈妈", "李爸爸")]
    assert {one.meal_id for one in parents} == {ate.meal_id}


def test_a_visit_of_the_authority_brings_its_findings() -> None:
    visit = make.visit(grade="B", found=[Found("消毒记录缺一天")])
    assert visit.findings.get().found_on == TODAY
    with make.refusal():
        make.visit(visited_on=TODAY + DAY)


def test_food_of_a_dish_thrown_away_names_the_dish() -> None:
    dish = make.serving("红烧鱼")
    gone = services.serving_discard(
        dish, Decimal(3), unit="公斤", why="有异味", how="waste", witness=make.worker(), now=NOW, actor=make.user()
    )
    assert (gone.serving, gone.batch, gone.line) == (dish, None, None)
