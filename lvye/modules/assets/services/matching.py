"""对账: ledger against cards, cards against things. Every difference is listed, explained, and looked at by another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.assets.models import Asset, CustodyLine, Match, MatchLine, MatchStatus, Status
from lvye.modules.assets.reports import on_books, standing
from lvye.modules.finance.api import Account, ledger_balance

FIXED, WORN = "1601", "1602"
# Which account of the ledger the cards of a class stand in (the chart still follows the classes of 2010).
ACCOUNTS = (
    ("A01", "160101"), ("A03", "160104"), ("A04", "160105"), ("A05", "160106"), ("A06", "160106"),
    *((f"A02{n:02d}", "160103") for n in range(1, 13)), ("A02", "160102"),
)  # fmt: skip
NIL = Decimal("0.00")


def account_of_class(code: str) -> str:
    """The ledger account of a class: general equipment is A0201 to A0212, all other equipment special."""
    return next((account for prefix, account in ACCOUNTS if code.startswith(prefix)), FIXED)


def match_make(*, on: date, today: date, actor: User) -> Match:
    """Hold the books against each other as of a day. Raises ValidationError for a day to come."""
    if on > today:
        raise ValidationError({"on": _("对账日期不能在将来。")})
    rows = [*_ledger(on), *_cards(on), *_things(on)]
    for row in rows:
        row["difference"] = row["found"] - row["book"]
    with records.deed():
        made = records.create(
            Match, actor=actor, number=f"DZ{today.year}-{rules.next_number(f'assets.match:{today.year}', 3)}", on=on,
            made_by=person_of(actor), differences=sum(bool(row["difference"]) for row in rows),
        )  # fmt: skip
        records.create_many(MatchLine, [row | {"match": made} for row in rows], actor=actor)
    return made


def _ledger(on: date) -> list[dict[str, Any]]:
    """账账: the finance ledger's two totals against the property book's."""
    whole = standing(on).total
    return [
        _row("ledger", _("固定资产总账 %(code)s") % {"code": FIXED}, ledger_balance(FIXED, on=on), whole.value),
        _row("ledger", _("累计折旧 %(code)s") % {"code": WORN}, ledger_balance(WORN, on=on), whole.charged),
    ]


def _cards(on: date) -> list[dict[str, Any]]:
    """账卡: each account below, against the cards whose class belongs to it."""
    sums: dict[str, Decimal] = {}
    rows = Asset.objects.filter(on_books(on)).order_by().values("asset_class__code").annotate(worth=Sum("value"))
    for row in rows:
        account = account_of_class(row["asset_class__code"])
        sums[account] = sums.get(account, NIL) + row["worth"]
    names = dict(Account.objects.filter(code__startswith=FIXED).values_list("code", "name"))
    codes = sorted((set(names) | set(sums)) - {FIXED})
    return [
        _row("cards", f"{code} {names.get(code, '')}".strip(), ledger_balance(code, on=on), sums.get(code, NIL))
        for code in codes
    ]


def _things(on: date) -> list[dict[str, Any]]:
    """账实: cards whose thing is not there: lost, or missed when its room's sheet was signed last."""
    lost = list(Asset.objects.filter(on_books(on), status=Status.LOST))
    missed = CustodyLine.objects.filter(state=CustodyLine.State.MISSING, sheet__signed_at__date__lte=on)
    seen = {one.pk for one in lost}
    for line in missed.select_related("asset").order_by("-pk"):
        if line.asset_id not in seen and line.asset.is_on_books and not _signed_since(line):
            lost.append(line.asset)
            seen.add(line.asset_id)
    return [_row("things", str(one)[:80], one.value, NIL) | {"asset": one} for one in lost]


def _signed_since(line: CustodyLine) -> bool:
    later = CustodyLine.objects.filter(asset=line.asset_id, pk__gt=line.pk)
    return later.exclude(state=CustodyLine.State.MISSING).exists()


def _row(kind: str, what: str, book: Decimal, found: Decimal) -> dict[str, Any]:
    return {"kind": kind, "what": what, "book": book, "found": found}


def matchline_explain(line: MatchLine, *, explanation: str, actor: User, **_same: Any) -> MatchLine:
    """Say where a difference comes from. Raises ValidationError once the reconciliation is checked."""
    if line.match.status == MatchStatus.DONE:
        raise ValidationError(_("这次对账已经审核，不能再改说明。"))
    return records.amend(line, actor=actor, explanation=explanation.strip())


def match_check(match: Match, *, actor: User) -> Match:
    """Another looks at it. Raises ValidationError: who made it, or a difference nobody explained."""
    person = person_of(actor)
    if match.made_by is not None and person is not None and match.made_by_id == person.pk:
        raise ValidationError(_("对账的人不能自己审核。"))
    bare = match.lines.exclude(difference=0).filter(explanation="").first()
    if bare is not None:
        raise ValidationError(_("“%(what)s”的差异还没有说明原因。") % {"what": bare.what})
    return records.take(match, "check", actor=actor, checked_by=person)
