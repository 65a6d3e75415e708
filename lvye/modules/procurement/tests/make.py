from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.approvals import api as approvals
from lvye.kernel.approvals.api import ApprovalChain, chains_prepare
from lvye.kernel.people.api import Post, posts_prepare
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.modules.finance.tests import make as finance
from lvye.modules.partners.tests import make as partners
from lvye.modules.procurement import models, services
from lvye.modules.stores.tests import make as stores

_numbers = count(1)
TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WEEK = timedelta(days=7)


@contextmanager
def refused(match: str | None = None) -> Iterator[Any]:
    """A deed that is refused: undone, and the test goes on."""
    with pytest.raises(ValidationError, match=match) as problem, transaction.atomic():
        yield problem


def school() -> None:
    """The posts with what keeps them apart, and the chains a school begins with."""
    if not Post.objects.filter(code="receiver").exists():
        posts_prepare(system_user())
    if not ApprovalChain.objects.filter(kind="procurement.request").exists():
        chains_prepare(system_user())


def user(post: str) -> User:
    """Somebody in a post, who may sign in."""
    school()
    return people.user_in(post)


def budget_line(amount: Any = 500_000) -> Any:
    return finance.budgetline(amount=Decimal(amount))


def wanted(**values: Any) -> services.Wanted:
    given = {"name": f"投影机灯泡{next(_numbers)}", "qty": Decimal(2), "unit": "个", "price": Decimal("380.00")}
    return services.Wanted(**(given | values))


def wish(**values: Any) -> services.Wish:
    """Two lamps for 760 yuan, bought directly."""
    given: dict[str, Any] = {"why": "教室投影机灯坏了"} | values
    given["lines"] = given.get("lines") or [wanted()]
    given["category"] = given.get("category") or partners.supplycategory()
    given["budget_line"] = given.get("budget_line") or budget_line()
    return services.Wish(**given)


def request(**values: Any) -> models.Request:
    """A draft."""
    actor = values.pop("actor", None) or people.user_with()
    return services.request_make(wish(**values), today=values.pop("today", TODAY), actor=actor)


def agree_all(record: Any) -> Any:
    """Everybody whose turn it is agrees, one after the other."""
    while (asking := approvals.open_asking(record)) is not None:
        turn = asking.turns.filter(status="open").select_related("post").first()
        assert turn is not None
        assert turn.post is not None
        approvals.agree(asking, actor=people.user_in(turn.post.code), now=NOW)
    return type(record).objects.get(pk=record.pk)


def agreed(**values: Any) -> models.Request:
    """One that was asked and agreed to."""
    school()
    actor = values.pop("actor", None) or people.user_with()
    for post in ("director", "vice_principal", "principal"):
        people.user_in(post)
    made = services.request_send(request(actor=actor, **values), today=TODAY, actor=actor)
    return agree_all(made)


def requestline(**values: Any) -> models.RequestLine:
    return request(**values).lines.get()


def quote(**values: Any) -> models.Quote:
    """A quote for every line of a request, at the estimated price unless told otherwise."""
    record = values.pop("request", None) or agreed()
    price = values.pop("price", None)
    given: dict[str, Any] = {"quoted_on": TODAY, "actor": values.pop("actor", None) or people.user_with()} | values
    given["partner"] = given.get("partner") or partners.partner()
    prices = {line.pk: Decimal(price) if price else line.price for line in record.lines.all()}
    return services.quote_add(record, prices=prices, **given)


def quoteline(**values: Any) -> models.QuoteLine:
    return quote(**values).lines.get()


def sorted_lines(record: models.Request, into: str = "none", **values: Any) -> None:
    for line in record.lines.all():
        services.line_sort(line, into=into, actor=system_user(), **values)


def order(**values: Any) -> models.Order:
    """Ordered with the only supplier that was asked, due in a week; `into`: where things go when they come."""
    chosen = values.pop("quote", None)
    if chosen is None:
        chosen = quote(**{k: values.pop(k) for k in ("request", "partner", "price") if k in values})
    sorted_lines(
        chosen.request,
        values.pop("into", "none"),
        **({"class_code": values.pop("class_code")} if "class_code" in values else {}),
    )
    given = {"due_on": TODAY + WEEK, "today": TODAY, "actor": values.pop("actor", None) or people.user_with()}
    return services.order_place(chosen, **(given | values))


def orderline(**values: Any) -> models.OrderLine:
    return order(**values).lines.get()


def acceptance(**values: Any) -> models.Acceptance:
    """All that was ordered has come and is counted by the first."""
    school()
    record = values.pop("order", None) or order()
    found = values.pop("counted", None) or {
        line.pk: services.Counted(accepted=line.missing) for line in record.lines.all()
    }
    actor = values.pop("actor", None) or people.user_with()
    return services.receive_count(record, found, **({"now": NOW, "today": TODAY, "actor": actor} | values))


def acceptanceline(**values: Any) -> models.AcceptanceLine:
    return acceptance(**values).lines.get()


def accepted(**values: Any) -> models.Acceptance:
    """Counted by one, confirmed by another."""
    second = values.pop("second", None) or people.user_with()
    made = acceptance(**values)
    return services.receive_confirm(made, now=NOW, today=TODAY, actor=second)


def plan(**values: Any) -> models.Plan:
    actor = values.pop("actor", None) or system_user()
    return services.plan_make(year=values.pop("year", None) or 2000 + next(_numbers) % 100, actor=actor, **values)


def planline(**values: Any) -> models.PlanLine:
    given: dict[str, Any] = {"what": f"打印纸{next(_numbers)}", "qty": Decimal(10), "price": Decimal("22.50")} | values
    given["plan"] = given.get("plan") or plan()
    given["department"] = given.get("department") or people.department()
    given["category"] = given.get("category") or partners.supplycategory()
    return services.planline_add(actor=given.pop("actor", None) or system_user(), **given)


def place() -> Any:
    return places.place()


def stocked(name: str, qty: int) -> Any:
    """So many of a thing lie in a store."""
    return stores.stocked(qty, item=stores.item(name=name, spec="", unit="个"))


def tender(**values: Any) -> models.Tender:
    """A tender that was just begun, for goods over the line."""
    record = values.pop("request", None) or agreed(
        lines=[wanted(qty=Decimal(20), price=Decimal(120_000))],
        budget_line=budget_line(9_000_000),
        split_why="整批招标",
    )
    return services.tender_make(record, today=TODAY, actor=values.pop("actor", None) or system_user())


def tenderpaper(**values: Any) -> models.TenderPaper:
    scan = SimpleUploadedFile("公告.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    given = {"kind": "call", "on": TODAY, "uploads": [scan], "now": NOW, "actor": system_user()} | values
    return services.paper_add(given.pop("tender", None) or tender(), **given)
