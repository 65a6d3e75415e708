from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.modules.stores import models, services

_numbers = count(1)
TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)


@contextmanager
def refused(match: str | None = None) -> Iterator[pytest.ExceptionInfo[ValidationError]]:
    """A deed that is refused: undone, and the test goes on."""
    with pytest.raises(ValidationError, match=match) as problem, transaction.atomic():
        yield problem


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def store(**values: Any) -> models.Store:
    n = next(_numbers)
    return services.store_add(actor=_actor(values), **({"code": f"s{n}", "name": f"保管室{n}"} | values))


def kind(**values: Any) -> models.Kind:
    n = next(_numbers)
    given = {"code": f"kind-{n}", "name": f"类{n}", "is_lent": True}
    return records.create(models.Kind, actor=_actor(values), **(given | values))


def item(**values: Any) -> models.Item:
    n = next(_numbers)
    given = {"name": f"粉笔{n}", "spec": "白色", "unit": "盒", "kind": values.get("kind") or kind()}
    return services.item_add(actor=_actor(values), **(given | values))


def unit(**values: Any) -> models.Unit:
    given = {"item": values.get("item") or item(), "name": f"箱{next(_numbers)}", "factor": Decimal(12)}
    return services.unit_add(actor=_actor(values), **(given | values))


def lot(**values: Any) -> models.Lot:
    given = {"item": values.get("item") or item(), "code": f"L{next(_numbers)}", "expires_on": date(2026, 12, 31)}
    return records.create(models.Lot, actor=_actor(values), **(given | values))


def inspected(**values: Any) -> dict[str, Any]:
    return {"accepted_by": values.get("accepted_by") or people.person(), "delivered_by": "城东文具店", "now": NOW}


def receipt(**values: Any) -> models.Receipt:
    """Twenty of an item at 2.50, posted; `lines` as for the service."""
    given = {
        "store": values.get("store") or store(), **inspected(**values),
        "lines": [services.In(values.pop("item", None) or item(), Decimal(20), Decimal("2.5"))],
    } if "lines" not in values else {"store": values.get("store") or store(), **inspected(**values)}  # fmt: skip
    return services.receive(actor=_actor(values), **(given | values))


def receiptline(**values: Any) -> models.ReceiptLine:
    return receipt(**values).lines.get()


def stocked(qty: Any = 20, price: Any = "2.5", **values: Any) -> tuple[models.Store, models.Item]:
    """A store with so much of an item in it."""
    thing, where = values.pop("item", None) or item(), values.pop("store", None) or store()
    receipt(store=where, lines=[services.In(thing, Decimal(qty), Decimal(price))], **values)
    return where, thing


def issue(**values: Any) -> models.Issue:
    """Two of an item to a person, posted."""
    actor = _actor(values)
    if "lines" not in values:
        values["store"], thing = stocked()
        values["lines"] = [(thing, Decimal(2))]
    if not {"to_person", "to_class", "to_place", "department"} & values.keys():
        values["to_person"] = people.person()
    return services.issue(actor=actor, **({"now": NOW} | values))


def issueline(**values: Any) -> models.IssueLine:
    return issue(**values).lines.get()


def loan(**values: Any) -> models.Loan:
    """Two of an item lent for a week, posted."""
    actor = _actor(values)
    if "lines" not in values:
        values["store"], thing = stocked()
        values["lines"] = [(thing, Decimal(2))]
    given = {"person": values.get("person") or people.person(), "due_on": TODAY + 7 * DAY, "now": NOW}
    return services.lend(actor=actor, **(given | values))


def loanline(**values: Any) -> models.LoanLine:
    return loan(**values).lines.get()


def giveback(**values: Any) -> models.GiveBack:
    """One of an issue's goods brought back, posted."""
    of = values.get("issue") or values.get("loan") or issue()
    name = "issue" if isinstance(of, models.Issue) else "loan"
    given = {name: of, "lines": [(of.lines.get(), Decimal(1))], "now": NOW}
    return services.give_back(actor=_actor(values), **(given | values))


def givebackline(**values: Any) -> models.GiveBackLine:
    return giveback(**values).lines.get()


def transfer(**values: Any) -> models.Transfer:
    """Two of an item from one store into another, posted."""
    if "lines" not in values:
        values["store"], thing = stocked()
        values["lines"] = [(thing, Decimal(2))]
    given = {"to_store": values.get("to_store") or store(), "now": NOW}
    return services.transfer(actor=_actor(values), **(given | values))


def transferline(**values: Any) -> models.TransferLine:
    return transfer(**values).lines.get()


def stocktake(**values: Any) -> models.Stocktake:
    """A count of a store with one item, just begun."""
    given = {"store": values.get("store") or stocked()[0], "now": NOW}
    return services.stocktake_start(actor=_actor(values), **(given | values))


def stocktakeline(**values: Any) -> models.StocktakeLine:
    return stocktake(**values).lines.get()


def move(**values: Any) -> models.Move:
    paper = receipt(**values)
    return models.Move.objects.get(kind="receipt", paper_id=paper.pk)


def holding(**values: Any) -> models.Holding:
    where, thing = stocked(**values)
    return models.Holding.objects.get(store=where, item=thing)


def monthclose(**values: Any) -> models.MonthClose:
    last = services.closed_until()
    given = {"month": services.open_month() if last else date(2025, 1, 1), "now": NOW}
    return services.month_close(actor=_actor(values), **(given | values))


def need(**values: Any) -> models.Need:
    """A request for two of an item, within all quotas."""
    who = values.get("person") or people.person(username=f"need{next(_numbers)}")
    given = {"person": who, "lines": [(item(), Decimal(2))], "why": "上课用", "now": NOW}
    actor = values.pop("actor", None) or who.user or system_user()
    return services.need_ask(actor=actor, **(given | values))


def needline(**values: Any) -> models.NeedLine:
    return need(**values).lines.get()


def quota(**values: Any) -> models.Quota:
    given: dict[str, Any] = {"qty": Decimal(10), "per": "term"}
    if not {"item", "kind"} & values.keys():
        given["item"] = item()
    return records.create(models.Quota, actor=_actor(values), **(given | values))


def supply(**values: Any) -> models.Supply:
    """Three of an item to a department on the first workday of each month."""
    n = next(_numbers)
    if "lines" not in values:
        where, thing = stocked(store=values.get("store"))
        values |= {"store": where, "lines": [(thing, Decimal(3))]}
    given = {
        "name": f"供应{n}", "department": values.get("department") or people.department(),
        "taken_by": values.get("taken_by") or people.person(), "per": "month", "day": 1, "begins_on": TODAY, "now": NOW,
    }  # fmt: skip
    return services.supply_add(actor=_actor(values), **(given | values))


def supplyline(**values: Any) -> models.SupplyLine:
    return supply(**values).lines.get()


def supplyturn(**values: Any) -> models.SupplyTurn:
    return supply(**({"in_holidays": True} | values)).turns.order_by("due_on")[0]
