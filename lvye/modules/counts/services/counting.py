"""Sightings: each is added and judged when it arrives; the line it speaks of is locked, so that one is the first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.places.api import Place, resolve
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.assets.api import Asset, asset_by_code, asset_code_in
from lvye.modules.counts.models import SEEN, Condition, Count, CountStatus, How, Line, Result, Scan, Seen

MOST_PIECES = 100_000


def scan_take(
    count: Count, *, place: Place, how: str, now: datetime, actor: User, code: str = "", line: Line | None = None,
    condition: str = "", qty: int | None = None, words: str = "", room_code: str = "",
    photos: tuple[files.Received, ...] = (), device_at: datetime | None = None,
) -> Scan:  # fmt: skip
    """Note that a thing was seen in a room: by its label (`code`), ticked on the list (`line`), or without a label.

    The first sighting settles its line; a later one is 重复, wherever it was. A number from a list or paper is no sign
    that the thing is here, and is refused. Raises ValidationError.
    """
    person = counter_of(count, actor)
    given: dict[str, Any] = {
        "count": count, "place": place, "person": person, "how": how, "condition": condition, "words": words.strip(),
        "is_present": is_code_of(room_code, place), "device_at": device_at, "received_at": now,
    }  # fmt: skip
    with records.deed():
        _refuse_unless_running(count)
        if how == How.BARE:
            made = _bare(given, qty=qty, actor=actor)
        else:
            asset = _asset_of(count, line, code)
            known = line or (Line.objects.filter(count=count, asset=asset).first() if asset else None)
            given |= {"code": _plain(code), "asset": asset}
            made = _of_line(known, given, qty, actor) if known else _elsewhere(asset, given, qty, actor)
        if photos:
            files.attach_all(made, list(photos), kind=files.Attachment.Kind.PHOTO, actor=actor, now=now)
    return made


def scan_undo(scan: Scan, *, now: datetime, actor: User) -> Scan:
    """It was not that thing. The sighting stays readable, another one takes it back; the line waits again."""
    person = counter_of(scan.count, actor)
    if scan.line is None or scan.result not in (Seen.FOUND, Seen.WRONG):
        raise ValidationError(_("这一条没有改变清单，不用取消。"))
    with records.deed():
        _refuse_unless_running(scan.count)
        line = Line.objects.select_for_update().get(pk=scan.line.pk)
        last = line.scans.exclude(result=Seen.TWICE).order_by("-pk").first()
        if last is None or last.pk != scan.pk:
            raise ValidationError(_("后面又有人扫过，不能取消这一条。"))
        records.amend(
            line, actor=actor, verb="undo", result=Result.WAITING, result_on=None, seen_place=None, seen_by=None,
            seen_qty=None, condition="", note="",
        )  # fmt: skip
        return records.create(
            Scan, actor=actor, count=scan.count, line=line, asset=scan.asset, place=scan.place, person=person,
            how=How.UNDO, result=Seen.UNDONE, received_at=now,
        )  # fmt: skip


def counter_of(count: Count, user: User) -> Person:
    """The person who counts. Raises ValidationError for anybody the count does not name."""
    person = person_of(user)
    if person is None or not count.counters.filter(person=person).exists():
        raise ValidationError(_("这次盘点没有安排您，请让总务处把您加进盘点人。"))
    return person


def is_code_of(code: str, place: Place) -> bool:
    """Whether a label that was read hangs in that room."""
    found = resolve(code) if code else None
    return found is not None and found.is_live and found.place_id == place.pk


def _asset_of(count: Count, line: Line | None, code: str) -> Asset | None:
    """The card a sighting speaks of. Raises ValidationError for a code of a list, which proves nothing."""
    if line is not None:
        if line.count_id != count.pk:
            raise ValidationError(_("这一行不是这次盘点的。"))
        return line.asset
    if not code.strip():
        raise ValidationError({"code": _("请扫标签，或者输入标签上的码。")})
    found = asset_by_code(code)
    if found is None and _is_from_a_list(code):
        raise ValidationError({"code": _("这是清单或单据上的编号，不能证明东西在这里。请扫贴在实物上的标签。")})
    return found


def _is_from_a_list(code: str) -> bool:
    """An address of ours that is no label's, or the number of a card: both stand on paper."""
    if asset_code_in(code):
        return False
    return "/" in code or Asset.objects.filter(number=code.strip().upper()).exists()


def _plain(code: str) -> str:
    return asset_code_in(code) or code.strip()[:60]


def _refuse_unless_running(count: Count) -> None:
    # Locked as finishing locks it, so that no sighting slips in behind the end.
    now = Count.objects.select_for_update().get(pk=count.pk)
    if now.status != CountStatus.RUNNING:
        text = _("这次盘点已经是“%(now)s”，不再收新的扫码。")
        raise ValidationError(text % {"now": now.get_status_display()})


def _of_line(line: Line, given: dict[str, Any], qty: int | None, actor: User) -> Scan:
    line = Line.objects.select_for_update(of=("self",)).select_related("asset", "place").get(pk=line.pk)
    seen_qty = line.qty if qty is None else qty
    if not 0 < seen_qty <= MOST_PIECES:
        most = {"name": line.name, "n": say.number(line.qty)}
        raise ValidationError({"qty": _("“%(name)s”账上是 %(n)s 件，盘到的件数要大于零。") % most})
    place, person = given["place"], given["person"]
    if line.result in SEEN:
        result = Seen.TWICE
        if line.seen_place_id == place.pk and line.seen_by_id == person.pk:
            _say_more(line, given, qty, actor)
    else:
        result = Seen.FOUND if _is_there(line, place) else Seen.WRONG
        records.amend(
            line, actor=actor, verb="see", result=Result(result.value), seen_place=place, seen_by=person,
            result_on=timezone.localdate(given["device_at"] or given["received_at"]), seen_qty=seen_qty,
            condition=given["condition"] or Condition.GOOD, note=given["words"],
        )  # fmt: skip
    return records.create(Scan, actor=actor, line=line, result=result, qty=seen_qty, **given | {"asset": line.asset})


def _say_more(line: Line, given: dict[str, Any], qty: int | None, actor: User) -> None:
    """The same person, again in the same room: what he now says of its condition or number counts."""
    more: dict[str, Any] = {}
    if given["condition"]:
        more["condition"] = given["condition"]
    if given["words"]:
        more["note"] = given["words"]
    if qty is not None:
        more["seen_qty"] = qty
    records.amend(line, actor=actor, verb="see", **more)


def _is_there(line: Line, place: Place) -> bool:
    """In the room the book names, or within it where the book names a building or floor only."""
    return line.place is not None and (line.place_id == place.pk or place.path.startswith(line.place.path))


def _elsewhere(asset: Asset | None, given: dict[str, Any], qty: int | None, actor: User) -> Scan:
    """A label this count does not expect: another department's thing, one written off, or nobody's."""
    before = Scan.objects.filter(count=given["count"], line=None, code=given["code"]).exists()
    known = asset is not None and asset.is_on_books
    result = Seen.TWICE if before else (Seen.WRONG if known else Seen.UNKNOWN)
    if known and asset is not None and asset.place_id == given["place"].pk and not before:
        result = Seen.FOUND
    if asset is not None and not known and not given["words"]:
        given = given | {"words": _("账上已经销账：%(asset)s") % {"asset": asset}}
    return records.create(Scan, actor=actor, result=result, qty=qty or 1, **given)


def _bare(given: dict[str, Any], *, qty: int | None, actor: User) -> Scan:
    if not given["words"]:
        raise ValidationError({"words": _("没有标签的东西，请写一下是什么。")})
    return records.create(Scan, actor=actor, result=Seen.UNKNOWN, qty=qty or 1, **given)
