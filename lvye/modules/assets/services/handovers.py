"""交接: on a change of post one list, signed by who gives and who takes; then the cards are the other's."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.modules.assets.models import ON_BOOKS, Asset, Handover, HandoverStatus, Movement

from .moving import asset_move

OPEN = (HandoverStatus.LISTED, HandoverStatus.GIVEN)
SIGN_FOR = "assets.sign_handover"


def handover_list(
    *, giver: Person, taker: Person, why: str = "", watcher: str = "", today: date, actor: User
) -> Handover:
    """List all a person keeps or uses, for another. Raises ValidationError: nothing to hand over, or a list is open."""
    held = Asset.objects.filter(Q(keeper=giver) | Q(user=giver), status__in=ON_BOOKS).order_by("place", "pk")
    if Handover.objects.filter(giver=giver, status__in=OPEN).exists():
        raise ValidationError(_("%(who)s还有一张没签完的交接清单。") % {"who": giver})
    cards = list(held)
    if not cards:
        raise ValidationError({"giver": _("%(who)s名下没有资产，不用交接。") % {"who": giver}})
    with records.deed():
        made = records.create(
            Handover, actor=actor, number=f"JJ{today.year}-{next_number(f'assets.handover:{today.year}', 3)}",
            giver=giver, taker=taker, why=why.strip(), watcher=watcher.strip(), listed_on=today,
        )  # fmt: skip
        records.create_many(Movement, [{"asset": one, "handover": made} for one in cards], actor=actor)
    return made


def handover_give(handover: Handover, *, now: datetime, actor: User) -> Handover:
    """The giver signs; the general office may note his signature on paper."""
    _refuse_stranger(handover.giver, actor)
    return records.take(handover, "give", actor=actor, given_at=now)


def handover_take(handover: Handover, *, now: datetime, actor: User) -> Handover:
    """The taker signs: from now on the cards are his. Raises ValidationError for whoever signed as the giver."""
    _refuse_stranger(handover.taker, actor)
    with records.deed():
        done = records.take(handover, "take", actor=actor, taken_at=now)
        today = timezone.localdate(now)
        for line in done.lines.filter(moved_on=None).select_related("asset").order_by("pk"):
            to = {name: done.taker for name in ("keeper", "user") if getattr(line.asset, f"{name}_id") == done.giver_id}
            asset_move(
                line.asset, **to, paper=line, today=today, actor=actor, reason=_("%(n)s 交接") % {"n": done.number}
            )
    return done


def handover_drop(handover: Handover, *, actor: User) -> Handover:
    """The list was wrong, or nobody changes after all."""
    return records.take(handover, "drop", actor=actor)


def _refuse_stranger(person: Person, actor: User) -> None:
    if person.user_id != actor.pk and not actor.has_perm(SIGN_FOR) and not actor.is_system:
        raise ValidationError(_("要由%(who)s本人签字；纸上签好的，请总务处登记。") % {"who": person})
