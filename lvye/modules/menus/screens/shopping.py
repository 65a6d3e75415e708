"""What has to be bought: grams a head × heads − what is in the stores, on the screen and on paper."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, school_name
from lvye.kit import say
from lvye.modules.menus import queries, units
from lvye.modules.menus.models import MenuWeek
from lvye.modules.menus.services.weeks import school_days_of
from lvye.modules.menus.sight import SHOP
from lvye.modules.menus.words import Group, Meal

from .week import page_of, seen


def _asked(request: AuthedRequest, week: MenuWeek) -> date | None:
    return next((day for day in school_days_of(week) if str(day) == request.GET.get("day")), None)


def _context(request: AuthedRequest, week: MenuWeek) -> dict[str, Any]:
    day = _asked(request, week)
    found = queries.shopping(week, day=day)
    known = [one.yuan for one in found.lines if one.yuan is not None]
    return {
        "week": week, "day": day, "found": found, "days": school_days_of(week), "back": page_of(week),
        "groups": [
            (Group(group).label, [one for one in found.lines if one.food.group == group])
            for group in Group.values
            if any(one.food.group == group for one in found.lines)
        ],
        "yuan": sum(known, Decimal(0)).quantize(Decimal("0.01"), ROUND_HALF_UP),
        "unpriced": [one.food.name for one in found.lines if one.yuan is None],
        "headless": [f"{say.date(one)}{Meal(meal).label}" for one, meal in found.headless],
    }  # fmt: skip


@needs(SHOP)
@require_safe
def shopping(request: AuthedRequest, pk: int) -> HttpResponse:
    """The list, group by group."""
    return render(request, "menus/shopping.html", _context(request, seen(request, pk)))


@needs(SHOP)
@require_safe
def pdf(request: AuthedRequest, pk: int) -> HttpResponse:
    """The list on paper, for the buyer."""
    week = seen(request, pk)
    context = _context(request, week)
    head = [_("序号"), _("食材"), _("类别"), _("需要"), _("库存"), _("要买"), _("约"), _("哪几天用"), _("实购")]
    rows = [
        [
            str(n), one.food.name, str(one.food.get_group_display()), units.said(one.need),
            units.said(one.stock) if one.stock is not None else "—", units.said(one.buy),
            units.said_jin(one.buy), "、".join(say.date(day) for day in one.ordered), "",
        ]
        for n, one in enumerate(context["found"].lines, 1)
    ]  # fmt: skip
    facts = [(_("预计"), say.money(context["yuan"]))]
    if context["unpriced"]:
        facts.append((_("没有价格"), "、".join(context["unpriced"])))
    content = papers.table_pdf(
        title=_("食材采购清单"), school=school_name(), printed_on=timezone.localdate(),
        table=papers.Table(head, rows, widths=[4, 10, 8, 8, 8, 8, 7, 18, 8], numeric={0, 6}),
        register=week.name, period=say.date(context["day"]) if context["day"] else say.period(
            week.begins_on, week.ends_on
        ),
        facts=facts, signatures=[papers.Signature(who) for who in (_("制单人"), _("采购员"), _("总务主任"))],
        url=f"{settings.BASE_URL}{reverse('menus:shopping', args=[week.pk])}", code=_("采购清单"),
    )  # fmt: skip
    return papers.answer(content, f"{_('食材采购清单')} {week.name}.pdf")
