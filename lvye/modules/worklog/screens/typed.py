"""The form of the log as it was typed: the words, the chips read from them and mended, the day."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place, PlaceStatus
from lvye.kit import say
from lvye.modules.worklog import reading
from lvye.modules.worklog.models import Entry, Kind, Line
from lvye.modules.worklog.models.entry import MOST_MINUTES, MOST_PEOPLE
from lvye.modules.worklog.services import Work
from lvye.modules.worklog.whereabouts import place_meant

MOST_ROWS = 20
MOST_TYPED = 20_000  # characters that are shown again; what is longer was not typed by a person
FIELDS = ("action", "object", "qty", "unit", "kind", "place")
OTHER_DAY = "date"


@dataclass
class Row:
    """One chip. Texts as typed; kind and place are numbers of records as texts, `asked` a place typed by its name.

    was: the fields as they were heard, so that what a person mended is told from what he only left alone.
    """

    action: str = ""
    object: str = ""
    qty: str = ""
    unit: str = ""
    kind: str = ""
    place: str = ""
    place_said: str = ""
    asked: str = ""
    sense: str = ""
    key: str = ""
    was: str = ""
    pk: str = ""
    is_out: bool = False
    note: str = ""
    error: str = ""
    choices: list[Place] = field(default_factory=list)

    @property
    def heard(self) -> str:
        """The fields as one text."""
        return "|".join(getattr(self, name).replace("|", "") for name in FIELDS)

    @property
    def words(self) -> str:
        """更换 水龙头 2 个."""
        about = _("余") if self.sense == Line.Sense.AT_LEAST else _("左右") if self.sense else ""
        return " ".join(filter(None, (self.action, self.object, f"{self.qty}{about}", self.unit)))

    @property
    def where(self) -> str:
        """The place's name, else the words for it."""
        return next((one.full_name for one in self.choices if str(one.pk) == self.place), "") or self.place_said


@dataclass
class Ask:
    """A word for a place that fits several: asked once, for all chips that have it. place: the number chosen."""

    said: str
    place: str = ""
    asked: str = ""
    choices: list[Place] = field(default_factory=list)

    @property
    def short(self) -> list[tuple[str, Place]]:
        """The choices with as few words as tell them apart: the building alone, where the rest is the same."""
        parts = [one.full_name.partition(" ") for one in self.choices]
        same = len({rest for _first, _gap, rest in parts}) == 1 and len({first for first, _gap, _r in parts}) > 1
        return [
            (first if same else one.full_name, one) for (first, _g, _r), one in zip(parts, self.choices, strict=True)
        ]


@dataclass
class Form:
    """The whole form. `errors` by field; "" for what concerns all of it."""

    said: str = ""
    heard_for: str = ""
    rows: list[Row] = field(default_factory=list)
    day: str = "0"
    done_on: str = ""
    minutes: str = ""
    people: str = ""
    origin: str = ""
    kind: str = ""
    place: str = ""
    choices: list[Place] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_yesterday: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def opened(self) -> bool:
        """Whether something behind 更多 was filled in or is wrong."""
        return bool({"minutes", "people", "origin"} & self.errors.keys() or self.minutes or self.people or self.origin)

    def refuse(self, problem: ValidationError) -> None:
        """Put a refusal where it belongs."""
        if hasattr(problem, "error_dict"):
            self.errors |= {name: " ".join(texts) for name, texts in problem.message_dict.items()}
        else:
            self.errors[""] = " ".join(problem.messages)


def typed(data: QueryDict) -> Form:
    """What was sent. Nothing is refused yet."""
    names = ("day", "done_on", "minutes", "people", "origin", "kind", "place")
    form = Form(data.get("said", "")[:MOST_TYPED], data.get("heard_for", "")[:MOST_TYPED])
    for name in names:
        setattr(form, name, data.get(name, "").strip()[:20])
    form.day = form.day or "0"
    for n in data.getlist("line")[:MOST_ROWS]:
        row = Row(is_out=f"l{n}-out" in data)
        for name in (*FIELDS, "place_said", "asked", "sense", "pk"):
            setattr(row, name, data.get(f"l{n}-{name}", "").strip()[:60])
        row.key, row.was = (data.get(f"l{n}-{name}", "")[:300] for name in ("key", "was"))
        form.rows.append(row)
    for n in data.getlist("ask")[:MOST_ROWS]:
        said, place, asked = (data.get(f"a{n}-{name}", "").strip()[:40] for name in ("said", "place", "asked"))
        form.asks.append(Ask(said, place, asked))
    for row in form.rows:
        if not row.place and not row.asked and (ask := _ask_of(form, row)) is not None:
            row.place, row.asked = ask.place, ask.asked
    _known(form)
    return form


def of_entry(entry: Entry) -> Form:
    """A kept entry as a form; lines that became jobs are not in it."""
    form = Form(entry.said, entry.said, day=OTHER_DAY, done_on=entry.done_on.isoformat(), origin=entry.origin)
    form.minutes, form.people = str(entry.minutes or ""), str(entry.people)
    form.kind, form.place = str(entry.kind_id), str(entry.place_id or "")
    for line in entry.lines.filter(status=Line.Status.KEPT, job__isnull=True).order_by("pk"):
        kind, place = str(line.kind_id), str(line.place_id or "")
        row = Row(line.action, line.object, plain_number(line.qty), line.unit, kind, place, line.place_said)
        row.sense, row.pk = (line.approx_sense if line.is_approx else ""), str(line.pk)
        form.rows.append(row)
    _known(form)
    return form


def hear(form: Form, person: Person, today: date) -> Form:
    """Read the words (again): chips of what is new, what a person mended stays as he mended it."""
    heard = reading.hear(form.said, person=person, today=today)
    before = {row.key: row for row in form.rows if row.key}
    added = [row for row in form.rows if not row.key]
    rows = []
    counted: dict[str, int] = {}
    for draft in heard.drafts:
        counted[draft.key] = counted.get(draft.key, 0) + 1
        row = _row(draft, f"{draft.key}#{counted[draft.key]}")
        rows.append(_as_mended(row, before.get(row.key)))
    form.rows, form.heard_for = [*rows, *added][:MOST_ROWS], form.said
    form.asks = _asks(form)
    form.choices = list(heard.where.choices) or ([heard.where.place] if heard.where.place else [])
    form.kind = str(heard.kind.pk) if heard.kind and not rows else ""
    form.place = str(heard.where.place.pk) if heard.where.place and not rows else ""
    form.is_yesterday = heard.is_yesterday
    form.notes = _notes(heard)
    return form


def _ask_of(form: Form, row: Row) -> Ask | None:
    return next((one for one in form.asks if one.said and one.said == row.place_said), None)


def _asks(form: Form) -> list[Ask]:
    """One question for each word that fits several places and is not known; what was answered stays answered."""
    known = {one.said: one for one in form.asks}
    found: dict[str, Ask] = {}
    for row in form.rows:
        said = row.place_said
        if said and len(row.choices) > 1 and (said in known or not row.place):
            ask = found.setdefault(said, Ask(said, choices=row.choices))
            if said in known:
                ask.place, ask.asked = known[said].place, known[said].asked
    return list(found.values())


def _notes(heard: reading.Heard) -> list[str]:
    """What was heard beside the counted parts, in words."""
    found = []
    if heard.people > 1:
        found.append(_("%(n)s 个人一起") % {"n": heard.people})
    if heard.minutes:
        found.append(_("用时%(time)s") % {"time": say.minutes(heard.minutes)})
    if heard.origin == Entry.Origin.SUDDEN:
        found.append(str(Entry.Origin.SUDDEN.label))
    if heard.speaks_of_money:
        found.append(_("钱数只留在原话里"))
    return found


def _row(draft: reading.Draft, key: str) -> Row:
    row = Row(
        draft.action, draft.object, plain_number(draft.qty), draft.unit,
        str(draft.kind.pk) if draft.kind else "", str(draft.place.pk) if draft.place else "", draft.where.said,
        sense=draft.sense, key=key[:300], is_out=bool(draft.left_out), note=draft.left_out, error=draft.doubt,
        choices=list(draft.where.choices) or ([draft.place] if draft.place else []),
    )  # fmt: skip
    row.was = row.heard[:300]
    return row


def _as_mended(fresh: Row, before: Row | None) -> Row:
    """The chip as it is heard now, with what was mended on it before."""
    if before is None:
        return fresh
    was = dict(zip(FIELDS, before.was.split("|"), strict=False))
    for name in FIELDS:
        if (mine := getattr(before, name)) != was.get(name, mine):
            setattr(fresh, name, mine)
            fresh.error = "" if name == "qty" else fresh.error
    fresh.is_out, fresh.asked = before.is_out, before.asked
    fresh.choices += [one for one in before.choices if one not in fresh.choices]
    return fresh


def checked(form: Form, person: Person, today: date) -> list[tuple[str, Work]]:
    """The chips to be kept, each with the number of the line it was. Raises ValidationError; faults are noted."""
    kinds = {str(kind.pk): kind for kind in reading.kinds()}
    found = []
    for row in form.rows:
        if row.is_out:
            continue
        row.error = ""
        try:
            found.append((row.pk, _work(row, kinds, person, today)))
        except ValidationError as problem:
            row.error = " ".join(problem.messages)
    if wrong := next((row.error for row in form.rows if row.error and not row.is_out), ""):
        raise ValidationError({"lines": wrong})
    return found


def _work(row: Row, kinds: dict[str, Kind], person: Person, today: date) -> Work:
    missing = [
        str(label)
        for word, label in ((row.action, _("动作")), (row.object, _("物件")), (row.unit, _("单位")))
        if not word
    ]
    if missing:
        raise ValidationError(_("还缺%(what)s；不要这一条就点“不记这条”。") % {"what": "、".join(missing)})
    qty = number(row.qty)
    if doubt := reading.doubt_about(qty):
        raise ValidationError(doubt)
    place, place_said = _place(row, person, today)
    return Work(
        row.action[:20], row.object[:40], qty, row.unit[:10], bool(row.sense), row.sense, place, place_said,
        kinds.get(row.kind),
    )  # fmt: skip


def _place(row: Row, person: Person, today: date) -> tuple[Place | None, str]:
    """The place chosen, or typed by its name. Raises ValidationError where the name fits several."""
    if row.asked:
        meant = place_meant(row.asked, person, today)
        row.choices = list(meant.choices) or ([meant.place] if meant.place else [])
        if meant.place is None and row.choices:
            raise ValidationError(_("“%(said)s”有好几处，请点一处。") % {"said": row.asked})
        row.place = str(meant.place.pk) if meant.place else ""
        return meant.place, row.asked[:40]
    return next((one for one in row.choices if str(one.pk) == row.place), None), row.place_said[:40]


def plain_number(qty: Decimal | None) -> str:
    """A quantity as it stands in a box: 1500, 2.5; empty for none."""
    text = "" if qty is None else f"{qty:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(text: str) -> Decimal:
    """A quantity as people type it, also full-width. Raises ValidationError with a sentence."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    try:
        found = Decimal(plain)
    except InvalidOperation:
        raise ValidationError(_("“%(text)s”不是数字，请写阿拉伯数字，例如 3。") % {"text": text[:20]}) from None
    if not found.is_finite():
        raise ValidationError(_("“%(text)s”不是数字，请写阿拉伯数字，例如 3。") % {"text": text[:20]})
    if abs(found) < Decimal(10) ** 12 and found != found.quantize(Decimal("0.01")):
        raise ValidationError(_("最多写两位小数。"))
    return found


def whole(text: str, name: str, most: int) -> int | None:
    """A whole number from 1 up, or nothing. Raises ValidationError with a sentence."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    if not plain.isdecimal() or not 1 <= int(plain[:6]) <= most:
        words = {"text": text[:20], "most": most}
        raise ValidationError({name: _("“%(text)s”不行，请写 1 到 %(most)s 的整数。") % words})
    return int(plain)


def extras(form: Form) -> dict[str, int | str | None]:
    """Minutes, people, origin: as typed; empty means as heard."""
    return {
        "minutes": whole(form.minutes, "minutes", MOST_MINUTES),
        "people": whole(form.people, "people", MOST_PEOPLE),
        "origin": form.origin if form.origin in Entry.Origin.values else "",
    }


def day_of(form: Form, filled_on: date) -> date:
    """The day meant, counted from the day the form was filled in. Raises ValidationError for what is none."""
    if form.day != OTHER_DAY:
        return filled_on - timedelta(days=1 if form.day == "1" else 0)
    try:
        found = parse_date(form.done_on)
    except ValueError:
        found = None
    if found is None:
        raise ValidationError({"done_on": _("请选是哪一天。")})
    return found


def _known(form: Form) -> None:
    """The places that were chosen or offered, once for all chips."""
    asked = {value for value in (form.place, *(row.place for row in form.rows)) if value.isdecimal()}
    places = Place.objects.filter(status=PlaceStatus.OPEN).in_bulk([int(value) for value in asked if len(value) < 12])
    for row in form.rows:
        row.choices = _chosen(places.values(), row.place)
    for ask in form.asks:
        ask.choices = _chosen(places.values(), ask.place)
    form.choices = _chosen(places.values(), form.place)


def _chosen(places: Iterable[Place], value: str) -> list[Place]:
    return [one for one in places if str(one.pk) == value]
