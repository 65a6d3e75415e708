"""固定资产清查盘点表: what the authority asks for.

By 门类 the book and what is really there, what is over, what is missing, and why.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from lvye.modules.assets.api import Asset, AssetClass, classes_by_code
from lvye.modules.counts.models import SEEN, Count, Line, Proposal, ProposalKind, ProposalStatus, Result, Scan, Seen

NIL = Decimal("0.00")
K = ProposalKind


@dataclass
class Amount:
    """Pieces and what they are worth, yuan."""

    qty: int = 0
    value: Decimal = NIL

    def add(self, qty: int, value: Decimal) -> None:
        """So many more."""
        self.qty += qty
        self.value += value


@dataclass
class Part:
    """One 门类, or all together: the book, what is really there, what is over, what is missing."""

    name: str
    book: Amount = field(default_factory=Amount)
    real: Amount = field(default_factory=Amount)
    over: Amount = field(default_factory=Amount)
    less: Amount = field(default_factory=Amount)

    @property
    def holds(self) -> bool:
        """Book, and what is over, less what is missing, is what is there."""
        return (
            self.book.qty + self.over.qty - self.less.qty == self.real.qty
            and self.book.value + self.over.value - self.less.value == self.real.value
        )


@dataclass(frozen=True)
class Difference:
    """One thing over or missing. qty: below nought when missing; value: yuan; cause: as somebody wrote it."""

    number: str
    name: str
    place: str
    qty: int
    value: Decimal
    cause: str


@dataclass
class Return:
    """The whole form."""

    parts: list[Part]
    differences: list[Difference]

    @property
    def total(self) -> Part:
        """All 门类 together."""
        whole = Part(_("合计"))
        for part in self.parts:
            for name in ("book", "real", "over", "less"):
                one: Amount = getattr(part, name)
                getattr(whole, name).add(one.qty, one.value)
        return whole

    @property
    def bare(self) -> int:
        """How many differences nobody has explained."""
        return sum(not one.cause for one in self.differences)


def return_of(count: Count) -> Return:
    """Reckon the form of a count. What is lent or at the repairer's by the book counts as there.

    A thing over counts once its card is made (its value is known then); before that with pieces, without value.
    """
    tops = {one.pk: one.name for one in classes_by_code().values()}
    parts: dict[int | None, Part] = defaultdict(lambda: Part(_("未分类")))
    causes = {one.line_id: one for one in count.proposals.filter(kind__in=(K.MISSING, K.FEWER))}
    differences: list[Difference] = []
    rows = Line.objects.filter(count=count).select_related("asset", "place").order_by("number")
    for line in rows.iterator(2000):
        part = parts[line.asset.top_id]
        part.name = tops.get(line.asset.top_id, part.name)
        part.book.add(line.qty, line.value)
        _judge(line, part, causes.get(line.pk), differences)
    for found in _over(count):
        part = parts[found[0].pk if found[0] else None]
        part.name = found[0].name if found[0] else part.name
        part.over.add(found[1].qty, found[1].value)
        part.real.add(found[1].qty, found[1].value)
        differences.append(found[1])
    return Return(sorted(parts.values(), key=lambda one: one.name), differences)


def _judge(line: Line, part: Part, told: Proposal | None, differences: list[Difference]) -> None:
    there = line.qty
    if told is not None and told.status == ProposalStatus.DECLINED:
        pass  # somebody found out that it is there after all: the books stay
    elif line.result == Result.MISSING:
        there = 0
    elif line.result in SEEN and line.seen_qty is not None:
        there = min(line.seen_qty, line.qty)
    short = line.qty - there
    lost = (line.value * short / line.qty).quantize(Decimal("0.01"), ROUND_HALF_UP)
    part.real.add(there, line.value - lost)
    if short:
        part.less.add(short, lost)
        cause = _cause(told)
        differences.append(Difference(line.number, line.name, str(line.place or ""), -short, lost, cause))


def _over(count: Count) -> list[tuple[AssetClass | None, Difference]]:
    """Things without a card and pieces too many; those somebody declined to book are no surplus."""
    found: list[tuple[AssetClass | None, Difference]] = []
    rows = count.proposals.filter(kind__in=(K.UNKNOWN, K.MORE)).exclude(status=ProposalStatus.DECLINED)
    for one in rows.select_related("asset__top", "line__place", "to_place", "scan").order_by("pk"):
        extra = one.line.seen_qty - one.line.qty if one.line is not None and one.line.seen_qty else 1
        is_card = one.kind == K.UNKNOWN and one.asset is not None
        worth = one.asset.value if is_card and one.asset is not None else NIL
        if one.kind == K.MORE and one.line is not None:
            made = Asset.objects.filter(about_kind="counts.proposal", about_id=one.pk).first()
            each = one.line.value / one.line.qty
            worth = made.value if made else (each * extra).quantize(Decimal("0.01"), ROUND_HALF_UP)
        name = one.asset.name if one.asset is not None else one.words
        number = one.asset.number if one.asset is not None else "—"
        told = Difference(number, name, str(one.to_place or ""), extra, worth, _cause(one))
        found.append((one.asset.top if one.asset is not None else None, told))
    if not count.ended_on:
        unknown = Scan.objects.filter(count=count, result=Seen.UNKNOWN).select_related("place")
        found += [(None, Difference("—", one.words or one.code, str(one.place), 1, NIL, "")) for one in unknown]
    return found


def _cause(told: Proposal | None) -> str:
    return "" if told is None else told.cause
