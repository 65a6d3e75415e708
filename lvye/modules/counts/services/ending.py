"""The end of the counting: what nobody saw is missing, and the differences become proposals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records
from lvye.modules.assets.api import Status
from lvye.modules.counts.models import (
    SEEN,
    Condition,
    Count,
    Line,
    Proposal,
    ProposalKind,
    ProposalStatus,
    Result,
    Scan,
    Seen,
)

K = ProposalKind


def count_finish(count: Count, *, today: date, actor: User) -> Count:
    """No more sightings: what was not seen is missing (or away, where the book says so), and proposals are made."""
    with records.deed():
        done = records.take(count, "finish", actor=actor, ended_on=today)
        waiting = Line.objects.filter(count=done, result=Result.WAITING)
        away = waiting.filter(is_expected=False).update(result=Result.AWAY)  # house: one set, one trace below
        missing = waiting.filter(is_expected=True).update(  # house: one set, one trace below
            result=Result.MISSING, result_on=today
        )
        changes = {"missing": [None, missing], "away": [None, away]}
        audit.note(done, "judge", actor=actor, changes=changes, reason=_("没盘到的转为盘亏"))
        records.create_many(Proposal, _proposals(done), actor=actor, reason=done.number, check=False)
    return done


def count_close(count: Count, *, today: date, actor: User) -> Count:
    """All is decided. Raises ValidationError while a proposal waits."""
    left = count.proposals.filter(status=ProposalStatus.PROPOSED).count()
    if left:
        raise ValidationError(_("还有 %(n)s 条建议没有处理，处理完才能结束盘点。") % {"n": left})
    return records.take(count, "close", actor=actor, closed_on=today)


def _proposals(count: Count) -> Iterator[dict[str, Any]]:
    """Every difference, once: by line first, then what no line speaks of."""
    lines = Line.objects.filter(count=count).select_related("asset", "place", "seen_place")
    torn = dict(_seen_twice_elsewhere(count))
    told = lines.filter(
        Q(result__in=(Result.WRONG, Result.MISSING))
        | Q(condition__in=(Condition.REPAIR, Condition.SCRAP))
        | Q(result__in=SEEN, book_status=Status.LOST)
        | Q(pk__in=list(torn))
        | (Q(result__in=SEEN) & ~Q(seen_qty=F("qty")))
    )
    for line in told.order_by("pk").iterator(2000):
        for kind, values in _of_line(line, torn.get(line.pk)):
            yield {"count": count, "line": line, "asset": line.asset, "kind": kind} | values
    for scan in Scan.objects.filter(count=count, line=None).exclude(result=Seen.TWICE).select_related("asset", "place"):
        if scan.result == Seen.WRONG:
            yield _from(scan, K.MOVE, asset=scan.asset)
        elif scan.result == Seen.UNKNOWN:
            yield _from(scan, K.UNKNOWN)


def _of_line(line: Line, torn: Scan | None) -> Iterator[tuple[ProposalKind, dict[str, Any]]]:
    if line.result == Result.MISSING:
        yield K.MISSING, {"words": _where(line)}
        return
    if line.book_status == Status.LOST:
        yield K.BACK, {"to_place": line.seen_place, "words": _where(line)}
    if torn is not None:
        rooms = {"first": str(line.seen_place), "then": str(torn.place)}
        yield K.TWICE, {"to_place": torn.place, "scan": torn, "words": _("%(first)s、%(then)s都盘到") % rooms}
    elif line.result == Result.WRONG:
        yield K.MOVE, {"to_place": line.seen_place, "words": _where(line)}
    if line.seen_qty is not None and line.seen_qty != line.qty:
        words = {"book": line.qty, "seen": line.seen_qty}
        kind = K.FEWER if line.seen_qty < line.qty else K.MORE
        yield kind, {"to_place": line.seen_place, "words": _("账上 %(book)s 件，盘到 %(seen)s 件") % words}
    if line.condition == Condition.REPAIR and line.book_status != Status.REPAIR:
        yield K.REPAIR, {"words": line.note}
    elif line.condition == Condition.SCRAP and line.book_status != Status.PENDING:
        yield K.SCRAP, {"words": line.note}


def _where(line: Line) -> str:
    return _("账上在%(place)s") % {"place": line.place or _("没写地点")}


def _from(scan: Scan, kind: ProposalKind, **values: Any) -> dict[str, Any]:
    words = scan.words or scan.code
    return {"count": scan.count, "kind": kind, "scan": scan, "to_place": scan.place, "words": words} | values


def _seen_twice_elsewhere(count: Count) -> Iterator[tuple[int, Scan]]:
    """line → its newest sighting, by the phones' clocks, of those that were seen in more than one room."""
    scans = Scan.objects.filter(count=count, result=Seen.TWICE, line__result__in=SEEN).filter(
        ~Q(place=F("line__seen_place"))
    )
    for scan in scans.select_related("place").order_by("device_at", "pk"):
        if scan.line_id is not None:
            yield scan.line_id, scan
