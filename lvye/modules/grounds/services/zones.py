"""The deeds of the zones: their scores; rooms entered and left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices import api as notices
from lvye.kernel.people.api import Person, SchoolClass, person_of
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit.events import tell
from lvye.modules.grounds.events import Scored
from lvye.modules.grounds.models import RoomUse, Score, Zone


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a zone is given on the round."""

    points: int
    note: str = ""


def scores_give(given: Mapping[int, Given], *, on: date, today: date, actor: User) -> list[Score]:
    """The scores of one round: zone number → what it is given. Zones that are not named are not scored.

    Who cleans a zone whose score is too low hears of it. Raises ValidationError: a day to come or in a closed term, a
    zone scored that day already, a low score without words, one's own zone.
    """
    if on > today:
        raise ValidationError(_("这一天还没有到。"))
    refuse_closed(on)
    if not given:
        raise ValidationError(_("还没有给一个区域打分。"))
    person = person_of(actor)
    least = int(rules.value("grounds.pass_points", on))
    zones = {one.pk: one for one in Zone.objects.filter(pk__in=given, is_open=True).select_related("cleaner", "place")}
    rows = [_scored(zones.get(pk), one, person, on, least) for pk, one in given.items()]
    with records.deed():
        made = records.create_many(Score, rows, actor=actor)
        for score in made:
            if score.is_low and score.zone.cleaner is not None:
                words = {"zone": score.zone, "points": score.points, "note": score.note}
                notices.notify(
                    [score.zone.cleaner], _("%(zone)s今天 %(points)s 分：%(note)s") % words, url="", about=score.zone
                )
        tell(Scored(tuple(one.pk for one in made), sum(one.is_low for one in made)))
    return made


def _scored(zone: Zone | None, given: Given, person: Person | None, on: date, least: int) -> dict[str, Any]:
    if zone is None:
        raise ValidationError(_("这个保洁区域已经停用，请刷新。"))
    if person is not None and zone.cleaner_id == person.pk:
        raise ValidationError(_("%(zone)s是您自己打扫的，请别人来评。") % {"zone": zone}, code="own_zone")
    is_low = given.points < least
    if is_low and not given.note.strip():
        raise ValidationError(_("%(zone)s不合格，写一句哪里不干净。") % {"zone": zone}, code="no_words")
    return {"zone": zone, "on": on, "points": given.points, "note": given.note.strip()[:200], "is_low": is_low,
            "by": person}  # fmt: skip


def score_amend(score: Score, *, today: date, actor: User, reason: str = "", **values: Any) -> Score:
    """Mend a score within the days of the rule, with a reason. Raises ValidationError later, or without one."""
    if today > score.on + timedelta(days=int(rules.value("grounds.amend_days", today))):
        raise ValidationError(_("过了可以改分的日子。"), code="too_late")
    refuse_closed(score.on)
    points = values.get("points", score.points)
    if points != score.points and not str(values.get("why", "")).strip():
        raise ValidationError({"why": _("改分要写原因。")})
    least = int(rules.value("grounds.pass_points", score.on))
    if points < least and not str(values.get("note", score.note)).strip():
        raise ValidationError({"note": _("不合格要写哪里不干净。")})
    return records.amend(score, actor=actor, reason=reason, is_low=points < least, **values)


def room_enter(
    place: Place, school_class: SchoolClass, *, found_tidy: bool = True, note: str = "", now: datetime, actor: User
) -> RoomUse:
    """A class comes into a special room. Raises ValidationError while another has not signed itself out."""
    on = timezone.localdate(now)
    refuse_closed(on)
    open_one = RoomUse.objects.filter(place=place, status=RoomUse.Status.IN).select_related("school_class").first()
    if open_one is not None:
        raise ValidationError(
            _("%(class)s还没有登记离开，请先请他们补上。") % {"class": open_one.school_class}, code="room_taken"
        )
    return records.create(
        RoomUse, actor=actor, place=place, school_class=school_class, teacher=person_of(actor), on=on, begun_at=now,
        found_tidy=found_tidy, note=note.strip()[:200],
    )  # fmt: skip


def room_leave(use: RoomUse, *, left_tidy: bool, note: str = "", now: datetime, actor: User) -> RoomUse:
    """They leave, and say how. Raises ValidationError for an untidy room without words."""
    if not left_tidy and not note.strip():
        raise ValidationError({"note": _("没有整理好，写一句为什么。")})
    return records.take(
        use, "leave", actor=actor, left_at=now, left_tidy=left_tidy, note=note.strip()[:200] or use.note
    )
