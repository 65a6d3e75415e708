"""Codes of places: issue another, revoke, restore, stop and allow reporting without account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.codes import fresh_codes
from lvye.kernel.places.models import Place, PlaceCode
from lvye.kernel.records import api as records


def codes_make(places: Iterable[Place], *, actor: User, reason: str = "") -> list[PlaceCode]:
    """A new code for each place, in one go."""
    found = list(places)
    codes = fresh_codes(len(found), _taken)
    rows = [{"place": place, "code": code} for place, code in zip(found, codes, strict=True)]
    return records.create_many(PlaceCode, rows, actor=actor, reason=reason, check=False)


def code_issue(place: Place, *, actor: User, reporting: bool = True, reason: str = "") -> PlaceCode:
    """Give a place another code, for a new label. Codes printed before go on leading there until they are revoked."""
    if not place.is_open:
        raise ValidationError(_("“%(place)s”已经停用，不能再发地点码。") % {"place": place.full_name})
    code = fresh_codes(1, _taken)[0]
    return records.create(PlaceCode, actor=actor, reason=reason, place=place, code=code, reporting=reporting)


def code_amend(code: PlaceCode, *, actor: User, reason: str = "", **values: Any) -> PlaceCode:
    """Allow or stop reports without account by this code. A printed code never leads to another place."""
    if values.get("place", code.place) != code.place:
        raise ValidationError({"place": _("印出去的地点码不能改到别的地点；请给新地点另发一个。")})
    return records.amend(code, actor=actor, reason=reason, **values)


def code_revoke(code: PlaceCode, *, actor: User, now: datetime, reason: str = "") -> PlaceCode:
    """From now on this code leads nowhere (a label torn off, or misused)."""
    return records.take(code, "revoke", actor=actor, reason=reason, revoked_at=now)


def code_reopen(code: PlaceCode, *, actor: User, reason: str = "") -> PlaceCode:
    """A revoked code leads to its place again."""
    return records.take(code, "reopen", actor=actor, reason=reason, revoked_at=None)


def reporting_set(place: Place, *, allowed: bool, actor: User, reason: str = "") -> list[PlaceCode]:
    """Allow or stop reports without account from this place, by all of its codes."""
    verb = "reporting_on" if allowed else "reporting_off"
    with records.deed():
        codes = list(PlaceCode.objects.select_for_update().filter(place=place).order_by("pk"))
        return [records.amend(code, actor=actor, verb=verb, reason=reason, reporting=allowed) for code in codes]


def _taken(codes: Iterable[str]) -> Iterable[str]:
    return PlaceCode.objects.filter(code__in=list(codes)).values_list("code", flat=True)
