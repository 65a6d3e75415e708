"""Planned works: the lists with their days and people, new lists from a pattern, jobs given out of them, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.papers import api as papers
from lvye.kernel.people.api import Person, PersonKind, PersonStatus
from lvye.kernel.places.api import PlaceField
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, choose_from, needs, registers, school_name, steps_for
from lvye.kernel.terms.api import terms
from lvye.kit import say
from lvye.kit.days import read_day
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Category, PlannedWork

from .planned_lists import LISTS, WorkList
from .standing import Standing

P = PlannedWork.Status
SHOWN_DAYS, MOST = 400, 400
SOON = 7
KEY = "repairs.plannedwork"


def standing(work: PlannedWork, today: date) -> Standing:
    """How a planned work stands; red is what is past its day, or not done when the school has opened."""
    if work.status == P.DONE:
        late = (work.done_on - work.due_on).days if work.done_on else 0
        in_time = _("%(day)s完成") % {"day": say.date(work.done_on or today)}
        return Standing("done", _("晚 %(n)s 天完成") % {"n": late} if late > 0 else in_time)
    if work.status == P.DROPPED:
        return Standing("idle", str(work.get_status_display()))
    if work.opening_on is not None and work.opening_on <= today:
        return Standing("late", _("开学了还没完成"))
    if work.due_on < today:
        return Standing("late", _("超 %(n)s 天") % {"n": (today - work.due_on).days})
    kind = "going" if work.status == P.DOING else "soon" if (work.due_on - today).days <= SOON else "idle"
    return Standing(kind, str(work.get_status_display()))


@dataclass(frozen=True)
class Batch:
    """One list. bar: (tone, x, width in percent, label) of its three parts."""

    name: str
    works: list[dict[str, Any]]
    days: str
    opening: date | None
    done: int
    going: int
    late: int
    bar: list[tuple[str, str, str]]

    @property
    def count(self) -> int:
        """How many works, without those struck off."""
        return sum(1 for one in self.works if one["work"].status != P.DROPPED)


@needs("repairs.view_plannedwork")
def planned(request: AuthedRequest) -> HttpResponseBase:
    """All lists of the last year and what is open, batch by batch; ?batch=…&as=print is the list on paper."""
    today = timezone.localdate()
    rows = _rows(request, today)
    if request.GET.get("as") == "print":
        return _printed(rows, request.GET.get("batch", ""), today)
    made = [_batch(request, name, list(works), today) for name, works in groupby(rows, key=lambda work: work.batch)]
    context = {
        "batches": sorted(made, key=lambda one: (one.late == 0, one.done == one.count)),
        "late": sum(one.late for one in made),
        "lists": LISTS.values(),
        "may_add": request.user.has_perm("repairs.add_plannedwork"),
    }
    return render(request, "repairs/planned.html", context)


def _rows(request: AuthedRequest, today: date) -> list[PlannedWork]:
    rows = registers[KEY].rows(request.user)
    recent = Q(due_on__gte=today - timedelta(days=SHOWN_DAYS)) | Q(status__in=[P.PLANNED, P.DOING])
    found = rows.filter(recent).select_related("responsible", "supervisor", "place")
    return list(found.order_by("-batch", "due_on", "pk")[:MOST])


def _batch(request: AuthedRequest, name: str, works: list[PlannedWork], today: date) -> Batch:
    shown: list[dict[str, Any]] = [
        {"work": work, "standing": standing(work, today), "steps": steps_of(work, request.user)} for work in works
    ]
    counted = [one for one in shown if one["work"].status != P.DROPPED]
    done = sum(1 for one in counted if one["work"].status == P.DONE)
    late = sum(1 for one in counted if one["standing"].kind == "late")
    going = sum(1 for one in counted if one["work"].status == P.DOING and one["standing"].kind != "late")
    openings = [work.opening_on for work in works if work.opening_on]
    days = say.period(min(work.begins_on for work in works), max(work.due_on for work in works))
    bar = _bar((("done", done), ("going", going), ("late", late)), len(counted))
    return Batch(name, shown, days, min(openings, default=None), done, going, late, bar)


def steps_of(work: PlannedWork, user: User) -> list[dict[str, Any]]:
    """The steps this user may take; “完成” has a page of its own, for the lines."""
    own = {"url": reverse("repairs:planned-finish", args=[work.pk]), "asks": True}
    steps = steps_for(registers[KEY], work, user)
    return [step | own if step["name"] == "finish" else step for step in steps]


def _bar(parts: tuple[tuple[str, int], ...], whole: int) -> list[tuple[str, str, str]]:
    """(tone, x, width) in percent, side by side."""
    made, x = [], Decimal(0)
    for tone, n in parts:
        width = Decimal(100) * n / max(whole, 1)
        if n:
            made.append((tone, f"{x:.2f}", f"{max(width - 1, Decimal(1)):.2f}"))
        x += width
    return made


def _printed(rows: list[PlannedWork], batch: str, today: date) -> HttpResponse:
    """One list (or all) on A4 for the wall, with boxes to sign."""
    wanted = [work for work in rows if work.batch == batch] if batch else rows
    if not wanted:
        raise Http404(_("没有这份清单。"))
    heads = [_("工作内容"), _("地点"), _("开始"), _("期限"), _("负责人"), _("监督人"), _("数量"), _("完成情况")]
    table = papers.Table(heads, [_printed_row(work, today) for work in wanted], widths=(26, 16, 9, 9, 9, 9, 8, 14))
    content = papers.table_pdf(
        title=batch or _("计划维修"),
        school=school_name(),
        printed_on=today,
        register=_("计划维修"),
        table=table,
        signatures=[papers.Signature(_("总务主任")), papers.Signature(_("分管副校长"))],
        url=f"{settings.BASE_URL}{reverse('repairs:planned')}",
    )
    return papers.answer(content, f"{batch or 'planned'}.pdf")


def _printed_row(work: PlannedWork, today: date) -> list[str]:
    amount = work.done_qty if work.status == P.DONE and work.done_qty else work.target_qty
    qty = f"{say.qty(amount)}{work.unit}" if amount else ""
    state = standing(work, today).word + (f"；{work.result}" if work.result else "")
    return [
        work.name, work.where, say.date(work.begins_on), say.date(work.due_on),
        work.responsible.name, work.supervisor.name if work.supervisor else "", qty, state,
    ]  # fmt: skip


# --- a new list from a pattern -----------------------------------------------------------------------------------


@needs("repairs.add_plannedwork")
def new_list(request: AuthedRequest, kind: str) -> HttpResponseBase:
    """The works of a pattern to be ticked, dated and given to somebody; written as a whole or not at all."""
    pattern = LISTS.get(kind)
    if pattern is None:
        raise Http404(_("没有这种清单。"))
    today = timezone.localdate()
    people = list(_people(request))
    form = ListForm(request.POST if request.method == "POST" else None, pattern, people, today)
    if request.method == "POST" and form.read():
        try:
            with records.deed():
                for values in form.works:
                    services.planned_add(actor=request.user, **values)
        except ValidationError as problem:
            form.problems.append(" ".join(problem.messages))
        else:
            messages.success(request, _("“%(name)s”列好了，共 %(n)s 项。") % {"name": form.batch, "n": len(form.works)})
            return redirect(reverse("repairs:planned"))
    context = {"form": form, "pattern": pattern, "people": people, "lists": LISTS.values()}
    return render(request, "repairs/planned_new.html", context, status=400 if form.problems else 200)


def _people(request: AuthedRequest) -> Any:
    rows = registers["people.person"].rows(request.user)
    grown = [PersonKind.STAFF, PersonKind.TEACHER]
    return rows.filter(status=PersonStatus.HERE, kind__in=grown).order_by("kind", "name")


class ListForm:
    """The form of a whole list: two fields for all, a row for each work. What is refused keeps what was typed."""

    def __init__(self, data: QueryDict | None, pattern: WorkList, people: list[Person], today: date) -> None:
        self.data, self.pattern, self.people, self.today = data, pattern, people, today
        opening = next((term for term in terms() if term.begins_on > today), None)
        words = {"year": today.year, "term": opening.name if opening else _("%(year)s年") % {"year": today.year}}
        day = opening.begins_on if opening and pattern.before_opening else None
        self.batch = data.get("batch", "").strip() if data else (str(pattern.batch) % words).strip()
        self.opening = data.get("opening_on", "") if data else (day.isoformat() if day else "")
        self.due = data.get("due_on", "") if data else ((day - timedelta(days=3)).isoformat() if day else "")
        self.begins = data.get("begins_on", "") if data else today.isoformat()
        self.supervisor = data.get("supervisor", "") if data else ""
        self.outside = data.get("outside", "").strip() if data else ""
        self.rows = [self._row(number, str(work.name), str(work.unit)) for number, work in enumerate(pattern.works)]
        self.rows += [self._row(len(self.rows) + extra, "", "") for extra in range(2)]
        self.problems: list[str] = []
        self.works: list[dict[str, Any]] = []

    def _row(self, number: int, name: str, unit: str) -> dict[str, Any]:
        if self.data is None:
            return {"n": number, "on": bool(name), "name": name, "unit": unit, "responsible": "", "due": "", "qty": ""}
        names = ("name", "unit", "responsible", "due", "qty")
        given = {key: self.data.get(f"{key}{number}", "").strip() for key in names}
        return given | {"n": number, "on": f"on{number}" in self.data}

    def read(self) -> bool:
        """The works that are ticked, or the reasons why not."""
        begins, due = read_day(self.begins), read_day(self.due)
        opening, chosen = read_day(self.opening), [row for row in self.rows if row["on"] and row["name"]]
        if not self.batch:
            self.problems.append(_("请给这份清单起个名字，例如“2026年暑假维修”。"))
        if begins is None or due is None:
            self.problems.append(_("请填开始日期和完成期限。"))
        if not chosen:
            self.problems.append(_("请至少勾选一项工作。"))
        for row in chosen:
            values = self._values(row)
            if values is not None and begins is not None:
                last = values.pop("due_on") or due
                days = {"begins_on": begins, "due_on": last, "opening_on": opening}
                self.works.append(values | days | {"batch": self.batch[:40], "outside": self.outside[:60]})
        return not self.problems

    def _values(self, row: dict[str, Any]) -> dict[str, Any] | None:
        by = {str(person.pk): person for person in self.people}
        who = by.get(row["responsible"])
        if who is None:
            self.problems.append(_("“%(name)s”还没有选负责人。") % {"name": row["name"]})
            return None
        try:
            qty = Decimal(row["qty"]) if row["qty"] else None
        except InvalidOperation:
            words = {"name": row["name"], "qty": row["qty"][:20]}
            self.problems.append(_("“%(name)s”的数量“%(qty)s”不是数字。") % words)
            return None
        return {
            "name": row["name"][:100], "kind": self.pattern.kind, "responsible": who, "unit": row["unit"][:10],
            "target_qty": qty, "supervisor": by.get(self.supervisor), "due_on": read_day(row["due"]),
        }  # fmt: skip


# --- a job out of a planned work ---------------------------------------------------------------------------------


class SpawnForm(forms.Form):
    """Where, what kind of fault, in which words."""

    category = forms.ModelChoiceField(Category.objects.none(), label=gettext_lazy("类别"), empty_label="")
    what = forms.CharField(label=gettext_lazy("做什么"), max_length=200, required=False)

    def __init__(self, *args: Any, request: AuthedRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = PlaceField(user=request.user, label=_("地点"))
        kinds = Category.objects.filter(is_active=True, parent__isnull=False).select_related("parent")
        choose_from(self, category=kinds.order_by("parent__sort", "sort"))
        self.order_fields(["place", "category", "what"])


@needs("repairs.add_job")
def spawn(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Give out a job for a part of a planned work."""
    work: PlannedWork = get_object_or_404(registers[KEY].rows(request.user), pk=pk)
    first = {"place": work.place_id, "what": work.name}
    form = SpawnForm(request.POST or None, request=request, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            job = services.planned_spawn_job(work, now=timezone.now(), actor=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("开出了 %(number)s，接着选派给谁。") % {"number": job.number})
            here = reverse("repairs.job:detail", args=[job.pk])
            may = request.user.has_perm("repairs.dispatch_job")
            return redirect(f"{reverse('repairs:who', args=[job.pk])}?next={here}" if may else here)
    context = {
        "reg": registers[KEY],
        "form": form,
        "more": (),
        "title": _("从“%(name)s”开维修单") % {"name": work.name},
        "submit_label": _("开单"),
        "cancel_url": reverse("repairs:planned"),
    }
    return render(request, "registers/form.html", context, status=400 if form.errors else 200)
