"""The week on one page: made dish by dish, judged while it is made, copied, published, changed for a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, DayInput, explain, needs, registers
from lvye.kernel.terms.api import is_school_day
from lvye.kit import say
from lvye.modules.menus import nutrition as norm
from lvye.modules.menus import queries, services
from lvye.modules.menus.models import Dish, MenuDish, MenuWeek, WeekStatus
from lvye.modules.menus.services.weeks import monday, school_days_of
from lvye.modules.menus.sight import EDIT, PUBLISH, SHOP, VIEW
from lvye.modules.menus.words import Course, Meal, age_label

from .pictures import bars, day_cards, dish_cards

WEEK = timedelta(days=7)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Http404 from problem


def page_of(week: MenuWeek) -> str:
    """Where a menu is made."""
    return reverse("menus:event", args=[week.pk]) if week.is_event else reverse("menus:week", args=[week.begins_on])


def seen(request: AuthedRequest, pk: int) -> MenuWeek:
    """A menu this user may see. Raises Http404."""
    found: MenuWeek = get_object_or_404(registers["menus.menuweek"].rows(request.user), pk=pk)
    return found


@needs(VIEW)
@require_safe
def now(request: AuthedRequest) -> HttpResponseBase:
    """This week's menu."""
    today = timezone.localdate()
    return redirect("menus:week", day=monday(today))


@needs(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def week(request: AuthedRequest, day: str) -> HttpResponseBase:
    """The menu of a week; POST begins it."""
    first = monday(_day(day))
    if str(first) != day:
        return redirect("menus:week", day=first)
    if request.method == "POST":
        return _begin(request, first)
    found = registers["menus.menuweek"].rows(request.user).filter(begins_on=first, kind=MenuWeek.Kind.WEEK)
    menu = found.exclude(status=WeekStatus.DROPPED).first()
    around = {"before": first - WEEK, "after": first + WEEK, "first": first, "last": first + timedelta(days=6)}
    if menu is None:
        school = any(is_school_day(first + timedelta(days=n)) for n in range(7))
        return render(request, "menus/week_none.html", around | {"may": request.user.has_perm(EDIT), "school": school})
    return _page(request, menu, around)


def _begin(request: AuthedRequest, first: date) -> HttpResponseBase:
    if not request.user.has_perm(EDIT):
        raise Http404
    try:
        with attempt():
            services.week_begin(first, actor=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect("menus:week", day=first)


@needs(VIEW)
@require_safe
def event(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The menu of an event."""
    menu = seen(request, pk)
    return _page(request, menu, {}) if menu.is_event else redirect(page_of(menu))


def _page(request: AuthedRequest, menu: MenuWeek, around: dict[str, Any], *, problem: str = "") -> HttpResponse:
    lines = list(queries.lines_of(menu))
    judged = norm.judge(lines)
    user, today = request.user, timezone.localdate()
    draft = menu.status == WeekStatus.DRAFT
    previous = _previous(menu)
    context = around | {
        "week": menu, "days": day_cards(menu, lines, judged, today), "judged": judged, "today": today,
        "bars": bars(judged.bands), "may_edit": draft and user.has_perm(EDIT), "draft": draft, "problem": problem,
        "may_swap": not draft and user.has_perm(EDIT), "may_publish": draft and user.has_perm(PUBLISH),
        "may_shop": user.has_perm(SHOP), "previous": previous, "without": _without(menu),
        "may_recall": menu.status == WeekStatus.PUBLISHED and user.has_perm("menus.recall_menuweek")
        and today < menu.begins_on,
        "over": menu.budget is not None and judged.cost is not None and judged.cost > menu.budget,
    }  # fmt: skip
    return render(request, "menus/week.html", context, status=400 if problem else 200)


def _previous(menu: MenuWeek) -> MenuWeek | None:
    """The last menu before this one, to copy from."""
    if menu.is_event:
        return None
    rows = MenuWeek.objects.filter(kind=MenuWeek.Kind.WEEK, begins_on__lt=menu.begins_on)
    return rows.exclude(status=WeekStatus.DROPPED).order_by("-begins_on").first()


def _without(menu: MenuWeek) -> list[str]:
    """The weekdays of this week that have no school."""
    days = set(school_days_of(menu))
    all_days = [menu.begins_on + timedelta(days=n) for n in range((menu.ends_on - menu.begins_on).days + 1)]
    return [say.date(day) for day in all_days if day not in days and day.weekday() < 5]


@needs(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One meal: what stands there, and all dishes to choose from, one tap each."""
    menu = seen(request, pk)
    day, meal = _day(request.GET.get("day", "")), request.GET.get("meal", "")
    if meal not in Meal.values:
        raise Http404
    problem = ""
    if request.method == "POST":
        dish = get_object_or_404(Dish, pk=request.POST.get("dish") or 0)
        try:
            with attempt():
                services.dish_put(menu, day=day, meal=meal, dish=dish, actor=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            return redirect(request.get_full_path())
    course, words = request.GET.get("course", ""), request.GET.get("q", "")
    lines = [one for one in queries.lines_of(menu) if (one.date, one.meal) == (day, meal)]
    context = {
        "week": menu, "day": day, "meal": meal, "meal_word": Meal(meal).label, "lines": lines, "problem": problem,
        "cards": dish_cards(meal, day, course=course, words=words, there={one.dish_id for one in lines}),
        "courses": Course.choices, "course": course, "words": words, "back": page_of(menu),
        "here": f"?day={day}&meal={meal}",
    }  # fmt: skip
    return render(request, "menus/pick.html", context, status=400 if problem else 200)


@needs(EDIT)
@require_POST
def take_off(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Off a draft again."""
    line = get_object_or_404(MenuDish.objects.select_related("week"), pk=pk)
    try:
        with attempt():
            services.dish_take_off(line, actor=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(f"{reverse('menus:pick', args=[line.week_id])}?day={line.date}&meal={line.meal}")


@needs(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def swap(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """临时换菜 on a published menu."""
    line = get_object_or_404(MenuDish.objects.select_related("week", "dish"), pk=pk)
    problem, status = "", 200
    if request.method == "POST":
        dish = Dish.objects.filter(pk=request.POST.get("dish") or 0).first()
        try:
            with attempt():
                if dish is None:
                    raise ValidationError(_("请选换成哪道菜。"))
                services.dish_swap(
                    line, dish=dish, why=request.POST.get("why", ""), now=timezone.now(), actor=request.user
                )
        except ValidationError as refused:
            problem, status = " ".join(refused.messages), 400
        else:
            messages.success(request, _("换好了，公示的食谱上写着原来是什么、为什么换。"))
            return redirect(page_of(line.week))
    rows = dish_cards(line.meal, line.date, course=line.dish.course, words="", there={line.dish_id})
    context = {
        "line": line, "cards": [one for one in rows if not one["ban"] and not one["there"]], "problem": problem,
        "why": request.POST.get("why", ""), "back": page_of(line.week), "meal_word": Meal(line.meal).label,
    }  # fmt: skip
    return render(request, "menus/swap.html", context, status=status)


@needs(VIEW)
@require_safe
def nutrition(request: AuthedRequest, pk: int) -> HttpResponse:
    """The whole picture for one age: every bar with its band, kinds day by day, what is not known."""
    menu = seen(request, pk)
    ages = queries.ages_seen()
    age = next((one for one in ages if one == request.GET.get("age")), ages[0])
    lines = list(queries.lines_of(menu))
    judged = norm.judge(lines, age)
    unknown = sorted({name for band in (*judged.bands, *judged.others) for name in band.unknown})
    context = {
        "week": menu, "age": age, "age_word": age_label(age),
        "ages": [(one, age_label(one)) for one in ages], "judged": judged, "main": bars(judged.main),
        "shares": bars(judged.shares), "kinds": bars(judged.kinds), "others": bars(judged.others),
        "days": day_cards(menu, lines, judged, timezone.localdate()), "unknown": unknown, "back": page_of(menu),
    }  # fmt: skip
    return render(request, "menus/nutrition.html", context)


@needs(PUBLISH)
@require_POST
def publish(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Onto the wall."""
    menu = seen(request, pk)
    try:
        with attempt():
            done = services.week_publish(menu, now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        return _page(request, menu, _around(menu), problem=" ".join(problem.messages))
    messages.success(request, _("公示了，全校都能看到；打印一张贴在食堂门口。"))
    return redirect(page_of(done))


def _around(menu: MenuWeek) -> dict[str, Any]:
    if menu.is_event:
        return {}
    first = menu.begins_on
    return {"before": first - WEEK, "after": first + WEEK, "first": first, "last": menu.ends_on}


@needs("menus.recall_menuweek")
@require_POST
def recall(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Back from the wall."""
    menu = seen(request, pk)
    try:
        with attempt():
            services.week_recall(menu, why=request.POST.get("why", ""), now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        return _page(request, menu, _around(menu), problem=" ".join(problem.messages))
    return redirect(page_of(menu))


@needs("menus.drop_menuweek")
@require_POST
def drop(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """作废 of a draft."""
    menu = seen(request, pk)
    try:
        with attempt():
            services.week_drop(menu, why=request.POST.get("why", ""), actor=request.user)
    except ValidationError as problem:
        return _page(request, menu, _around(menu), problem=" ".join(problem.messages))
    return redirect("menus.menuweek:list")


@needs(EDIT)
@require_POST
def copy(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The empty meals as last time."""
    menu = seen(request, pk)
    source = _previous(menu)
    if source is None:
        raise Http404
    try:
        with attempt():
            came, left = services.week_copy(menu, source=source, actor=request.user)
    except ValidationError as problem:
        return _page(request, menu, _around(menu), problem=" ".join(problem.messages))
    messages.success(request, _("抄来 %(n)s 道菜，已经排的没有动。") % {"n": came})
    for sentence in left:
        messages.warning(request, sentence)
    return redirect(page_of(menu))


@needs(EDIT)
@require_POST
def budget(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The budget of a head and day; empty: none."""
    menu = seen(request, pk)
    field = forms.DecimalField(required=False, min_value=0, max_digits=6, decimal_places=2)
    try:
        with attempt():
            services.week_change(menu, actor=request.user, budget=field.clean(request.POST.get("budget", "")))
    except ValidationError as problem:
        return _page(request, menu, _around(menu), problem=" ".join(problem.messages))
    return redirect(page_of(menu))


class EventForm(forms.Form):
    """A menu for an event."""

    name = forms.CharField(label=gettext_lazy("活动"), max_length=40)
    begins_on = forms.DateField(label=gettext_lazy("从哪天"), widget=DayInput())
    ends_on = forms.DateField(label=gettext_lazy("到哪天"), widget=DayInput())
    heads = forms.IntegerField(label=gettext_lazy("用餐人数"), min_value=1, max_value=20000)
    made_with = forms.CharField(
        label=gettext_lazy("和谁一起定的"), max_length=80, help_text=gettext_lazy("厨师、工会、体育组、家长委员会……")
    )
    note = forms.CharField(label=gettext_lazy("备注"), max_length=200, required=False)


@needs(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def event_new(request: AuthedRequest) -> HttpResponseBase:
    """A sports day, a festival: its own menu, made together."""
    form = EventForm(request.POST or None, initial={"made_with": _("厨师、工会、总务处")})
    if request.method == "POST" and form.is_valid():
        try:
            with attempt():
                made = services.event_begin(**form.cleaned_data, actor=request.user)
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect("menus:event", pk=made.pk)
    return render(request, "menus/event_new.html", {"form": form}, status=400 if form.errors else 200)
