"""Who is told what by the stores. Titles carry no names: they also go out by mail."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Person, holders
from lvye.kit import say
from lvye.modules.stores.models import Issue, Loan, Need

SIGN, NEED, DUE = "stores.sign", "stores.need", "stores.due"


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
    found: list[Person] = list(holders("keeper", day))
    if need.store is not None and need.store.keeper is not None:
        found = [need.store.keeper]
    title = _("待发放：%(what)s") % {"what": need.what[:60]}
    notify(found, title, need.why, url, urgent=False, about=need, kind=NEED, now=now)


def tell_due(loan: Loan, *, now: datetime) -> None:
    """Who has borrowed things is reminded that they are due."""
    title = _("借用的物资%(day)s到期，请归还（%(number)s）")
    known = {"day": say.date(loan.due_on), "number": loan.number}
    url = reverse("stores:mine")
    notify([loan.person], title % known, "", url, urgent=False, about=loan, kind=DUE, now=now)
