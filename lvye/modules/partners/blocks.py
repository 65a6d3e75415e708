"""What 今日 shows of the partners: rents that are late or due, partners nothing may be ordered from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Block, registers, workbench

from .models import LicenceStatus, PartnerStatus
from .screens.rents import line, open_rents
from .standing import bans_in_force, standings

SHOWN, DAYS = 5, 7
Context = Mapping[str, Any] | None


def rents_block(user: User, now: datetime) -> Context:
    """租金: late ones, and those of the next week."""
    today = timezone.localdate(now)
    found = [one for one in (line(rent, today) for rent in open_rents(user)) if one["left"] <= DAYS]
    if not found:
        return None
    rows = [
        {
            "title": f"{one['lease'].get_what_display()} · {one['lease'].partner.name}", "small": one["open"],
            "kind": one["tone"], "word": one["word"], "url": reverse("partners.rent:detail", args=[one["rent"].pk]),
        }
        for one in found[:SHOWN]
    ]  # fmt: skip
    kind = "late" if found[0]["left"] < 0 else "soon"
    return {"rows": rows, "count": len(found), "url": reverse("partners:rents"), "kind": kind}


def barred_block(user: User, now: datetime) -> Context:
    """不能下单的单位: a licence of theirs has lapsed, or they are banned."""
    today = timezone.localdate(now)
    lapsed = Q(licences__status=LicenceStatus.HELD, licences__ends_on__lt=today)
    banned = Q(pk__in=bans_in_force(today).values("partner"))
    rows = registers["partners.partner"].rows(user).filter(lapsed | banned, status=PartnerStatus.ACTIVE).distinct()
    found = list(rows.order_by("name")[: SHOWN + 1])
    shown = [
        {
            "title": one.partner.name, "small": "；".join(one.bars), "kind": one.tone, "word": one.word,
            "url": reverse("partners.partner:detail", args=[one.partner.pk]),
        }
        for one in standings(found[:SHOWN], on=today)
    ]  # fmt: skip
    if not shown:
        return None
    return {"rows": shown, "url": reverse("partners.partner:list"), "kind": "late"}


LIST = "partners/blocks/rows.html"

for name, title, context, right, order in (
    ("partners-rents", gettext_lazy("租金"), rents_block, "partners.view_rentreceipt", 32),
    ("partners-barred", gettext_lazy("不能下单的单位"), barred_block, "partners.add_licence", 33),
):
    workbench(Block(name=name, title=title, template=LIST, context=context, right=right, order=order))
