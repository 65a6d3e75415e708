"""Recording values, asking for them, and what is refused."""

from __future__ import annotations

import threading
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import IntegrityError, connection, transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.rules.api import Rule, rule_correct, rule_set

JAN, MAR, JUN, SEP = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)
TODAY = date(2026, 5, 20)


def put(value: Any, begins: date, ends: date | None = None, *, actor: User, code: str = "test.hours") -> Rule:
    return rule_set(code, value, effective_from=begins, effective_to=ends, why="按新办法", actor=actor)


def periods(code: str = "test.hours") -> list[tuple[str, date, date | None]]:
    rows = Rule.objects.filter(code=code).order_by("effective_from")
    return list(rows.values_list("value", "effective_from", "effective_to"))


@pytest.mark.django_db
def test_an_empty_database_answers_with_what_is_declared() -> None:
    assert rules.value("test.hours") == 4
    assert rules.value("test.limit") == Decimal(3000)
    assert rules.value("test.from") == time(8)
    assert rules.value("test.kinds") == ("灯", "门")
    assert rules.value("terms.work_from") == time(8)


@pytest.mark.django_db
def test_a_code_nobody_declared_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"no rule 'test\.missing'"):
        rules.value("test.missing")


def test_the_recorded_value_holds_from_its_day_and_the_declared_one_before_it(actor: User) -> None:
    put("6", MAR, actor=actor)
    assert rules.value("test.hours", JAN) == 4
    assert rules.value("test.hours", MAR) == 6
    assert rules.value("test.hours", SEP) == 6


def test_a_new_value_closes_the_one_before_it(actor: User) -> None:
    first = put(6, JAN, actor=actor)
    put(8, MAR, actor=actor)
    assert periods() == [("6", JAN, date(2026, 2, 28)), ("8", MAR, None)]
    assert rules.value("test.hours", date(2026, 2, 28)) == 6
    closing = audit.trail(first).first()
    assert closing is not None
    assert (closing.verb, closing.changes) == ("close", {"effective_to": [None, "2026-02-28"]})


def test_after_an_exception_the_old_value_comes_back_for_the_time_it_had(actor: User) -> None:
    put(6, JAN, actor=actor)
    put(10, SEP, actor=actor)
    put(2, MAR, date(2026, 5, 31), actor=actor)
    assert periods() == [
        ("6", JAN, date(2026, 2, 28)),
        ("2", MAR, date(2026, 5, 31)),
        ("6", JUN, date(2026, 8, 31)),
        ("10", SEP, None),
    ]


def test_an_exception_that_lasts_to_the_end_of_the_old_value_leaves_nothing_to_come_back(actor: User) -> None:
    put(6, JAN, actor=actor)
    put(10, SEP, actor=actor)
    put(2, MAR, date(2026, 8, 31), actor=actor)
    assert [row[0] for row in periods()] == ["6", "2", "10"]


@pytest.mark.parametrize(("begins", "ends"), [(MAR, None), (JAN, None), (JAN, MAR), (JAN, SEP)])
def test_a_period_another_record_speaks_for_is_refused(begins: date, ends: date | None, actor: User) -> None:
    put(6, MAR, actor=actor)
    with pytest.raises(ValidationError) as refused:
        put(8, begins, ends, actor=actor)
    sentence = "“响应时限”从2026年3月1日起已经另有记录：请改起用日期或截止日期，写错的请更正那一条。"
    assert refused.value.message_dict == {"effective_from": [sentence]}
    assert periods() == [("6", MAR, None)]


def test_a_period_that_ends_before_the_next_record_fits_in(actor: User) -> None:
    put(6, MAR, actor=actor)
    put(8, JAN, date(2026, 2, 28), actor=actor)
    assert [row[0] for row in periods()] == ["8", "6"]


@pytest.mark.parametrize("changes", [{"effective_from": JAN}, {"effective_to": SEP}])
def test_the_database_itself_keeps_periods_apart(changes: dict[str, Any], actor: User) -> None:
    put(6, JAN, actor=actor)
    put(8, MAR, actor=actor)
    values = {"code": "test.hours", "value": "1", "why": "直接写", "effective_from": date(2026, 2, 1)}
    with pytest.raises(ValidationError, match="这段时间里这项标准已经另有记录。"):
        records.create(Rule, actor=actor, **(values | changes))


def test_the_database_keeps_periods_apart_when_one_is_changed(actor: User) -> None:
    put(6, JAN, actor=actor)
    later = put(8, MAR, actor=actor)
    with pytest.raises(ValidationError, match="这段时间里这项标准已经另有记录。"):
        rule_correct(later, actor=actor, effective_from=date(2026, 2, 1))


def test_two_rules_may_have_the_same_period(actor: User) -> None:
    put(6, JAN, actor=actor)
    put("5000", JAN, actor=actor, code="test.limit")
    assert Rule.objects.count() == 2


def test_the_constraint_answers_django_as_well_as_the_database(actor: User) -> None:
    put(6, JAN, actor=actor)
    for ends, clashes in [(date(2025, 12, 31), False), (JAN, True), (None, True)]:
        row = Rule(code="test.hours", value="1", why="试", effective_from=date(2025, 1, 1), effective_to=ends)
        if clashes:
            with pytest.raises(ValidationError, match="另有记录"):
                row.validate_constraints()
        else:
            row.validate_constraints()


def test_the_end_cannot_come_before_the_beginning(actor: User) -> None:
    with pytest.raises(ValidationError) as refused:
        put(6, MAR, JAN, actor=actor)
    assert refused.value.message_dict == {"effective_to": ["截止日期不能早于起用日期。"]}


def test_the_end_cannot_come_before_the_beginning_by_correction_either(actor: User) -> None:
    made = put(6, MAR, actor=actor)
    with pytest.raises(ValidationError, match="截止日期不能早于起用日期。"):
        rule_correct(made, actor=actor, effective_to=JAN)


def test_a_value_of_the_wrong_kind_is_refused_beside_its_field(actor: User) -> None:
    with pytest.raises(ValidationError) as refused:
        put("四小时", JAN, actor=actor)
    assert refused.value.message_dict == {"value": ["“响应时限”不能是“四小时”：请填写整数，例如 3。"]}
    assert not Rule.objects.exists()


def test_a_code_from_outside_that_is_not_declared_is_refused(actor: User) -> None:
    with pytest.raises(ValidationError, match=r"没有编码为“nobody\.knows”的标准。"):
        put(1, JAN, actor=actor, code="nobody.knows")


def test_a_change_needs_a_reason(actor: User) -> None:
    with pytest.raises(ValidationError) as refused:
        rule_set("test.hours", 6, effective_from=JAN, why="", actor=actor)
    assert "why" in refused.value.message_dict


def test_a_slip_of_the_pen_is_corrected_in_place_and_the_trail_keeps_it(actor: User) -> None:
    made = put(6, JAN, actor=actor)
    rule_correct(made, actor=actor, value="９", why="录入错误")
    assert rules.value("test.hours", TODAY) == 9
    newest = audit.trail(made).first()
    assert newest is not None
    assert newest.changes["value"] == ["6", "9"]
    assert newest.reason == "录入错误"


def test_a_record_does_not_become_one_of_another_rule(actor: User) -> None:
    made = put(6, JAN, actor=actor)
    with pytest.raises(ValidationError, match="另行登记"):
        rule_correct(made, actor=actor, code="test.limit")


def test_a_correction_of_the_wrong_kind_is_refused(actor: User) -> None:
    made = put(6, JAN, actor=actor)
    with pytest.raises(ValidationError, match="请填写整数"):
        rule_correct(made, actor=actor, value="九")


def test_all_rules_of_a_request_cost_one_query(actor: User, django_assert_num_queries: Any) -> None:
    put(6, JAN, actor=actor)
    with django_assert_num_queries(1):
        for code in ("test.hours", "test.limit", "test.from", "terms.work_to"):
            rules.value(code, TODAY)
        rules.overview(TODAY)


def test_a_change_is_seen_in_the_same_request(actor: User) -> None:
    assert rules.value("test.hours", TODAY) == 4
    made = put(6, JAN, actor=actor)
    assert rules.value("test.hours", TODAY) == 6
    rule_correct(made, actor=actor, value=7)
    assert rules.value("test.hours", TODAY) == 7


def test_the_overview_tells_value_source_and_next_change(actor: User) -> None:
    declared = rules.present("test.hours", TODAY)
    assert (declared.shown, declared.document, declared.article) == ("4小时", "维修管理办法", "第五条")
    assert (declared.record, declared.next_on, declared.next_shown) == (None, None, "")
    rule_set(
        "test.hours", 6, effective_from=JAN, why="新", document="校发3号", article="二", region="本校", actor=actor
    )
    put(2, JUN, date(2026, 8, 31), actor=actor)
    now = rules.present("test.hours", TODAY)
    assert (now.shown, now.document, now.article, now.region) == ("6小时", "校发3号", "二", "本校")
    assert (now.next_on, now.next_shown) == (JUN, "2小时")
    assert rules.present("test.hours", JUN).next_on == SEP
    assert "test.limit" in [one.rule.code for one in rules.overview(TODAY)]


def test_the_value_that_returns_after_a_temporary_one_is_the_next_change(actor: User) -> None:
    put(2, MAR, date(2026, 5, 31), actor=actor)
    now = rules.present("test.hours", TODAY)
    assert (now.shown, now.next_on, now.next_shown) == ("2小时", JUN, "4小时")


def test_values_between_two_days_come_with_the_day_each_begins(actor: User) -> None:
    put(2, MAR, date(2026, 5, 31), actor=actor)
    assert rules.values_between("test.hours", JAN, SEP) == [(JAN, 4), (MAR, 2), (JUN, 4)]
    assert rules.values_between("test.hours", date(2026, 3, 5), date(2026, 5, 31)) == [(date(2026, 3, 5), 2)]


def test_records_whose_rule_is_gone_are_named(actor: User) -> None:
    spare = rules.RuleSpec("test.old", "旧标准", 1)
    with rules.declared.with_item(spare.code, spare):
        made = put(3, JAN, actor=actor, code="test.old")
    assert rules.orphans() == ["test.old"]
    assert str(made) == "test.old：3"


def test_history_is_told_newest_first(actor: User) -> None:
    put(6, JAN, actor=actor)
    put(8, MAR, actor=actor)
    assert [row.value for row in rules.history("test.hours")] == ["8", "6"]


@pytest.mark.django_db(transaction=True)
def test_periods_are_still_kept_apart_after_the_table_was_rebuilt() -> None:
    from lvye.kernel.accounts.api import system_user
    from lvye.kernel.rules.tests import make

    actor = system_user()
    put(6, JAN, actor=actor)
    field = Rule._meta.get_field("region")
    wider = field.clone()
    wider.max_length = 61
    wider.set_attributes_from_name("region")
    wider.model = Rule
    for old, new in [(field, wider), (wider, field)]:
        with connection.schema_editor() as editor:
            editor.alter_field(Rule, old, new)
    with pytest.raises(ValidationError, match="另有记录"):
        records.create(Rule, actor=actor, code="test.hours", value="1", why="直接写", effective_from=MAR)
    assert make.rule(actor=actor).pk


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_the_same_period_at_once_one_is_refused() -> None:
    ready, refused = threading.Barrier(2), []

    def write(value: str) -> None:
        try:
            with transaction.atomic():
                ready.wait(10)
                Rule.objects.create(code="test.hours", value=value, why="同时", effective_from=JAN)
                time_to_meet.wait(0.2)
        except IntegrityError:
            refused.append(value)
        finally:
            connection.close()

    time_to_meet = threading.Event()
    writers = [threading.Thread(target=write, args=[value]) for value in ("1", "2")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(20)
    assert len(refused) == 1
    assert Rule.objects.count() == 1
