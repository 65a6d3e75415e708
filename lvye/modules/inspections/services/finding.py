"""How a hazard comes in, and the warning that stands before anything else is done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Kind as PlaceKind
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit.events import tell
from lvye.modules.inspections.events import HazardFound
from lvye.modules.inspections.models import Area, AreaStatus, Hazard, Kind, Level, Patrol, Source, Trace

from . import telling
from .tracing import Photos, received, trace

SEEN = {Source.SNAP, Source.PATROL, Source.CAMPAIGN}  # whoever stands before it can photograph it


def hazard_report(
    *,
    place: Place,
    kind: Kind,
    what: str,
    source: str = Source.SNAP,
    finder: Person | None = None,
    finder_name: str = "",
    needs_warning: bool | None = None,
    photos: Photos = (),
    warning_photos: Photos = (),
    area: Area | None = None,
    patrol: Patrol | None = None,
    about: records.Record | None = None,
    found_at: datetime | None = None,
    now: datetime,
    actor: User,
) -> Hazard:
    """Enter a hazard: number, photo, the office is told; at once where it can hurt somebody.

    needs_warning: not given, the kind decides. warning_photos: the warning stands already. found_at: when it was seen.
    about: the record it grew out of. Raises ValidationError without words, without a photo where the finder stands
    before it, for a place or kind out of use, or an area that has answered.
    """
    seen_at = min(found_at or now, now)
    _refuse(place, kind, what, area)
    refuse_closed(timezone.localdate(seen_at))
    pictures, warning = received(photos), received(warning_photos)
    if source in SEEN and not pictures:
        raise ValidationError({"photos": _("请拍一张隐患的照片：没有照片说不清在哪里、有多危险。")}, code="no_photo")
    danger = bool(kind.warns if needs_warning is None else needs_warning) or bool(warning)
    with records.deed():
        hazard = records.create(
            Hazard, actor=actor, number=hazard_number(now), place=place, building=_building(place), kind=kind,
            what=what.strip(), source=source, finder=finder, finder_name=_name(finder_name, finder),
            found_at=seen_at, found_on=timezone.localdate(seen_at), area=area, patrol=patrol, needs_warning=danger,
            **_about(about),
        )  # fmt: skip
        trace(hazard, Trace.Kind.FOUND, words=what, photos=pictures, by=finder, at=seen_at, now=now, actor=actor)
        if warning:
            hazard = hazard_warn(hazard, photos=warning, by=finder, now=now, actor=actor)
        telling.tell_found(hazard, now=now)
        tell(HazardFound(hazard.pk, place.pk, kind.pk))
    return hazard


def _name(typed: str, finder: Person | None) -> str:
    return typed.strip() or (finder.name if finder else "")


def hazard_warn(
    hazard: Hazard,
    *,
    photos: Photos,
    words: str = "",
    tells_all: bool = False,
    by: Person | None = None,
    now: datetime,
    actor: User,
) -> Hazard:
    """The warning stands, with the photo that proves it. tells_all: everybody who works here is warned, too.

    Raises ValidationError without a photo. A warning may be put up again (the wind took it): the first time counts.
    """
    pictures = received(photos)
    if not pictures:
        raise ValidationError({"photos": _("请拍一张警示已经立好的照片。")}, code="no_photo")
    with records.deed():
        values: dict[str, Any] = {"needs_warning": True}
        if hazard.warned_at is None:
            values["warned_at"] = now
        warned = records.amend(hazard, actor=actor, verb="warn", **values)
        trace(warned, Trace.Kind.WARN, words=words.strip(), photos=pictures, by=by, now=now, actor=actor)
        if tells_all:
            telling.tell_everybody(warned, now=now)
    return warned


def hazard_danger(hazard: Hazard, *, needs_warning: bool, words: str, actor: User) -> Hazard:
    """Whether a warning must stand first, judged anew, with the reason. Raises ValidationError for a 重大 one."""
    if not words.strip():
        raise ValidationError({"words": _("请写明为什么。")})
    if hazard.level == Level.MAJOR and not needs_warning:
        raise ValidationError(_("重大隐患一定要立警示。"))
    return records.amend(hazard, actor=actor, verb="danger", reason=words.strip()[:200], needs_warning=needs_warning)


def hazard_change(hazard: Hazard, *, actor: User, **values: Any) -> Hazard:
    """Put right what was entered: place, kind, words. Raises FinalError for one that is gone."""
    place = values.get("place", hazard.place)
    if place != hazard.place:
        values["building"] = _building(place)
    return records.amend(hazard, actor=actor, **values)


def hazard_number(now: datetime) -> str:
    """The next number of the day, "YH261120-07"."""
    day = f"{timezone.localdate(now):%y%m%d}"
    return f"YH{day}-{rules.next_number(f'inspections.hazard:{day}', 2)}"


def _refuse(place: Place, kind: Kind, what: str, area: Area | None) -> None:
    if not what.strip():
        raise ValidationError({"what": _("请说一句是什么隐患。")})
    if not place.is_open:
        raise ValidationError({"place": _("“%(name)s”已经停用，请选现在用的地点。") % {"name": place.full_name}})
    if not kind.is_active:
        raise ValidationError({"kind": _("“%(name)s”这个类别已经停用，请另选一个。") % {"name": kind.name}})
    if area is not None and area.status != AreaStatus.DUE:
        raise ValidationError(_("这个区域已经报过排查结果；再发现的请用随手拍。"), code="answered")


def _building(place: Place) -> Place | None:
    return place if place.kind == PlaceKind.BUILDING else place.building


def _about(record: records.Record | None) -> dict[str, Any]:
    return {} if record is None else {"about": record._meta.label_lower, "about_id": record.pk}
