"""One valid record of each kind."""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.modules.partners.tests import make as partners
from lvye.modules.shop import services
from lvye.modules.shop.models import QUESTIONS, BannedGoods, Check, Finding, Price

_numbers = count(1)
TODAY = partners.TODAY
DAY = timedelta(days=1)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def bannedgoods(**values: Any) -> BannedGoods:
    n = next(_numbers)
    given = {"name": f"禁售{n}", "words": f"禁品{n}、违禁{n}", "document": "某规定"} | values
    return records.create(BannedGoods, actor=_actor(given), **given)


def check(**values: Any) -> Check:
    given: dict[str, Any] = dict.fromkeys(QUESTIONS, True) | {"checked_on": TODAY, "today": TODAY} | values
    given["lease"] = given.get("lease") or partners.lease()
    given["by"] = given.get("by") or people.person()
    return services.check_make(actor=_actor(given), **given)


def finding(**values: Any) -> Finding:
    given = {"kind": "hygiene", "what": "地上有积水", "found_on": TODAY, "today": TODAY} | values
    given["lease"] = given.get("lease") or partners.lease()
    return services.finding_add(actor=_actor(given), **given)


def price(**values: Any) -> Price:
    given = {
        "goods": f"笔记本{next(_numbers)}", "ours": Decimal("6.50"), "outside": Decimal(5), "where": "校门口文具店",
        "compared_on": TODAY, "today": TODAY,
    } | values  # fmt: skip
    given["lease"] = given.get("lease") or partners.lease()
    return services.price_compare(actor=_actor(given), **given)
