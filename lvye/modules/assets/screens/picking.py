"""Cards for a paper: those an address names, a room's, a person's, or what was typed and scanned; then ticked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import place_by_name, within
from lvye.kernel.records.api import matching, newest_found
from lvye.kernel.registers.api import registers
from lvye.modules.assets.chooser import meant, words_in
from lvye.modules.assets.models import Asset

MOST = 200


@dataclass
class Offered:
    """The cards a page offers, which of them are ticked, and what was looked for."""

    cards: list[Asset]
    ticked: set[int]
    find: str
    note: str = ""


def rows_of(user: User, statuses: tuple[str, ...]) -> Any:
    """Cards a paper may list, as far as this user may see them."""
    return registers["assets.asset"].rows(user).filter(status__in=statuses).select_related("place", "keeper")


def offered(query: QueryDict, user: User, statuses: tuple[str, ...]) -> Offered:
    """By `asset` (numbers of records, ticked), `place`, `keeper`, and `find` (numbers, codes, a room, or words)."""
    rows = rows_of(user, statuses)
    ids = _ids(query.getlist("asset"))
    ticked = list(rows.filter(pk__in=ids))
    found: list[Asset] = []
    for name in ("place", "keeper"):
        if (key := query.get(name, "")).isdecimal():
            found += list(rows.filter(**{name: int(key)})[:MOST])
    find = query.get("find", "").strip()[:2000]
    exact: list[Asset] = []
    if find:
        exact = list(meant(rows, words_in(find))[:MOST])
        found += exact or _looked_up(rows, find)
    cards = list({one.pk: one for one in [*ticked, *found]}.values())
    note = _("只列出前 %(n)s 件，请再缩小范围。") % {"n": MOST} if len(found) >= MOST else ""
    if find and not found:
        note = _("没有找到“%(text)s”，或者它现在不能列进来。") % {"text": find[:40]}
    return Offered(cards, {one.pk for one in [*ticked, *exact]}, find, note)


def _looked_up(rows: Any, find: str) -> list[Asset]:
    place = place_by_name(find)
    if place is not None:
        return list(rows.filter(within(place))[:MOST])
    return list(newest_found(matching(rows, find))[:MOST])


def chosen(data: QueryDict, user: User, statuses: tuple[str, ...]) -> list[Asset]:
    """The cards ticked on a sent form, in the order they were shown."""
    ids = _ids(data.getlist("asset"))
    known = {one.pk: one for one in rows_of(user, statuses).filter(pk__in=ids)}
    return [known[pk] for pk in dict.fromkeys(ids) if pk in known]


def pieces(data: QueryDict, cards: list[Asset]) -> dict[int, int]:
    """How many of each lot, as typed beside it; what is left empty goes whole. Raises ValidationError for no number."""
    found = {}
    for card in cards:
        text = data.get(f"pieces_{card.pk}", "").strip()
        if not text:
            continue
        if not text.isdecimal() or len(text) > 9:
            raise ValidationError({"assets": _("“%(asset)s”的件数请写整数。") % {"asset": card}})
        found[card.pk] = int(text)
    return found


def _ids(texts: list[str]) -> list[int]:
    numbers = [part for text in texts for part in text.split(",")]
    return [int(part) for part in numbers if part.isdecimal() and len(part) < 18][:2000]
