"""Who is told what by the stores. Titles carry no names: they also go out by mail."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Person, holders
from lvye.kit import say
from lvye.modules.stores.models import Issue, Loan, LotHolding, Need, Store, SupplyTurn

SIGN, NEED, DUE = "stores.sign", "stores.need", "stores.due"
LAPSE, SUPPLY = "stores.lapse", "stores.supply"


def tell_to_sign(paper: Issue, *, now: datetime, actor: User) -> None:
    """The receiver confirms on his phone that he has the goods."""
    person = paper.taken_by
    if person is None or person.user_id in (None, actor.pk):
        return
    title = _("请确认：您在%(store)s领了 %(n)s 样物资（%(number)s）")
    known = {"store": paper.store.name, "n": paper.lines.count(), "number": paper.number}
    url = reverse("stores:mine")
    notify([person], title % known, "", url, urgent=False, about=paper, kind=SIGN, now=now)


def tell_need(need: Need, *, now: datetime) -> None:
    """The keepers learn what is to be handed out."""
    day = timezone.localdate(now)
    url = f"{reverse('stores:counter')}?need={need.pk}"
    found = _keepers(need.store, day)
    title = _("待发放：%(what)s") % {"what": need.what[:60]}
    notify(found, title, need.why, url, urgent=False, about=need, kind=NEED, now=now)


def tell_due(loan: Loan, *, now: datetime) -> None:
    """Who has borrowed things is reminded that they are due."""
    title = _("借用的物资%(day)s到期，请归还（%(number)s）")
    known = {"day": say.date(loan.due_on), "number": loan.number}
    url = reverse("stores:mine")
    notify([loan.person], title % known, "", url, urgent=False, about=loan, kind=DUE, now=now)


def tell_lapsing(store: Store, lots: list[LotHolding], *, now: datetime) -> None:
    """The keeper learns which lots are to be used up, or may no longer be handed out."""
    title = _("%(store)s有 %(n)s 批物资快过期") % {"store": store.name, "n": len(lots)}
    body = "；".join(
        _("%(item)s %(qty)s%(unit)s，%(day)s到期") % {
            "item": one.lot.item, "qty": say.qty(one.qty), "unit": one.lot.item.unit,
            "day": say.day(one.lot.expires_on),
        }
        for one in lots if one.lot.expires_on
    )  # fmt: skip
    url = f"{reverse('stores:stock')}?store={store.pk}&lapsing"
    notify(_keepers(store, timezone.localdate(now)), title, body, url, kind=LAPSE, now=now)


def tell_supply(turn: SupplyTurn, *, now: datetime) -> None:
    """Today is the day: the keeper makes it ready, the department fetches it."""
    supply = turn.supply
    what = "、".join(str(line) for line in supply.lines.select_related("item").order_by("pk"))
    known = {"what": supply.name, "store": supply.store.name}
    keepers = _keepers(supply.store, turn.due_on)
    url = reverse("stores:supplies")
    notify(keepers, _("今天要发：%(what)s") % known, what, url, about=turn, kind=SUPPLY, now=now)
    title = _("今天请到%(store)s领：%(what)s") % known
    notify([supply.taken_by], title, what, reverse("stores:mine"), about=turn, kind=SUPPLY, now=now)


def _keepers(store: Store | None, day: date) -> list[Person]:
    """Who keeps a store by name; where nobody does, whoever holds the post."""
    return [store.keeper] if store is not None and store.keeper is not None else list(holders("keeper", day))
