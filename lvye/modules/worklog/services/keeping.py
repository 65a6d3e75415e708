"""A sentence is kept: in its own words, and its counted parts as lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Kind as PlaceKind
from lvye.kernel.places.api import Place, place_by_name
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.modules.repairs.api import Category
from lvye.modules.worklog import reading
from lvye.modules.worklog.models import Entry, Kind, Line, Meaning
from lvye.modules.worklog.models.entry import MOST_WORDS
from lvye.modules.worklog.sight import may_all

from .catalogue import meaning_keep

Photos: TypeAlias = "Sequence[File[Any] | files.Received]"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Work:
    """One counted part as it is to be kept. place_said: the person's words for the place, also where it is not known.

    kind: by the words, where none is given. sense: one of `Line.Sense`, for what is_approx.
    """

    action: str
    object: str
    qty: Decimal
    unit: str
    is_approx: bool = False
    sense: str = ""
    place: Place | None = None
    place_said: str = ""
    kind: Kind | None = None
    category: Category | None = None


def entry_keep(
    *,
    person: Person,
    said: str,
    done_on: date,
    lines: Sequence[Work] | None = None,
    kind: Kind | None = None,
    place: Place | None = None,
    minutes: int | None = None,
    people: int | None = None,
    origin: str = "",
    photos: Photos = (),
    now: datetime,
    today: date,
    actor: User,
) -> Entry:
    """Keep what somebody did. Without `lines` the sentence is read here; what is not given of the rest is heard in it.

    Raises ValidationError with a sentence: no words or too many, a day to come, too long ago or in a closed term,
    a quantity nobody believes, somebody else's log without the right to it.
    """
    refuse_stranger(person, actor)
    said = words_of(said)
    refuse_day(done_on, today=today, actor=actor)
    heard = reading.hear(said, person=person, today=today)
    works = works_heard(heard) if lines is None else list(lines)
    for work in works:
        refuse_work(work)
    received = [one if isinstance(one, files.Received) else files.receive(one) for one in photos]
    first = works[0] if works else None
    place = place or (first.place if first else heard.where.place)
    with records.deed():
        entry = records.create(
            Entry, actor=actor, person=person, done_on=done_on, said=said,
            kind=kind or (kind_of(first) if first else heard.kind), origin=origin or heard.origin,
            place=place, building=building_of(place), minutes=heard.minutes if minutes is None else minutes,
            people=people or heard.people, logged_at=now,
        )  # fmt: skip
        if works:
            records.create_many(Line, [line_values(entry, work) for work in works], actor=actor)
        for work in works:
            remember(person, work, actor)
        if received:
            files.attach_all(entry, received, actor=actor, now=now)
    return entry


def words_of(text: str) -> str:
    """The words as they are kept: one line, nothing unseen in it. Raises ValidationError for none, or too many."""
    visible = "".join(" " if unicodedata.category(one) in {"Cc", "Cf", "Cs"} else one for one in text)
    words = " ".join(visible.split())
    if not words:
        raise ValidationError({"said": _("说一句做了什么，例如“换了三楼男厕两个水龙头”。")})
    if len(words) > MOST_WORDS:
        text = _("写了 %(n)s 个字，一次最多 %(most)s 个；请分成几次记。")
        raise ValidationError({"said": text % {"n": say.number(len(words)), "most": MOST_WORDS}})
    return words


def works_heard(heard: reading.Heard) -> list[Work]:
    """The counted parts of a sentence that may be kept unseen. Raises ValidationError where a number is doubtful."""
    found = []
    for draft in heard.drafts:
        if draft.left_out:
            continue
        if draft.doubt or draft.qty is None:
            words = {"what": f"{draft.action} {draft.object}", "why": draft.doubt}
            raise ValidationError({"lines": _("%(what)s：%(why)s") % words})
        found.append(
            Work(
                draft.action, draft.object, draft.qty, draft.unit, draft.is_approx, draft.sense, draft.place,
                draft.where.said, draft.kind, draft.category,
            )
        )  # fmt: skip
    return found


def refuse_day(done_on: date, *, today: date, actor: User) -> None:
    """Raises ValidationError for a day to come, too long ago (but for who may write all), or in a closed term."""
    if done_on > today:
        raise ValidationError({"done_on": _("%(day)s还没到，做完了再记。") % {"day": say.date(done_on)}})
    most = int(rules.value("worklog.back_days"))
    if done_on < today - timedelta(days=most) and not may_all(actor):
        text = _("%(day)s太久了，自己只能补记 %(n)s 天内的，更早的请总务处补。")
        raise ValidationError({"done_on": text % {"day": say.day(done_on), "n": most}})
    refuse_closed(done_on)


def refuse_stranger(person: Person, actor: User) -> None:
    """Raises ValidationError when somebody writes another person's log without the right to all."""
    if person.user_id != actor.pk and not may_all(actor):
        raise ValidationError(_("只能记自己的工作日志。"))


def refuse_work(work: Work) -> None:
    """Raises ValidationError where a word lacks, or the quantity is one nobody believes. Before the deed begins."""
    action, thing, unit = work.action.strip(), work.object.strip(), work.unit.strip()
    missing = [str(label) for word, label in ((action, _("动作")), (thing, _("物件")), (unit, _("单位"))) if not word]
    if missing:
        raise ValidationError({"lines": _("还缺%(what)s，例如“更换 灯管 3 根”。") % {"what": "、".join(missing)}})
    if doubt := reading.doubt_about(work.qty):
        raise ValidationError({"lines": _("%(what)s：%(why)s") % {"what": f"{action} {thing}", "why": doubt}})


def line_values(entry: Entry, work: Work) -> dict[str, Any]:
    """A line's fields, with what follows from the entry and the words."""
    action, thing, unit = work.action.strip(), work.object.strip(), work.unit.strip()
    qty = work.qty.quantize(CENT, ROUND_HALF_UP)
    item = reading.item_for(action, thing, unit)
    kind = kind_of(work)
    category = work.category or (reading.category_for(item, thing) if kind.code == Kind.REPAIR else None)
    return {
        "entry": entry, "person": entry.person, "done_on": entry.done_on, "action": action, "object": thing,
        "qty": qty, "unit": unit, "is_approx": work.is_approx, "approx_sense": work.sense if work.is_approx else "",
        "item": item, "kind": kind, "category": category, "place": work.place, "place_said": work.place_said.strip(),
        "building": building_of(work.place),
    }  # fmt: skip


def kind_of(work: Work) -> Kind:
    """The kind that was chosen, else that of the words."""
    return work.kind or reading.kind_for(work.action, work.object)


def building_of(place: Place | None) -> Place | None:
    """The building a place is, or lies in."""
    if place is None:
        return None
    return place if place.kind == PlaceKind.BUILDING else place.building


def remember(person: Person, work: Work, actor: User) -> None:
    """What this person means by a word that fits several places, or none: the next time it is known."""
    if work.place is None or not work.place_said or place_by_name(work.place_said) == work.place:
        return
    known = Meaning.objects.filter(person=person, said=work.place_said, place=work.place)
    if not known.exists():
        meaning_keep(person=person, said=work.place_said, place=work.place, actor=actor)
