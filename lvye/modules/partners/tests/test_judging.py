from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.rules import api as rules
from lvye.modules.partners import api, services
from lvye.modules.partners.models import EvaluationStatus, PartnerStatus, Verdict
from lvye.modules.partners.tests import make

TODAY = make.TODAY
pytestmark = pytest.mark.django_db
POOR = {"price": 50, "quality": 40, "delivery": 60, "service": 50}


def decide(evaluation: Any, actor: Any, **said: Any) -> Any:
    return services.evaluation_decide(evaluation, today=TODAY, actor=actor, **({"verdict": ""} | said))


def test_four_marks_are_weighed_into_one() -> None:
    assert make.evaluation(price=80, quality=90, delivery=70, service=60).score == Decimal("77.0")


def test_weights_that_do_not_add_up_to_a_hundred_still_give_a_mark_of_a_hundred(actor: Any) -> None:
    rules.rule_set("partners.weight_price", "90", effective_from=TODAY, why="试一试", actor=actor)
    assert make.evaluation(price=100, quality=100, delivery=100, service=100).score == Decimal("100.0")


def test_the_score_follows_its_marks_until_it_is_decided(actor: Any) -> None:
    evaluation = services.evaluation_change(make.evaluation(), price=0, today=TODAY, actor=actor)
    assert evaluation.score == Decimal("61.0")
    done = decide(evaluation, actor)
    with pytest.raises(ValidationError, match="已经定稿"), transaction.atomic():
        services.evaluation_change(done, price=100, today=TODAY, actor=actor)


@pytest.mark.parametrize(
    ("score", "verdict"), [("59.9", Verdict.EXIT), ("60.0", Verdict.MEND), ("74.9", Verdict.MEND), ("75.0", "keep")]
)
def test_the_lines_of_the_school_suggest_what_follows(score: str, verdict: str) -> None:
    with_lines = services.suggested(Decimal(score), on=TODAY)
    assert with_lines == verdict


def test_who_falls_below_the_line_leaves_and_is_not_ordered_from(actor: Any) -> None:
    done = decide(make.evaluation(**POOR), actor)
    assert (done.status, done.verdict) == (EvaluationStatus.DECIDED, Verdict.EXIT)
    done.partner.refresh_from_db()
    assert done.partner.status == PartnerStatus.LEFT
    with pytest.raises(api.Barred, match=r"2025年度评价 49.0 分，退出"), transaction.atomic():
        api.refuse_if_barred(done.partner, on=TODAY)


def test_who_falls_below_the_line_is_kept_for_a_reason_only(actor: Any) -> None:
    evaluation = make.evaluation(**POOR)
    with pytest.raises(ValidationError, match="结论和分数不一致"), transaction.atomic():
        decide(evaluation, actor, verdict=Verdict.MEND)
    kept = decide(evaluation, actor, verdict=Verdict.MEND, words="本地只有这一家")
    kept.partner.refresh_from_db()
    assert kept.partner.status == PartnerStatus.ACTIVE


def test_who_did_well_is_sent_away_for_a_reason_only(actor: Any) -> None:
    with pytest.raises(ValidationError, match="结论和分数不一致"), transaction.atomic():
        decide(make.evaluation(), actor, verdict=Verdict.EXIT)


def test_a_year_is_judged_once_and_not_before_it_begins(actor: Any) -> None:
    first = make.evaluation()
    with pytest.raises(ValidationError, match="已经评过了"), transaction.atomic():
        make.evaluation(partner=first.partner)
    with pytest.raises(ValidationError, match="还没有到的年度"), transaction.atomic():
        make.evaluation(year=2027)


def test_who_left_is_judged_no_more(actor: Any) -> None:
    partner = services.partner_leave(make.partner(), why="停业", today=TODAY, actor=actor)
    with pytest.raises(ValidationError, match="已经退出"), transaction.atomic():
        make.evaluation(partner=partner)


def test_the_last_decided_score_of_each_partner_is_told(actor: Any) -> None:
    older = decide(make.evaluation(year=2024), actor)
    newer = decide(make.evaluation(partner=older.partner, year=2025, price=100), actor)
    make.evaluation(partner=older.partner, year=2026)
    assert api.evaluated([older.partner, make.partner()]) == {older.partner_id: (2025, newer.score)}
