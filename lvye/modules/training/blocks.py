"""What 今日 shows of training: mine to sign, and for the office what is late and who lacks a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Block, MenuLink, menu_link, workbench
from lvye.kernel.rules import api as rules

from . import queries
from .models import Session, SessionStatus, SitterStatus
from .sight import ALL_LICENCES, VIEW

ROWS, SOON = 4, timedelta(days=7)


def mine_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """A training that is open or comes within days, and my certificates that lapse."""
    person = person_of(user)
    if person is None:
        return None
    today = timezone.localdate(now)
    coming, _past, papers = queries.mine(person)
    near = [
        one
        for one in coming
        if one.status == SitterStatus.ASKED
        and (one.session.status == SessionStatus.OPEN or (one.session.on and today <= one.session.on <= today + SOON))
    ]
    until = today + timedelta(days=int(rules.value("training.warn_days", today)))
    lapsing = [one for one in papers if one.ends_on is not None and one.ends_on <= until]
    if not near and not lapsing:
        return None
    return {"near": near[:ROWS], "lapsing": lapsing[:ROWS], "today": today, "url": reverse("training:mine"),
            "count": len(near) + len(lapsing), "kind": "late" if any(not one.holds(today) for one in lapsing) else
            "soon"}  # fmt: skip


def office_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """Trainings that are past their day, posts that lack a certificate."""
    today = timezone.localdate(now)
    open_ones = Session.objects.filter(status__in=(SessionStatus.PLANNED, SessionStatus.OPEN), due_on__lte=today + SOON)
    due = list(open_ones.order_by("due_on", "pk")[:ROWS])
    short = [one for one in queries.stands(today) if one.short or one.lapsing]
    if not due and not short:
        return None
    late = any(one.due_on < today for one in due) or any(one.short for one in short)
    return {"due": due, "short": short[:ROWS], "today": today, "url": reverse("training:board"),
            "count": len(due) + len(short), "kind": "late" if late else "soon"}  # fmt: skip


workbench(
    Block(name="training-mine", title=_("我的培训和证件"), template="training/blocks/mine.html", context=mine_block,
          right=VIEW, order=17)
)  # fmt: skip
workbench(
    Block(name="training-office", title=_("培训和持证"), template="training/blocks/office.html", context=office_block,
          right=ALL_LICENCES, order=46)
)  # fmt: skip
for label, url_name, icon, right, order in (
    (_("培训和持证"), "training:board", "chat", ALL_LICENCES, 5),
    (_("我的培训"), "training:mine", "chat", VIEW, 6),
):
    menu_link(MenuLink(group="people", label=label, url_name=url_name, icon=icon, right=right, order=order))
