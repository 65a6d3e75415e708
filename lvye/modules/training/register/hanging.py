"""What training shows on other pages: buttons, deadlines, kinds of notices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.notices import api as notices
from lvye.kernel.places.api import scan_with
from lvye.kernel.registers.api import Offer, offer, registers
from lvye.modules.training.codes import read_code
from lvye.modules.training.models import Licence, LicenceStatus, Session, SessionStatus
from lvye.modules.training.sight import ALL_SITTERS, HOLD

OPEN = (SessionStatus.PLANNED, SessionStatus.OPEN)
link_by(Session, "course")
scan_with(read_code)


def _page(route: str, statuses: tuple[str, ...], *, fits: Callable[[Any], bool] = lambda one: True) -> Any:
    return lambda one: reverse(f"training:{route}", args=[one.pk]) if one.status in statuses and fits(one) else ""


HELD = (*OPEN, SessionStatus.HELD)
for name, words, icon, url, right, order in (
    ("run", _("签到和归档"), "check", _page("run", OPEN), HOLD, 5),
    ("scores", _("记成绩"), "edit", _page("scores", HELD[1:], fits=lambda one: one.with_test), HOLD, 8),
    ("label", _("打印签到码"), "qr", _page("label", OPEN, fits=lambda one: one.is_signed), HOLD, 20),
    ("sheet", _("打印签到表"), "print", _page("sheet", HELD), ALL_SITTERS, 25),
):
    offer(Offer(name=name, label=words, icon=icon, url=url, right=right, order=order), on="training.session")


def _due(user: User) -> QuerySet[Any]:
    return registers["training.session"].rows(user).filter(status__in=OPEN)


def _live(user: User) -> QuerySet[Any]:
    return _due(user).filter(before_on__isnull=False)


def _lapsing(user: User) -> QuerySet[Any]:
    """Certificates that count and that no later one has followed."""
    rows = registers["training.licence"].rows(user)
    later = Licence.objects.filter(
        person=OuterRef("person"), kind=OuterRef("kind"), name=OuterRef("name"), status=LicenceStatus.HOLDS
    )
    later = later.filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")))
    rows = rows.filter(status=LicenceStatus.HOLDS, ends_on__isnull=False, person__status="here")
    return rows.filter(~Exists(later)).select_related("person")


declare(
    Deadline(
        "training.session", _("该办的培训"), _due, date="due_on", warn_days=14,
        blocks=_("按制度这学期要办的培训，过了日子还没有办。"),
    ),
    Deadline(
        "training.live", _("新系统启用前的培训"), _live, date="before_on", warn_days=7,
        blocks=_("没有培训就启用，用的人不会用。"),
    ),
    Deadline(
        "training.licence", _("人员证件"), _lapsing, date="ends_on", warn_days="training.warn_days",
        blocks=_("没有有效的证，不能上这个岗。"), title=lambda one: f"{one.person.name} {one.what}",
    ),
)  # fmt: skip
notices.declare(
    notices.Kind("training.session", _("培训")),
    notices.Kind("training.licence", _("证件到期")),
)
