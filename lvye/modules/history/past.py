"""What earlier years say about a figure of today: matched by the words of the object and the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.figures.api import figures
from lvye.kernel.registers.api import registers
from lvye.kernel.terms.api import Period
from lvye.kit import say

from .likeness import TIMES, YUAN_UNITS, alike, bare, same_units, synonyms
from .models import FactKind, HistoryDocument, HistoryFact, Span, counted
from .models.fact import said_roughly

LEAST_DAYS = 150  # a period of that length or more is compared with a term or a year
TIMES_FROM = 3  # from here on a growth is told as a multiple


@dataclass(frozen=True)
class Source:
    """A sentence that states it: its words, and the address where it is marked in its document."""

    sentence: str
    title: str
    address: str


@dataclass(frozen=True)
class Past:
    """What one earlier stretch of time states. value is in `unit` (yuan for money); said: "60余次", as it is printed.

    approx: one of the numbers is 余, 近, 约 or a range. comparable: the stretch is as long as the period asked about,
    and the same part of the year; of others one may tell, but not say by how much today's is more.
    """

    year: int
    label: str
    value: Decimal
    unit: str
    approx: bool
    said: str
    comparable: bool
    sources: tuple[Source, ...]

    @property
    def address(self) -> str:
        """Where the first sentence stands."""
        return self.sources[0].address


def past(name: str, keys: Mapping[str, object], period: Period, *, user: User | None = None) -> list[Past]:
    """What was accepted of the years before `period` about a figure narrowed to `keys`, the latest first.

    keys as in `figures.one(only=…)`: "object" (or "item") and "unit" decide, "action" too where it is given; a figure
    without an object is looked for by its own name (报修 929项). Other keys (a building, a person) match nothing, for
    old documents do not say them. With a user, only what he may see.
    """
    wanted = _wanted(name, keys)
    if wanted is None:
        return []
    reg = registers["history.historyfact"]
    rows = HistoryFact.objects.all() if user is None else reg.rows(user)
    if user is not None and not user.has_perm(reg.permission("view")):
        return []
    rows = rows.filter(counted(), kind__in=wanted.kinds, document__ends_on__lt=period.begins_on)
    if wanted.units:
        rows = rows.filter(measure__in=wanted.units)
    same = synonyms()
    groups: dict[tuple[int, str], list[HistoryFact]] = {}
    for fact in rows.select_related("document").order_by("document__ends_on", "document", "start"):
        if wanted.fits(fact, same):
            groups.setdefault((fact.document.year or 0, fact.document.span), []).append(fact)
    made = [_past(found, period, wanted.unit) for found in groups.values()]
    return sorted(made, key=lambda one: (one.comparable, one.year), reverse=True)


def against(now: Decimal, then: Past) -> str:
    """ "比2016年多12%", "比2016年少约8%" (the old number is rough), "与2016年持平", "是2016年的3.5倍"; empty where
    nothing compares.
    """
    if not then.comparable or then.value <= 0:
        return ""
    percent = ((now - then.value) * 100 / then.value).quantize(Decimal(1), ROUND_HALF_UP)
    if percent == 0:
        return (_("与%(when)s大致持平") if then.approx or now != then.value else _("与%(when)s持平")) % {
            "when": then.label
        }
    if now >= TIMES_FROM * then.value:  # "more by 1,558 %" is read by nobody
        pattern = _("约是%(when)s的%(n)s倍") if then.approx else _("是%(when)s的%(n)s倍")
        times = (now / then.value).quantize(Decimal("0.1") if now < 10 * then.value else Decimal(1), ROUND_HALF_UP)
        return pattern % {"when": then.label, "n": say.qty(times)}
    if percent > 0:
        pattern = _("比%(when)s多约%(n)s%%") if then.approx else _("比%(when)s多%(n)s%%")
    else:
        pattern = _("比%(when)s少约%(n)s%%") if then.approx else _("比%(when)s少%(n)s%%")
    return pattern % {"when": then.label, "n": say.qty(abs(percent))}


@dataclass(frozen=True)
class Wanted:
    """What is looked for: the object's words, the action, and the units that mean the same."""

    object: str
    action: str
    unit: str
    units: frozenset[str]
    kinds: tuple[str, ...]
    by_name: bool = False

    def fits(self, fact: HistoryFact, same: Mapping[str, str]) -> bool:
        """Whether a fact speaks of it."""
        if self.by_name:
            name = bare(self.object, same)
            return bare(fact.object, same) == name or (not fact.object and bare(fact.deed, same) == name)
        if self.action and bare(fact.deed or fact.action, same) != bare(self.action, same):
            return False
        return alike(fact.object, self.object, same)


def _wanted(name: str, keys: Mapping[str, object]) -> Wanted | None:
    figure = figures.get(name)
    if figure is None or set(keys) - {"object", "item", "unit", "action", "work"}:
        return None
    thing = str(keys.get("object") or keys.get("item") or keys.get("work") or "")
    unit = str(keys.get("unit") or figure.unit)
    if unit in ("", "%"):
        return None
    kinds = (FactKind.MONEY,) if unit in YUAN_UNITS else (FactKind.DONE,)
    if thing:
        return Wanted(thing, str(keys.get("action") or ""), unit, same_units(unit), kinds)
    return Wanted(str(figure.label), "", unit, same_units(unit) | TIMES, kinds, by_name=True)


def _past(found: Sequence[HistoryFact], period: Period, unit: str) -> Past:
    document = found[0].document
    value = sum((fact.value or Decimal(0) for fact in found), Decimal(0))
    approx = any(fact.approx for fact in found)
    units = {fact.measure for fact in found}
    shown = units.pop() if len(units) == 1 else unit
    return Past(
        year=document.year or 0, label=document.when, value=value, unit=shown, approx=approx,
        said=found[0].amount if len(found) == 1 else said_roughly(_number(value), shown, _sense(found)),
        comparable=comparable(document, period), sources=tuple(source_of(fact) for fact in found),
    )  # fmt: skip


def _sense(found: Sequence[HistoryFact]) -> str:
    senses = {fact.approx_sense for fact in found if fact.approx}
    return senses.pop() if len(senses) == 1 else "about" if senses else ""


def _number(value: Decimal) -> str:
    return say.number(int(value)) if value == int(value) else say.qty(value)


def source_of(fact: HistoryFact) -> Source:
    """The sentence of a fact, and where it stands."""
    return Source(fact.sentence, fact.document.title, reverse("history.historyfact:detail", args=[fact.pk]))


def comparable(document: HistoryDocument, period: Period) -> bool:
    """Whether the document speaks of a stretch like the period: a year, or the same half of a school year."""
    if period.days < LEAST_DAYS - 30:
        return False
    if document.span in (Span.YEAR, Span.SCHOOL):
        return period.days > LEAST_DAYS * 2
    return period.days <= LEAST_DAYS * 2 and _is_autumn(period.begins_on) == (document.span == Span.AUTUMN)


def _is_autumn(day: date) -> bool:
    """Whether a term that begins on this day is the first of its school year."""
    return day.month >= 7
