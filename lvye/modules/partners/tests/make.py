from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.modules.partners import services
from lvye.modules.partners.models import (
    Ban,
    Contract,
    Evaluation,
    Guarantee,
    Instalment,
    Lease,
    Licence,
    LicenceKind,
    Obligation,
    Partner,
    Rent,
    RentReceipt,
    SupplyCategory,
)

_numbers = count(1)
TODAY = date(2026, 3, 10)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def licencekind(**values: Any) -> LicenceKind:
    number = next(_numbers)
    given = {"code": f"kind-{number}", "name": f"{number}号许可证"} | values
    return records.create(LicenceKind, actor=_actor(given), **given)


def supplycategory(**values: Any) -> SupplyCategory:
    number = next(_numbers)
    given = {"code": f"class-{number}", "name": f"{number}类用品"} | values
    return services.category_add(actor=_actor(given), **given)


def partner(**values: Any) -> Partner:
    actor = _actor(values)
    given = {"name": f"益民商行{next(_numbers)}", "phone": "020-000000"} | values
    return services.partner_add(actor=actor, **given)


def licence(**values: Any) -> Licence:
    actor = _actor(values)
    given = {"number": f"LIC{next(_numbers)}", "begins_on": date(2025, 1, 1), "ends_on": date(2027, 12, 31)} | values
    given["partner"] = given.get("partner") or partner()
    given["kind"] = given.get("kind") or licencekind()
    return services.licence_add(actor=actor, **given)


def contract(**values: Any) -> Contract:
    """A draft over 10,000 yuan for the year 2026."""
    actor = _actor(values)
    given: dict[str, Any] = {
        "title": f"办公用品采购合同{next(_numbers)}", "amount": Decimal("10000.00"), "begins_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31), "today": TODAY,
    } | values  # fmt: skip
    given["partner"] = given.get("partner") or partner()
    given["category"] = given.get("category") or supplycategory()
    return services.contract_make(actor=actor, **given)


def agreed(paper: Any) -> Any:
    """As if all who must had agreed: the approvals have tests of their own."""
    records.take(paper, "ask", actor=system_user())
    return services.signing_agreed(paper, actor=system_user())


def signed(**values: Any) -> Contract:
    return services.contract_sign(agreed(contract(**values)), signed_on=TODAY, today=TODAY, actor=system_user())


def instalment(**values: Any) -> Instalment:
    actor = _actor(values)
    given = {"label": f"第{next(_numbers)}笔", "due_on": date(2026, 4, 1), "amount": Decimal("500.00")} | values
    given["contract"] = given.get("contract") or signed()
    return services.instalment_plan(actor=actor, **given)


def guarantee(**values: Any) -> Guarantee:
    actor = _actor(values)
    given = {"amount": Decimal("300.00"), "received_on": TODAY, "return_on": date(2027, 1, 10)} | values
    given["contract"] = given.get("contract") or signed()
    return services.guarantee_add(actor=actor, **given)


def obligation(**values: Any) -> Obligation:
    given = {"what": f"上门保养{next(_numbers)}", "due_on": date(2026, 4, 10)} | values
    given["contract"] = given.get("contract") or signed()
    return records.create(Obligation, actor=_actor(given), **given)


def evaluation(**values: Any) -> Evaluation:
    actor = _actor(values)
    given = {"year": 2025, "price": 80, "quality": 90, "delivery": 80, "service": 90, "today": TODAY} | values
    given["partner"] = given.get("partner") or partner()
    return services.evaluation_make(actor=actor, **given)


def ban(**values: Any) -> Ban:
    actor = _actor(values)
    given = {"kind": Ban.Kind.QUALITY, "words": f"送来的灯管不合格{next(_numbers)}", "begins_on": TODAY} | values
    given["partner"] = given.get("partner") or partner()
    return services.ban_add(actor=actor, **given)


def lease(**values: Any) -> Lease:
    """A draft: the shop, a year, 6,000 yuan each half-year."""
    actor = _actor(values)
    given: dict[str, Any] = {
        "what": Lease.What.SHOP, "rent": Decimal("6000.00"), "every": Lease.Every.HALF, "due_days": 9,
        "begins_on": date(2026, 3, 1), "ends_on": date(2027, 2, 28), "today": TODAY,
    } | values  # fmt: skip
    given["partner"] = given.get("partner") or partner(kind=Partner.Kind.TENANT)
    given["place"] = given.get("place") or places.place()
    return services.lease_make(actor=actor, **given)


def live_lease(**values: Any) -> Lease:
    return services.lease_sign(agreed(lease(**values)), signed_on=TODAY, today=TODAY, actor=system_user())


def rent(**values: Any) -> Rent:
    found = live_lease(**values).rents.select_related("lease__partner").order_by("begins_on").first()
    assert found is not None
    return found


def rentreceipt(**values: Any) -> RentReceipt:
    actor = _actor(values)
    given = {
        "amount": Decimal("100.00"),
        "received_on": TODAY,
        "number": f"SJ{next(_numbers)}",
        "today": TODAY,
    } | values
    return services.rent_receive(given.pop("rent", None) or rent(), actor=actor, **given)
