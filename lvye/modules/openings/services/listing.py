"""The needs list: forecast, stock beside it, the director's own figure with his reason, and the request it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.kernel.terms.api import Term
from lvye.kit import say
from lvye.modules.finance.api import BudgetLine
from lvye.modules.openings import queries
from lvye.modules.openings.forecast import Estimate, Use, expect
from lvye.modules.openings.models import NeedsLine, NeedsList, NeedsStatus
from lvye.modules.partners.api import SupplyCategory
from lvye.modules.procurement.api import Request, Wanted, Wish, request_make
from lvye.modules.stores.api import Item, average_prices, on_hand_many

ZERO, WHOLE, TENTH = Decimal(0), Decimal(1), Decimal("0.1")


def needs_make(*, term: Term, pupils: int, today: date, actor: User) -> NeedsList:
    """Forecast every item that past terms used. Raises ValidationError for a term without any before it."""
    past = queries.past_terms(term, today)
    used = queries.use_by_term(past, queries.pupils(), today)
    items = Item.objects.filter(pk__in=used, is_active=True).order_by("kind__sort", "name", "pk")
    if not items:
        raise ValidationError(_("以前的学期没有领用记录，算不出下学期要多少。先把发放和领用记上一个学期。"))
    there, prices = on_hand_many(), average_prices()
    with records.deed():
        number = f"XQ{today.year}-{next_number(f'openings.needs:{today.year}', 2)}"
        made = records.create(NeedsList, actor=actor, number=number, term=term, pupils=pupils, made_on=today)
        rows = [
            _row(made, item, used[item.pk], there.get(item.pk, ZERO)) | {"price": prices.get(item.pk)} for item in items
        ]
        records.create_many(NeedsLine, rows, actor=actor, reason=number, check=False)
    return made


def line_adjust(line: NeedsLine, *, qty: Decimal, note: str = "", actor: User) -> NeedsLine:
    """The director's own figure. Raises ValidationError without a reason, and once the list is agreed."""
    if line.needs.status != NeedsStatus.DRAFT:
        raise ValidationError(_("这张清单已经是“%(now)s”，不能再改。") % {"now": line.needs.get_status_display()})
    if qty != line.suggested and not note.strip():
        raise ValidationError({"note": _("改了数量要写原因。")})
    return records.amend(line, actor=actor, verb="adjust", reason=note.strip(), qty=qty, note=note.strip())


def needs_agree(needs: NeedsList, *, actor: User) -> NeedsList:
    """This is what will be asked for."""
    return records.take(needs, "agree", actor=actor)


def needs_drop(needs: NeedsList, *, actor: User) -> NeedsList:
    """Another one is made instead."""
    return records.take(needs, "drop", actor=actor)


# --- bought ------------------------------------------------------------------------------------------------------


def request_of(needs: NeedsList) -> Request | None:
    """The purchase request it became; none where there is none, or it was refused or given up."""
    rows = Request.objects.filter(about=needs._meta.label_lower, about_id=needs.pk)
    return rows.exclude(status__in=(Request.Status.REFUSED, Request.Status.CANCELLED)).order_by("-pk").first()


def needs_buy(
    needs: NeedsList, *, category: SupplyCategory, budget_line: BudgetLine, prices: Mapping[int, Decimal] | None = None,
    split_why: str = "", today: date, actor: User,
) -> Request:  # fmt: skip
    """Write the agreed list as one purchase request, a draft: what is to be bought at the price it stands in the books.

    prices: line → yuan, for what the store never had. What is in store was taken off already, so that it need not be
    explained. Raises ValidationError: the list is not agreed, nothing is to be bought, it became a request before,
    a thing without a price, and as `procurement.api.request_make`.
    """
    if needs.status != NeedsStatus.AGREED:
        raise ValidationError(_("清单还没有定下来，先定再买。"))
    with records.deed():
        locked = NeedsList.objects.select_for_update().get(pk=needs.pk)
        if known := request_of(locked):
            raise ValidationError(_("这张清单已经写成采购申请：%(request)s。") % {"request": known}, code="twice")
        lines = list(locked.lines.filter(qty__gt=0).select_related("item").order_by("item__name", "pk"))
        worth = {one.pk: (prices or {}).get(one.pk) or one.price for one in lines}
        if bare := [one.item.name for one in lines if not worth[one.pk]]:
            raise ValidationError(
                {"prices": _("还没有参考价的请写一个：%(names)s。") % {"names": "、".join(bare[:10])}}
            )
        if not lines:
            raise ValidationError(_("清单上没有要买的。"))
        wanted = [
            Wanted(
                name=one.item.name, spec=one.item.spec, qty=one.qty, unit=one.item.unit, price=worth[one.pk] or ZERO,
                item=one.item,
            )
            for one in lines
        ]  # fmt: skip
        term = {"number": locked.number, "term": locked.term}
        wish = Wish(
            lines=wanted, category=category, budget_line=budget_line, why=_("%(term)s用品，清单 %(number)s") % term,
            despite=_("清单 %(number)s 的数量已经减去现有库存。") % term, split_why=split_why, about=locked,
        )  # fmt: skip
        return request_make(wish, today=today, actor=actor)


def _row(needs: NeedsList, item: Item, past: list[Use], there: Decimal) -> dict[str, Any]:
    told = expect(past, needs.pupils, half=str(needs.term.half))
    # Bought so that the higher end of the interval is met where the forecast is good; else what is expected.
    wanted = told.high if told.sureness == "high" else told.expected
    buy = max(wanted - there, ZERO).quantize(WHOLE, ROUND_CEILING)
    return {
        "needs": needs, "item": item, "terms_known": told.terms, "expected": told.expected, "low": told.low,
        "high": told.high, "sureness": told.sureness, "there": there.quantize(TENTH), "suggested": buy, "qty": buy,
        "why": _why(item, told, needs.pupils),
        "past": [[use.code, say.qty(use.qty).replace(",", ""), use.heads, use in told.used] for use in past],
    }  # fmt: skip


def _why(item: Item, told: Estimate, pupils: int) -> str:
    """One sentence: from what, for how many, and what makes it sure or not."""
    newest = told.used[-1]
    words = {
        "n": told.terms, "last": say.qty(newest.qty), "unit": item.unit, "heads": say.number(newest.heads),
        "pupils": say.number(pupils), "expected": say.qty(told.expected),
    }  # fmt: skip
    if told.terms == 1:
        return (
            _("只有 1 个学期的记录（用了 %(last)s%(unit)s，%(heads)s 名学生），按 %(pupils)s 名学生折算，把握小。")
            % words
        )
    if told.is_seasonal:
        text = _("上下学期用量不同，只按同一学期的 %(n)s 次算，最近一次用 %(last)s%(unit)s，按 %(pupils)s 名学生折算；")
    elif told.is_smoothed:
        text = _("近 %(n)s 个学期的人均用量平滑外推，最近一学期用 %(last)s%(unit)s，按 %(pupils)s 名学生算；")
    else:
        text = _("%(n)s 个学期的人均用量取平均，最近一学期用 %(last)s%(unit)s，按 %(pupils)s 名学生算；")
    steady = _("各学期相差不大。") if told.sureness == "high" else _("各学期相差较大，留意是否有特殊情况。")
    going = _("本学期过了 %(part)s，按整学期折算；") % {"part": say.share(newest.share, 1)} if newest.share < 1 else ""
    return text % words + going + steady
