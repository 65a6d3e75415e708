"""Deeds on the canteen's own book: lines, the income by what was eaten, closing a month, making it public."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.kit.events import tell
from lvye.modules.meals.events import Published
from lvye.modules.meals.matching import Match, match, stock_at
from lvye.modules.meals.models import Category, Fee, FeeStatus, Line, LineStatus, Month, MonthStatus
from lvye.modules.meals.queries import Balance, balance, eaten_by, next_month

FEE, AID = "fee", "aid"  # the categories the program itself books into


def book_begin(first: date, *, stock: Decimal | None, today: date, actor: User) -> Month:
    """Open the book with its first month, and what the food in store was worth before it (none: no stock is kept)."""
    first = first.replace(day=1)
    if Month.objects.exists():
        raise ValidationError(_("膳食账已经开了。"), code="begun")
    if first > today:
        raise ValidationError({"first": _("还没有到这个月。")})
    with records.deed():
        if stock is not None:
            before = (first - timedelta(days=1)).replace(day=1)
            records.create(
                Month, actor=actor, first=before, stock=stock, is_opening=True, words=_("期初库存"), due_on=first,
                status=MonthStatus.CLOSED, closed_on=first,
            )  # fmt: skip
        return _month_make(first, actor=actor)


def _month_make(first: date, *, actor: User) -> Month:
    due = next_month(first).replace(day=int(rules.value("meals.publish_day", first)))
    return records.create(Month, actor=actor, first=first, due_on=due)


def month_of(day: date, *, actor: User) -> Month:
    """The open month a line of this day goes into; made when it follows the last. Raises ValidationError."""
    first = day.replace(day=1)
    found = Month.objects.filter(first=first).first()
    if found is not None:
        if found.status != MonthStatus.OPEN:
            words = {"month": f"{first:%Y-%m}", "status": found.get_status_display()}
            raise ValidationError(
                {"day": _("%(month)s %(status)s，不能再记；请记到现在的月份。") % words}, code="closed"
            )
        return found
    last = Month.objects.order_by("-first").first()
    if last is None:
        return _month_make(first, actor=actor)
    if first < last.first:
        raise ValidationError({"day": _("这个月在开账以前，不能记。")}, code="before")
    made = last
    while made.first < first:
        made = _month_make(next_month(made.first), actor=actor)
    return made


def line_add(
    *, day: date, category: Category, amount: Decimal, words: str, today: date, actor: User, **more: Any
) -> Line:
    """Book one line. Raises ValidationError for a day to come, a closed month or term, a category out of use."""
    if day > today:
        raise ValidationError({"day": _("日期不能在将来。")})
    refuse_closed(day)
    if not category.is_active:
        raise ValidationError({"category": _("“%(name)s”这个科目已经停用。") % {"name": category.name}})
    with records.deed():
        month = month_of(day, actor=actor)
        number = f"SZ{month.code}-{rules.next_number(f'meals.line:{month.code}', 3)}"
        return records.create(
            Line, actor=actor, number=number, day=day, month=month.first, category=category, amount=amount,
            words=words.strip(), **more,
        )  # fmt: skip


def line_change(line: Line, *, actor: User, **values: Any) -> Line:
    """Put right category, words, paper or partner while the month is open; amount and day: void it, book it anew."""
    if {"amount", "day"} & values.keys():
        raise ValidationError(_("金额和日期不能改：作废这一笔，另记一笔。"))
    if not Month.objects.filter(first=line.month, status=MonthStatus.OPEN).exists():
        raise ValidationError(_("这个月已经结账，不能再改。"), code="closed")
    return records.amend(line, actor=actor, **values)


def line_void(line: Line, *, why: str, actor: User) -> Line:
    """A line that was wrong. Raises ValidationError once its month is closed: then it is set right in the next."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么作废。")})
    if not Month.objects.filter(first=line.month, status=MonthStatus.OPEN).exists():
        raise ValidationError(_("这个月已经结账，错的在本月另记一笔更正。"), code="closed")
    return records.take(line, "void", actor=actor, reason=why.strip(), why=why.strip())


def income_book(first: date, *, today: date, actor: User) -> list[Line]:
    """Book what the pupils ate in a month as income, and what the aid bore of it: once a month, when it is over.

    Money paid in advance is not income before it is eaten. Raises ValidationError a second time.
    """
    last = next_month(first) - timedelta(days=1)
    if today < last:
        raise ValidationError(_("这个月还没有过完。"), code="early")
    paper = f"{_('就餐')}{first:%Y%m}"
    if Line.objects.filter(paper=paper, status=LineStatus.GOOD).exists():
        raise ValidationError(_("这个月的伙食费已经按就餐记过账了；要重记先作废那几笔。"), code="twice")
    fees = Fee.objects.exclude(status=FeeStatus.VOID).filter(term__begins_on__lte=last, term__ends_on__gte=first)
    eaten = eaten_by(fees.select_related("standard"), first, last).values()
    charge = sum((one.charge for one in eaten), Decimal(0))
    aid = sum((one.aid for one in eaten), Decimal(0))
    meals = sum(one.meals for one in eaten)
    if not charge:
        raise ValidationError(_("这个月没有按就餐收的伙食费。"), code="nothing")
    made = []
    with records.deed():
        for code, amount, words in (
            (FEE, charge - aid, _("学生伙食费，按实际就餐 %(n)s 人次")), (AID, aid, _("学生伙食补助，就餐 %(n)s 人次")),
        ):  # fmt: skip
            if amount:
                category = Category.objects.get(code=code)
                made.append(
                    line_add(
                        day=last, category=category, amount=amount, words=words % {"n": meals}, paper=paper,
                        today=max(today, last), actor=actor,
                    )
                )  # fmt: skip
    return made


def month_close(month: Month, *, stock: Decimal | None, words: str = "", today: date, actor: User) -> Month:
    """Close a month. A balance beyond the rule is closed only with words: why, and how it will be evened out.

    Where the kitchen took its food out by batches, that is what the food cost, and what the book has beyond it is
    kept beside it; the stock, where nobody names it, is what the canteen's store holds. Raises ValidationError before
    the month is over, with an earlier one open, or without the stock where it is kept.
    """
    _refuse_early(month, today)
    kept = Month.objects.filter(first__lt=month.first, stock__isnull=False).exists()
    if kept and stock is None:
        stock = stock_at(next_month(month.first) - timedelta(days=1))
    if kept and stock is None:
        raise ValidationError({"stock": _("请填月末盘点的库存金额，没有就填 0。")})
    with records.deed():
        closed = records.take(month, "close", actor=actor, stock=stock, words=words.strip(), closed_on=today)
        sides = match(month.first)
        if sides is not None and sides.is_whole:
            closed = records.amend(closed, actor=actor, verb="match", cooked=sides.kitchen.cooked, gap=sides.gap)
        if not words.strip() and (why := _why_words(month.first, sides)):
            raise ValidationError({"words": why}, code="beyond")
    return closed


def _refuse_early(month: Month, today: date) -> None:
    if today < next_month(month.first):
        raise ValidationError(_("这个月还没有过完，月底盘点以后再结账。"), code="early")
    if Month.objects.filter(first__lt=month.first, status=MonthStatus.OPEN).exists():
        raise ValidationError(_("前面的月份还没有结账，请按月份顺序结。"), code="order")


def _why_words(first: date, sides: Match | None) -> list[str]:
    """What of a month has to be explained before it is closed."""
    found = balance(first)
    words = [beyond_words(found)] if found.is_beyond else []
    return words + ([gap_words(sides)] if sides is not None and sides.is_beyond else [])


def gap_words(sides: Match) -> str:
    """The sentence that says how far the book and the kitchen are apart."""
    words = {
        "book": say.money(sides.used), "cooked": say.money(sides.kitchen.cooked),
        "gap": say.money(sides.unexplained), "limit": say.qty(sides.limit),
    }  # fmt: skip
    return (
        _("账上用掉%(book)s，灶上领用%(cooked)s，除了扔掉和盘亏还差%(gap)s，超过 %(limit)s%%。请写明原因，再结账。")
        % words
    )


def beyond_words(found: Balance) -> str:
    """The sentence that says by which rule a balance is too great."""
    return _("按“%(base)s”算，结余率 %(rate)s%%，超过规定的 ±%(limit)s%%。请写明原因和怎样消化，再结账。") % {
        "base": found.base, "rate": found.rate, "limit": say.qty(found.limit),
    }  # fmt: skip


def month_reopen(month: Month, *, why: str, actor: User) -> Month:
    """Open a closed month again, the last one only, and not once it is public."""
    if month.is_opening:
        raise ValidationError(_("这是开账以前的库存，不能反结账。"))
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么反结账。")})
    if Month.objects.filter(first__gt=month.first).exclude(status=MonthStatus.OPEN).exists():
        raise ValidationError(_("后面的月份已经结账，只能从最后一个月反结账。"), code="order")
    refuse_closed(month.first)
    return records.take(month, "reopen", actor=actor, reason=why.strip(), why=why.strip(), cooked=None, gap=None)


def month_publish(month: Month, *, today: date, actor: User) -> Month:
    """Make a closed month public: from now on its page is open to everybody, and the month stays as it is."""
    if month.is_opening:
        raise ValidationError(_("这是开账以前的库存，没有账可以公示。"))
    with records.deed():
        made = records.take(month, "publish", actor=actor, published_on=today)
        tell(Published(made.pk, made.first))
    return made
