"""The week on the wall: print page, PDF, Word, with allergens and what was changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, school_name
from lvye.kit import say
from lvye.modules.menus import nutrition, queries
from lvye.modules.menus.models import MenuDish
from lvye.modules.menus.services.weeks import school_days_of
from lvye.modules.menus.sight import VIEW
from lvye.modules.menus.words import Meal, age_label

from .pictures import allergens_of
from .week import page_of, seen


def _meals(lines: list[MenuDish]) -> list[str]:
    return [meal for meal in Meal.values if any(one.meal == meal for one in lines)]


def _marked(line: MenuDish) -> str:
    words = allergens_of(line.dish)
    name = f"{line.dish.name}（{'、'.join(words)}）" if words else line.dish.name
    if line.instead_of is None:
        return name
    return _("%(name)s〔原为%(was)s，%(why)s〕") % {"name": name, "was": line.instead_of.name, "why": line.why}


def _grams(line: MenuDish, age: str) -> str:
    return "、".join(f"{one.food.name}{say.qty(one.grams(age))}" for one in line.dish.ingredients.all())


def _sentence(judged: nutrition.Judged) -> str:
    if not judged.has_norm:
        return _("%(age)s：没有可比的标准（学生餐营养指南只管 6—17 岁），不评判。") % {"age": age_label(judged.age)}
    energy, protein = judged.main
    told = _("%(age)s：每人每天能量%(energy)s；蛋白质%(protein)s。") % {
        "age": age_label(judged.age), "energy": energy.said, "protein": protein.said,
    }  # fmt: skip
    if unknown := sorted({*energy.unknown, *protein.unknown}):
        told += _("以上没有算进：%(foods)s（营养成分不知道）。") % {"foods": "、".join(unknown)}
    return told


@needs(VIEW)
@require_safe
def wall(request: AuthedRequest, pk: int) -> HttpResponse:
    """The sheet for the wall, one page wide."""
    week = seen(request, pk)
    lines = list(queries.lines_of(week))
    days = school_days_of(week)
    rows: list[tuple[Any, list[list[tuple[MenuDish, list[str]]]]]] = [
        (
            Meal(meal).label,
            [[(one, allergens_of(one.dish)) for one in lines if (one.date, one.meal) == (day, meal)] for day in days],
        )
        for meal in _meals(lines)
    ]
    context = {
        "week": week, "days": days, "rows": rows, "back": page_of(week), "judged": nutrition.judge(lines),
        "sentence": _sentence(nutrition.judge(lines)), "swapped": [one for one in lines if one.instead_of_id],
    }  # fmt: skip
    return render(request, "menus/paper.html", context)


@needs(VIEW)
@require_safe
def sheet(request: AuthedRequest, pk: int, form: str) -> HttpResponse:
    """带量食谱 with grams for a head, as PDF or Word."""
    week = seen(request, pk)
    lines = list(queries.lines_of(week))
    judged = nutrition.judge(lines)
    age = judged.age
    head = [_("日期"), _("餐次"), _("菜品（过敏原）"), _("每人用量（克，生重净重）")]
    rows = [
        [say.date(one.date), str(Meal(one.meal).label), _marked(one), _grams(one, age)]
        for one in sorted(lines, key=lambda one: (one.date, list(Meal.values).index(one.meal), one.sort, one.pk))
    ]
    table = papers.Table(head, rows, widths=[5, 4, 14, 20])
    title = _("%(week)s（带量，%(age)s）") % {"week": week.name, "age": age_label(age)}
    if form == "word":
        blocks: list[papers.Block] = [
            papers.Paragraph(_sentence(judged)), table,
            papers.Paragraph(_("括号里是过敏原：对它过敏的同学请不要吃，告诉班主任或食堂换菜。")),
        ]  # fmt: skip
        signed = timezone.localdate(week.published_at) if week.published_at else None
        content = papers.official_word(title=title, org=school_name(), blocks=blocks, signed_on=signed)
        return papers.answer(content, f"{title}.docx")
    content = papers.table_pdf(
        title=title, school=school_name(), printed_on=timezone.localdate(), table=table, register=_("带量食谱"),
        period=say.period(week.begins_on, week.ends_on), facts=[(_("营养"), _sentence(judged))],
        signatures=[papers.Signature(who) for who in (_("制谱人"), _("食品安全员"), _("总务主任"))],
        url=f"{settings.BASE_URL}{page_of(week)}", code=_("食谱"),
    )  # fmt: skip
    return papers.answer(content, f"{title}.pdf")
