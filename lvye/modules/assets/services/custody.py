"""Custody sheets: laid out for a term, signed item by item by who keeps the room; marks of classes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import SchoolClass, person_of
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term
from lvye.modules.assets.models import ON_BOOKS, Asset, ClassMark, CustodyLine, CustodySheet, SheetStatus, Status

SIGN_FOR = "assets.for_custodysheet"
Found = Mapping[int, tuple[str, str]]  # card → (state, words)


def cards_of(sheet: CustodySheet) -> QuerySet[Asset]:
    """What stands in the room under this keeper now: what he is about to sign for."""
    rows = Asset.objects.filter(place=sheet.place_id, keeper=sheet.keeper_id, status__in=ON_BOOKS)
    return rows.exclude(status=Status.LOST).order_by("asset_class__code", "pk")


def custody_prepare(term: Term, *, phase: str, today: date, actor: User) -> list[CustodySheet]:
    """Lay out a sheet for every room and keeper that has none yet this term; returns those made.

    Cards without room or keeper are nobody's: the list of rooms says how many.
    """
    pairs = Asset.objects.filter(status__in=ON_BOOKS, place__isnull=False, keeper__isnull=False)
    wanted = set(pairs.exclude(status=Status.LOST).values_list("place", "keeper").distinct())
    sheets = CustodySheet.objects.filter(term=term, phase=phase).exclude(status=SheetStatus.DROPPED)
    rows = [
        {"term": term, "phase": phase, "place_id": place, "keeper_id": keeper, "made_on": today}
        for place, keeper in sorted(wanted - set(sheets.values_list("place", "keeper")))
    ]
    return records.create_many(CustodySheet, rows, actor=actor) if rows else []


def custody_sign(sheet: CustodySheet, *, found: Found, now: datetime, actor: User) -> CustodySheet:
    """The keeper signs for what is there. `found`: what was damaged or not there, with words; all else is in order.

    The office may note a signature on paper. Raises ValidationError: a stranger, a trouble without words.
    """
    for_him = sheet.keeper.user_id != actor.pk
    if for_him and not actor.has_perm(SIGN_FOR) and not actor.is_system:
        raise ValidationError(_("要由保管人%(who)s签字；纸上签好的，请总务处登记。") % {"who": sheet.keeper})
    cards = list(cards_of(sheet))
    if not cards:
        raise ValidationError(_("这里已经没有他保管的资产，请把这张责任书作废。"))
    lines = [_line(sheet, card, found) for card in cards]
    with records.deed():
        signed = records.take(
            sheet, "sign", actor=actor, signed_at=now, on_paper=for_him, count=sum(one["qty"] for one in lines),
            value=sum(one["value"] for one in lines), problems=sum(one["state"] != "ok" for one in lines),
        )  # fmt: skip
        records.create_many(CustodyLine, lines, actor=actor)
    return signed


def _line(sheet: CustodySheet, card: Asset, found: Found) -> dict[str, Any]:
    state, note = found.get(card.pk, ("ok", ""))
    if state not in CustodyLine.State.values:
        raise ValidationError(_("请选“完好”“有损坏”或“不在”。"))
    if state != "ok" and not note.strip():
        raise ValidationError(_("“%(asset)s”不是完好，请写一句怎么了。") % {"asset": card})
    return {"sheet": sheet, "asset": card, "qty": card.qty, "value": card.value, "state": state, "note": note.strip()}


def custody_drop(sheet: CustodySheet, *, actor: User) -> CustodySheet:
    """The room was emptied or has another keeper: nobody signs this sheet."""
    return records.take(sheet, "drop", actor=actor)


def classmark_add(
    *, school_class: SchoolClass, checked_on: date, item: str, points: int, why: str, today: date, actor: User
) -> ClassMark:
    """Mark one item of a class. Raises ValidationError for a day to come."""
    if checked_on > today:
        raise ValidationError({"checked_on": _("检查日期不能在将来。")})
    return records.create(
        ClassMark, actor=actor, school_class=school_class, checked_on=checked_on, item=item, points=points,
        why=why.strip(), checker=person_of(actor),
    )  # fmt: skip
