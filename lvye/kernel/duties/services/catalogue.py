"""Duties are made from the library or anew, changed, dated, and given their places and checklists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.cadence import Cadence
from lvye.kernel.duties.declare import DutySpec, shipped, sources
from lvye.kernel.duties.items import Item, check_items
from lvye.kernel.duties.models import Duty, Spot, Version
from lvye.kernel.people.api import Post
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records

from .generating import open_drop, refresh

MOST_SPOTS = 2000
TIMING = frozenset(
    ("unit", "days", "weekdays", "every", "month_day", "months", "is_whole", "point", "lead", "windows", "grace",
     "starts_on", "ends_on", "each")
)  # fmt: skip


def plain_time(at: time) -> str:
    """A time of day as windows keep it: "07:00"."""
    return at.strftime("%H:%M")


def cadence_values(cadence: Cadence) -> dict[str, Any]:
    """A cadence as the fields of a duty."""
    windows = [[plain_time(w.opens), plain_time(w.closes), *([w.name] if w.name else [])] for w in cadence.windows]
    return {
        "unit": cadence.unit, "days": cadence.days, "weekdays": list(cadence.weekdays), "every": cadence.every,
        "month_day": cadence.month_day, "months": list(cadence.months), "is_whole": cadence.is_whole,
        "point": cadence.point, "lead": cadence.lead, "windows": windows,
    }  # fmt: skip


def library_prepare(*, today: date, actor: User) -> int:
    """Make the duties of the library that are not there yet, switched off; returns how many. What stands is left."""
    known = set(Duty.objects.values_list("code", flat=True))
    missing = [spec for spec in shipped if spec.code not in known]
    posts = {post.code: post for post in Post.objects.filter(code__in={spec.post for spec in missing})}
    with records.deed():
        made = records.create_many(Duty, [_values(spec, posts) for spec in missing], actor=actor)
        lists = [
            {"duty": duty, "number": 1, "items": [item.as_plain() for item in spec.items], "from_on": today}
            for duty, spec in zip(made, missing, strict=True)
        ]
        records.create_many(Version, lists, actor=actor)
    return len(made)


def _values(spec: DutySpec, posts: dict[str, Post]) -> dict[str, Any]:
    plain = (
        "code",
        "name",
        "area",
        "roster",
        "targets",
        "in_order",
        "proof",
        "grace",
        "purpose",
        "basis",
        "evidence",
        "keep",
    )
    values = {name: getattr(spec, name) for name in plain} | cadence_values(spec.cadence)
    each = spec.each or bool(spec.targets)
    return values | {"each": each, "fits": list(spec.fits), "post": posts.get(spec.post), "version_no": 1}


def duty_create(*, items: Sequence[Item], today: date, actor: User, **values: Any) -> Duty:
    """A duty of the school's own, switched off, with its first checklist."""
    check_items(items)
    with records.deed():
        duty = records.create(Duty, actor=actor, **values, version_no=1)
        plain = [item.as_plain() for item in items]
        records.create(Version, actor=actor, duty=duty, number=1, items=plain, from_on=today)
    return duty


def duty_amend(duty: Duty, *, now: datetime, actor: User, reason: str = "", **values: Any) -> Duty:
    """Change a duty. Where its days or hours change, times to come that nobody has begun are made anew."""
    with records.deed():
        records.amend(duty, actor=actor, reason=reason, **values)
        if duty.is_on and TIMING & values.keys():
            refresh(duty, now=now, actor=actor)
    return duty


def version_publish(duty: Duty, *, items: Sequence[Item], today: date, why: str = "", actor: User) -> Version:
    """The next version of the checklist, from now on; what was checked with an earlier one stays as it was.

    Raises ValidationError for a list that cannot be asked, or where somebody published meanwhile.
    """
    check_items(items)
    plain = [item.as_plain() for item in items]
    if duty.version is not None and duty.version.items == plain:
        return duty.version
    with records.deed():
        locked = Duty.objects.select_for_update().get(pk=duty.pk)
        if locked.version_no != duty.version_no:
            raise ValidationError(_("刚才有人也改了检查表，请刷新后再改。"), code="version_raced")
        number = locked.version_no + 1
        made = records.create(Version, actor=actor, duty=duty, number=number, items=plain, from_on=today, why=why)
        records.amend(duty, actor=actor, verb="publish", version_no=number)
    duty.__dict__.pop("version", None)
    return made


def switch_on(duty: Duty, *, starts_on: date | None = None, now: datetime, actor: User) -> Duty:
    """Begin with a duty, from a day on (today, where none is given); its times of the coming days are made.

    Raises ValidationError for a day that has passed, a duty nobody is to do, or one that needs places and has none.
    """
    today = timezone.localdate(now)
    starts = starts_on or today
    if starts < today:
        raise ValidationError({"starts_on": _("只能从今天或以后开始：过去的日子不能补成应检。")})
    if not (duty.post_id or duty.person_id or duty.roster):
        raise ValidationError({"post": _("先定由谁做：岗位、人，或者值班表。")})
    if duty.targets and duty.targets not in sources:
        raise ValidationError(_("这一项要逐个检查的台账没有安装，现在不能启用。"))
    if (duty.each or duty.proof == "scan") and not duty.targets and not duty.spots.filter(is_open=True).exists():
        raise ValidationError(_("先定检查点：要扫码或逐处记录的，要知道是哪几处。"))
    with records.deed():
        duty = records.take(duty, "switch_on", actor=actor, starts_on=starts)
        refresh(duty, now=now, actor=actor)
    return duty


def switch_off(duty: Duty, *, now: datetime, actor: User, reason: str = "") -> Duty:
    """End a duty: times that have not begun are taken back; one that is being done is still accepted."""
    with records.deed():
        duty = records.take(duty, "switch_off", actor=actor, reason=reason)
        open_drop(duty, after=now, actor=actor, why=_("停用"))
    return duty


def spots_set(duty: Duty, places: Sequence[Place], *, now: datetime, actor: User) -> list[Spot]:
    """The places of a duty in the order of walking. One that is left out is closed, its history stays.

    Raises ValidationError for a duty whose spots are records of a register, and for too many places.
    """
    if duty.targets:
        raise ValidationError(_("这一项按台账逐个检查，地点跟着台账走。"))
    wanted = list(dict.fromkeys(places))
    if len(wanted) > MOST_SPOTS:
        raise ValidationError(_("检查点最多 %(n)s 处。") % {"n": MOST_SPOTS})
    known = {spot.place_id: spot for spot in duty.spots.select_related("place")}
    with records.deed():
        for sort, place in enumerate(wanted, 1):
            if (spot := known.pop(place.pk, None)) is not None:
                records.amend(spot, actor=actor, sort=sort, is_open=True, label=place.full_name[:120])
            else:
                label = place.full_name[:120]
                records.create(Spot, actor=actor, duty=duty, place=place, sort=sort, label=label)
        for spot in known.values():
            records.amend(spot, actor=actor, is_open=False)
        if duty.is_on:
            refresh(duty, now=now, actor=actor)
    return list(duty.spots.filter(is_open=True).select_related("place").order_by("sort", "pk"))
