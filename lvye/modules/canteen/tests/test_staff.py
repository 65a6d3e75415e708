"""Who may touch food today."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.modules.canteen import services
from lvye.modules.canteen.models import CheckStatus
from lvye.modules.canteen.services import Checked
from lvye.modules.canteen.tests import make
from lvye.modules.canteen.tests.make import DAY, HOUR, NOW, TODAY

pytestmark = pytest.mark.django_db


def _code(problem: pytest.ExceptionInfo[ValidationError]) -> Any:
    return problem.value.error_list[0].code


def test_a_certificate_holds_on_its_last_day_and_not_on_the_next() -> None:
    cook = make.worker(certified=False)
    make.certificate(worker=cook, ends_on=TODAY)
    actor = make.user()
    services.morning_check([Checked(cook)], now=NOW, actor=actor)
    assert services.hands(TODAY) == [cook]
    with make.refusal() as lapsed:
        services.morning_check([Checked(cook)], now=NOW + DAY, actor=actor)
    assert _code(lapsed) == "no_certificate"
    make.certificate(worker=cook, issued_on=TODAY + DAY, ends_on=date(2027, 3, 10))
    assert services.morning_check([Checked(cook)], now=NOW + DAY, actor=actor)[0].status == CheckStatus.ON


def test_nobody_works_without_a_certificate_or_without_a_check() -> None:
    bare, unchecked = make.worker(certified=False), make.worker()
    with make.refusal() as missing:
        services.morning_check([Checked(bare)], now=NOW, actor=make.user())
    assert _code(missing) == "no_certificate"
    with make.refusal() as early:
        services.refuse_idle(unchecked, TODAY)
    assert _code(early) == "unchecked"
    away = services.morning_check([Checked(bare, is_away=True)], now=NOW, actor=make.user())[0]
    assert away.status == CheckStatus.AWAY


def test_fever_sends_a_worker_off_at_once_and_he_comes_back_only_with_a_word() -> None:
    cook, actor = make.worker(), make.user()
    check = services.morning_check([Checked(cook, temperature=Decimal("37.3"))], now=NOW, actor=actor)[0]
    assert (check.status, check.symptoms, check.off_at) == (CheckStatus.OFF, "1", NOW)
    assert services.hands(TODAY) == []
    with make.refusal() as back:
        services.morning_check([Checked(cook)], now=NOW + DAY, actor=actor)
    assert _code(back) == "back"
    again = services.morning_check([Checked(cook, back="医院证明已痊愈")], now=NOW + DAY, actor=actor)[0]
    assert again.status == CheckStatus.ON


def test_one_who_falls_ill_at_work_leaves_the_list_and_is_checked_once_a_day() -> None:
    cook, actor = make.worker(), make.user()
    check = services.morning_check([Checked(cook, temperature=Decimal("36.5"))], now=NOW, actor=actor)[0]
    with make.refusal() as again:
        services.morning_check([Checked(cook)], now=NOW + HOUR, actor=actor)
    assert _code(again) == "again"
    services.worker_send_off(check, symptoms=["4"], now=NOW + HOUR, actor=actor)
    with make.refusal() as off:
        services.refuse_idle(cook, TODAY)
    assert _code(off) == "off_duty"


def test_symptoms_are_shown_only_to_those_who_answer_for_the_kitchen(client: Any, clerk: Any, allow: Any) -> None:
    make.morning_check(symptoms=("4",))
    allow("canteen.view_worker", "canteen.view_sample")
    client.force_login(clerk)
    assert client.get("/canteen/morningcheck/").status_code == 403
    allow("canteen.view_morningcheck")
    assert "腹泻" in client.get("/canteen/morningcheck/").content.decode()
