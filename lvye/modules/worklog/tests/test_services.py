"""Keeping, putting right, taking back, handing on; and what is refused with a sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lvye.kernel.audit.api import trail
from lvye.kernel.figures.api import compute, one
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records.api import FinalError, WrongStatusError
from lvye.kernel.terms.api import span_period, term_add, term_close
from lvye.modules.repairs.models import Category
from lvye.modules.repairs.services import job_cancel
from lvye.modules.worklog import queries, services
from lvye.modules.worklog.models import Entry, Line
from lvye.modules.worklog.services.seed import KINDS
from lvye.modules.worklog.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
MARCH = span_period(make.TODAY.replace(day=1), make.TODAY.replace(day=31))


@pytest.fixture
def worker() -> Any:
    """Somebody who may log, with his person."""
    user = people.user_with("worklog.log_entry", name="王师傅")
    return user.person


def keep(person: Any, said: str, **values: Any) -> Entry:
    given = {"done_on": make.TODAY, "now": make.NOW, "today": make.TODAY, "actor": person.user}
    return services.entry_keep(person=person, said=said, **(given | values))


def test_a_sentence_is_kept_as_said_with_its_parts(worker: Any) -> None:
    entry = keep(worker, "  换灯管3根，\n 修课桌约20张  ")
    assert entry.said == "换灯管3根， 修课桌约20张"
    assert [line.words for line in entry.lines.order_by("pk")] == ["更换 灯管 3 根", "维修 课桌 20左右 张"]
    assert {line.done_on for line in entry.lines.all()} == {make.TODAY}


def test_a_sentence_without_numbers_is_work_too(worker: Any) -> None:
    ground = places.place(name="操场", kind="ground")
    entry = keep(worker, "扫了操场")
    assert (entry.kind.code, entry.place, entry.lines.count()) == ("clean", ground, 0)
    assert one("worklog.entries", MARCH).value == 1


def test_sudden_work_is_told_apart(worker: Any) -> None:
    assert keep(worker, "临时搬桌子20张").origin == Entry.Origin.SUDDEN
    assert keep(worker, "搬桌子20张", origin="planned").origin == Entry.Origin.PLANNED


@pytest.mark.parametrize(
    ("said", "why"),
    [("", "说一句"), (" \n\u200b ", "说一句"), ("修" * 5000, "5,000 个字"), ("换灯管-3根", "不大于零"),
     ("换灯管99999999999根", "太大")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_a_sentence(worker: Any, said: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        keep(worker, said)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("qty", "why"), [(Decimal(0), "不大于零"), (Decimal("1e15"), "太大")])
def test_a_mended_quantity_is_looked_at_too(worker: Any, qty: Decimal, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        keep(worker, "换灯管", lines=[make.work(qty=qty)])
    assert not Line.objects.exists()
    assert not Entry.objects.exists()


def test_words_that_lack_in_a_part_are_named(worker: Any) -> None:
    with pytest.raises(ValidationError, match="还缺物件、单位"):
        keep(worker, "换灯管", lines=[make.work(object=" ", unit="")])


def test_html_and_control_characters_are_words_like_others(worker: Any) -> None:
    assert keep(worker, "<script>alert(1)</script>\x00换灯管1根").said == "<script>alert(1)</script> 换灯管1根"


def test_the_future_is_not_logged(worker: Any) -> None:
    with pytest.raises(ValidationError, match="还没到"):
        keep(worker, "换灯管1根", done_on=make.TODAY + make.DAY)


def test_long_ago_is_for_the_office(worker: Any, actor: Any) -> None:
    long_ago = make.TODAY - 40 * make.DAY
    with pytest.raises(ValidationError, match="太久"):
        keep(worker, "换灯管1根", done_on=long_ago)
    assert keep(worker, "换灯管1根", done_on=long_ago, actor=actor).done_on == long_ago


def test_a_closed_term_takes_nothing_more(worker: Any, actor: Any) -> None:
    day = make.TODAY
    begins, ends = day - 200 * make.DAY, day - 2 * make.DAY
    term = term_add(school_year=2025, half=1, begins_on=begins, ends_on=ends, actor=actor)
    entry = keep(worker, "换灯管1根", done_on=day - 3 * make.DAY)
    term_close(term, actor=actor)
    with pytest.raises(ValidationError, match="归档"):
        keep(worker, "换灯管1根", done_on=day - 3 * make.DAY)
    with pytest.raises(ValidationError, match="归档"):
        services.entry_withdraw(entry, why="记错了", today=day, actor=worker.user)


def test_nobody_logs_for_another_without_the_right(worker: Any) -> None:
    with pytest.raises(ValidationError, match="只能记自己"):
        keep(worker, "换灯管1根", actor=people.user_with("worklog.log_entry"))
    assert keep(worker, "换灯管1根", actor=people.user_with("worklog.all_entry")).person == worker


# --- putting right ------------------------------------------------------------------------------------------------


def test_a_correction_leaves_its_trace(worker: Any) -> None:
    entry = keep(worker, "换灯管3根，修课桌20张")
    lamp, desk = entry.lines.order_by("pk")
    wanted = [(lamp, make.work(qty=Decimal(4))), (None, make.work(object="开关", unit="个"))]
    services.entry_amend(entry, lines=wanted, people=2, today=make.TODAY, actor=worker.user)
    assert [line.words for line in queries.Line.objects.filter(entry=entry, status="kept").order_by("pk")] == [
        "更换 灯管 4 根",
        "更换 开关 2 个",
    ]
    assert trail(lamp).first().changes["qty"] == ["3.00", "4.00"]
    desk.refresh_from_db()
    assert desk.status == Line.Status.DROPPED
    assert trail(entry).first().changes["people"] == [1, 2]


def test_another_day_takes_the_lines_along(worker: Any) -> None:
    entry = keep(worker, "换灯管3根")
    services.entry_amend(entry, done_on=make.TODAY - make.DAY, today=make.TODAY, actor=worker.user)
    assert entry.lines.get().done_on == make.TODAY - make.DAY


def test_after_some_days_only_the_office_puts_right(worker: Any) -> None:
    entry = keep(worker, "换灯管3根", done_on=make.TODAY - 8 * make.DAY)
    with pytest.raises(ValidationError, match="过了 7 天"):
        services.entry_amend(entry, people=2, today=make.TODAY, actor=worker.user)
    director = people.user_with("worklog.all_entry")
    assert services.entry_amend(entry, people=2, today=make.TODAY, actor=director).people == 2


def test_another_persons_entry_is_not_touched(worker: Any) -> None:
    entry = keep(worker, "换灯管3根")
    stranger = people.user_with("worklog.log_entry")
    with pytest.raises(ValidationError, match="只能记自己"):
        services.entry_amend(entry, people=2, today=make.TODAY, actor=stranger)
    with pytest.raises(ValidationError, match="只能记自己"):
        services.entry_withdraw(entry, why="不是我的", today=make.TODAY, actor=stranger)


def test_what_is_withdrawn_stays_in_the_trail_and_counts_no_more(worker: Any) -> None:
    entry = keep(worker, "换灯管3根")
    with pytest.raises(ValidationError, match="为什么撤回"):
        services.entry_withdraw(entry, why=" ", today=make.TODAY, actor=worker.user)
    services.entry_withdraw(entry, why="记重了", today=make.TODAY, actor=worker.user)
    entry.refresh_from_db()
    assert (entry.status, entry.why) == (Entry.Status.WITHDRAWN, "记重了")
    assert one("worklog.entries", MARCH).value == 0
    assert one("worklog.work", MARCH).value == 0
    with pytest.raises(FinalError):
        services.entry_amend(entry, people=2, today=make.TODAY, actor=worker.user)
    with pytest.raises(WrongStatusError):
        services.entry_withdraw(entry, why="再撤", today=make.TODAY, actor=worker.user)


def test_one_line_is_taken_down_and_the_sentence_stays(worker: Any) -> None:
    entry = keep(worker, "换灯管3根，修课桌20张")
    services.line_drop(entry.lines.earliest("pk"), today=make.TODAY, actor=worker.user)
    assert [(t.object, t.qty) for t in queries.tallies(Line.objects.all())] == [("课桌", 20)]


# --- handing on ---------------------------------------------------------------------------------------------------


def to_job(line: Line, worker: Any) -> Any:
    return services.line_to_job(
        line, place=places.room(), category=Category.objects.get(code="power-lamp"), today=make.TODAY, now=make.NOW,
        actor=worker.user,
    )  # fmt: skip


def work_sum() -> Decimal:
    return sum((value.value for value in compute("worklog.work", MARCH, by=("unit",))), Decimal(0))


def test_a_line_that_is_a_repair_is_counted_there_alone(worker: Any, actor: Any) -> None:
    entry = keep(worker, "换灯管3根，修课桌20张，40分钟")
    lamp = entry.lines.earliest("pk")
    job = to_job(lamp, worker)
    lamp.refresh_from_db()
    assert (lamp.job, job.reporter, job.source, job.what) == (job, worker, "adhoc", "更换 灯管 3 根")
    assert work_sum() == 20
    assert one("worklog.minutes", MARCH).value == 40
    with pytest.raises(ValidationError, match=job.number):
        to_job(lamp, worker)
    with pytest.raises(ValidationError, match="报修单上改"):
        services.entry_withdraw(entry, why="记错了", today=make.TODAY, actor=worker.user)
    entry.refresh_from_db()
    assert entry.is_kept
    job_cancel(job, reason="已经修好，不用再派", now=make.NOW, actor=actor)
    assert work_sum() == 23


def test_an_entry_whose_every_line_is_a_repair_is_one_too(worker: Any) -> None:
    entry = keep(worker, "换灯管3根，40分钟")
    job = to_job(entry.lines.get(), worker)
    entry.refresh_from_db()
    assert entry.job == job
    assert one("worklog.minutes", MARCH).value == 0
    assert one("worklog.person_times", MARCH).value == 0


def test_a_plain_sentence_becomes_a_repair(worker: Any) -> None:
    entry = keep(worker, "三楼灯一闪一闪，没带灯管")
    given = {"place": places.room(), "category": Category.objects.get(code="power-lamp")}
    job = services.entry_to_job(entry, **given, today=make.TODAY, now=make.NOW, actor=worker.user)
    assert job.what == entry.said
    counted = keep(worker, "换灯管3根")
    with pytest.raises(ValidationError, match="几样活"):
        services.entry_to_job(counted, **given, today=make.TODAY, now=make.NOW, actor=worker.user)


def test_putting_right_leaves_a_repair_alone(worker: Any) -> None:
    entry = keep(worker, "换灯管3根，修课桌20张")
    lamp, desk = entry.lines.order_by("pk")
    to_job(lamp, worker)
    services.entry_amend(
        entry, lines=[(desk, make.work(object="课桌", unit="张"))], today=make.TODAY, actor=worker.user
    )
    lamp.refresh_from_db()
    assert lamp.status == Line.Status.KEPT
    with pytest.raises(ValidationError, match="报修单上改"):
        services.entry_amend(entry, lines=[(lamp, make.work(qty=Decimal(9)))], today=make.TODAY, actor=worker.user)


# --- reads and figures --------------------------------------------------------------------------------------------


def test_hands_and_minutes_are_summed_by_kind(worker: Any) -> None:
    keep(worker, "搬课桌60张，6个人，两个小时")
    keep(worker, "和小李一起搬凳子20张")
    keep(worker, "换灯管1根，20分钟")
    hands = {v.keys["kind"]: v.value for v in compute("worklog.person_times", MARCH, by=("kind",))}
    assert hands == {"搬运": 8, "维修": 1}
    assert one("worklog.minutes", MARCH).value == 140


def test_about_so_many_is_said_with_the_sum(worker: Any) -> None:
    keep(worker, "修剪绿篱约200米")
    keep(worker, "修剪绿篱100米")
    (value,) = compute("worklog.work", MARCH, by=("action", "object", "unit"))
    assert (value.value, value.approx) == (300, True)


def test_a_person_finds_his_lines_of_a_term(worker: Any) -> None:
    keep(worker, "换灯管3根")
    keep(worker, "换灯管2根")
    make.entry()
    (tally,) = queries.person_lines(worker, MARCH)
    assert (tally.words, tally.amount, tally.lines) == ("更换 灯管", "5 根", 2)
    assert queries.person_entries(worker, MARCH).count() == 2


def test_what_one_says_often_comes_first_and_once(worker: Any) -> None:
    for said in ("换灯管1根", "扫操场", "换灯管5根", "换灯管3根"):
        keep(worker, said)
    keep(worker, "这一句很长很长很长很长很长很长很长很长，没有人想再点一次")
    assert queries.often_said(worker, make.TODAY) == ["换灯管3根", "扫操场"]


def test_ten_sentences_are_enough(worker: Any) -> None:
    for n in range(12):
        keep(worker, f"收拾{'甲乙丙丁戊己庚辛壬癸子丑'[n]}间")
    assert len(queries.often_said(worker, make.TODAY)) == 10


def test_the_usual_kinds_are_made_once(actor: Any) -> None:
    assert services.kinds_prepare(actor=actor) == 0
    assert len(KINDS) == 8


def test_photos_hang_on_the_entry(worker: Any) -> None:
    from lvye.kernel.files.api import of
    from lvye.kernel.files.tests import make as pictures

    entry = keep(worker, "换灯管1根", photos=[pictures.photo()])
    assert len(of(entry)) == 1


def test_an_old_sheet_is_brought_in_and_read_sentence_by_sentence(worker: Any, actor: Any) -> None:
    from lvye.kernel.exchange.api import bring_in
    from lvye.kernel.exchange.tests.sheets import xlsx
    from lvye.kernel.registers.api import registers

    today = timezone.localdate()
    head = ["谁做的", "哪天", "做了什么", "几个人"]
    rows = (
        [worker.name, f"{today:%Y.%m.%d}", "换灯管3根，修课桌20张", 2],
        [worker.name, f"{today:%Y-%m-%d}", "扫了操场", ""],
    )
    made = bring_in(registers["worklog.entry"], xlsx(["维修记录"], head, *rows), "记录.xlsx", actor=actor)
    assert (made.problems, made.made) == ([], 2)
    assert [(entry.people, entry.lines.count()) for entry in Entry.objects.order_by("pk")] == [(2, 2), (1, 0)]
    wrong = xlsx(
        ["维修记录"], head, [worker.name, "2999.1.1", "换灯管3根", 1], [worker.name, "2026.1.1", "换灯管-3根", 1]
    )
    refused = bring_in(registers["worklog.entry"], wrong, "记录.xlsx", actor=actor)
    assert len(refused.problems) == 2
    assert Entry.objects.count() == 2
