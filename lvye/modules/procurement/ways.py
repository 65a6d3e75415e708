"""Which way of buying the rules ask for, and the sentence that says why, with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.partners.api import Contract, ContractStatus, SupplyCategory

from .models import Way

RANK = (
    Way.DIRECT, Way.FRAMEWORK, Way.MALL, Way.QUOTES, Way.INQUIRY, Way.TALKS, Way.SINGLE, Way.TENDER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """The way the rules ask for. words: why, in one sentence; source: the rule's document and article."""

    way: Way
    words: str
    source: str

    @property
    def sentence(self) -> str:
        """The words with their source in brackets."""
        return f"{self.words}（{self.source}）" if self.source else self.words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the rules at a day: its amount in yuan, its name, where it is written."""

    code: str
    amount: Decimal
    label: str
    source: str


def line(code: str, on: date) -> Line:
    """A line as it stands on a day, with the document the school wrote down for it, if it did."""
    known = rules.present(f"procurement.{code}", on)
    return Line(code, Decimal(known.value), str(known.rule.label), line_source(code, on))


def frame_contract(category: SupplyCategory, on: date) -> Contract | None:
    """The signed contract without an amount (settled by what is delivered) that covers a class of things on a day."""
    rows = Contract.objects.filter(
        status=ContractStatus.LIVE, category=category, amount__isnull=True, begins_on__lte=on, ends_on__gte=on
    )
    return rows.select_related("partner").order_by("-ends_on", "-pk").first()


def choose(amount: Decimal, category: SupplyCategory, *, on: date) -> Choice:
    """The way for an amount (yuan) of a class of things on a day."""
    kind = category.kind
    tender, limit, quotes = line(f"tender_{kind}", on), line(f"limit_{kind}", on), line("quotes_from", on)
    sum_words = say.money(amount)
    if amount >= tender.amount:
        return _reached(Way.TENDER, sum_words, tender)
    contract = frame_contract(category, on)
    if contract is not None and amount < limit.amount:
        text = _("和%(partner)s签了%(contract)s，同类的按合同向它买")
        return Choice(Way.FRAMEWORK, text % {"partner": contract.partner, "contract": contract.title}, contract.number)
    if category.code in rules.value("procurement.mall", on=on):
        text = _("%(category)s在集中采购目录里，要在网上商城买")
        return Choice(Way.MALL, text % {"category": category.name}, line_source("mall", on))
    if amount >= limit.amount:
        return _reached(Way.INQUIRY if kind == "goods" else Way.TALKS, sum_words, limit)
    if amount >= quotes.amount:
        return _reached(Way.QUOTES, sum_words, quotes)
    text = _("预计%(sum)s，不到%(label)s%(line)s，可以直接买")
    words = text % {"sum": sum_words, "label": quotes.label, "line": say.money(quotes.amount)}
    return Choice(Way.DIRECT, words, quotes.source)


def line_source(code: str, on: date) -> str:
    """Where a rule is written, as it stands on a day, and since when."""
    known = rules.present(f"procurement.{code}", on)
    since = _("，%(day)s起") % {"day": say.day(known.record.effective_from)} if known.record else ""
    return f"{known.document}{known.article}{since}"


def _reached(way: Way, sum_words: str, reached: Line) -> Choice:
    text = _("预计%(sum)s，达到%(label)s%(line)s，要%(way)s")
    words = {"sum": sum_words, "label": reached.label, "line": say.money(reached.amount), "way": way.label}
    return Choice(way, text % words, reached.source)


def is_lighter(way: str, than: str) -> bool:
    """Whether one way asks for less openness than another."""
    return RANK.index(Way(way)) < RANK.index(Way(than))


def needed_quotes(way: str, on: date) -> int:
    """How many suppliers must have quoted before one may be chosen."""
    if way in (Way.QUOTES, Way.INQUIRY, Way.TALKS, Way.TENDER):
        return int(rules.value("procurement.suppliers", on=on))
    return 0
