"""The page of one hazard: where it stands, before and after, what may be done now, its story with the photos."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person, adults, person_of
from lvye.kernel.registers.api import AuthedRequest, DayInput, Register, allowed, choose_from, detail_context, registers
from lvye.kit import say
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Hazard, Level, MajorItem, Status, Trace, Way
from lvye.modules.inspections.sight import EXTEND, HANDLE, JUDGE, RECHECK, WARN
from lvye.modules.repairs.api import Category, category_tree

from .board import card
from .papers import notice

S = Status
READS = (
    "place", "building", "kind", "finder", "responsible", "mended_by", "checked_by", "closed_by", "major_item", "job",
    "job__category", "same_as", "area__campaign", "patrol__route",
)  # fmt: skip
TONES = {
    Trace.Kind.FOUND: "soon", Trace.Kind.WARN: "soon", Trace.Kind.FAIL: "late", Trace.Kind.ESCALATE: "late",
    Trace.Kind.PASS: "done", Trace.Kind.CLOSE: "done",
}  # fmt: skip
MOST_PHOTOS = 4


class AssignForm(forms.Form):
    """What is decided about a new hazard."""

    level = forms.ChoiceField(label=gettext_lazy("等级"), choices=Level.choices, widget=forms.RadioSelect)
    measure = forms.CharField(label=gettext_lazy("整改措施"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    responsible = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("责任人"))
    way = forms.ChoiceField(label=gettext_lazy("整改方式"), choices=Way.choices, widget=forms.RadioSelect)
    due_on = forms.DateField(
        label=gettext_lazy("整改时限"),
        required=False,
        widget=DayInput(),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(), label=gettext_lazy("同时开报修单"), required=False, empty_label=gettext_lazy("不开")
    )
    major_item = forms.ModelChoiceField(MajorItem.objects.none(), label=gettext_lazy("依据哪一条"), required=False)
    funds = forms.DecimalField(
        label=gettext_lazy("资金"), required=False, min_value=0, max_digits=10, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-unit": gettext_lazy("元")}),
    )  # fmt: skip
    interim = forms.CharField(
        label=gettext_lazy("整改前怎样管住"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, hazard: Hazard, **kwargs: Any) -> None:
        start = {"level": hazard.level, "way": Way.DATED, "interim": hazard.interim, "measure": hazard.measure}
        super().__init__(*args, **({"initial": start} | kwargs))
        choose_from(
            self,
            responsible=adults().order_by("kind", "name"),
            category=Category.objects.filter(is_active=True).order_by("sort", "pk"),
            major_item=MajorItem.objects.filter(is_active=True).order_by("sort", "pk"),
        )
        category: Any = self.fields["category"]
        category.choices = [("", _("不开")), *_kinds_of_fault()]


def _kinds_of_fault() -> list[tuple[str, list[tuple[int, str]]]]:
    return [(top.name, [(one.pk, one.name) for one in below]) for top, below in category_tree() if below]


def hazard_of(request: AuthedRequest, pk: int) -> Hazard:
    """The hazard, if this user may see it. Raises Http404."""
    rows = registers["inspections.hazard"].rows(request.user).select_related(*READS)
    found: Hazard = get_object_or_404(rows, pk=pk)
    return found


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The page, or with ?as=print the warning notice to hang up there."""
    hazard = hazard_of(request, pk)
    if request.GET.get("as") == "print":
        return notice(hazard, timezone.now())
    return page(request, hazard)


def page(request: AuthedRequest, hazard: Hazard, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page as it stands now; `more` brings a refusal: doing, problem, typed, assign."""
    today = timezone.localdate()
    found = detail_context(registers["inspections.hazard"], hazard, request.user)
    traces = list(hazard.traces.order_by("-pk"))
    photos = files.many_of(traces)
    notice_ = [{"label": _("打印警示告示"), "icon": "warn", "url": "?as=print"}] if hazard.is_open else []
    context = found | {
        "hazard": hazard,
        "offers": found["offers"] + notice_,
        "print_url": "",
        "card": card(hazard, today),
        "stepper": _stepper(hazard, today),
        "may": _may(request.user, hazard),
        "why_not": _why_not(request.user, hazard),
        "story": [_told(one, photos.get(one.pk, [])) for one in traces],
        "before": _last(traces, photos, {Trace.Kind.FOUND}),
        "after": _last(traces, photos, {Trace.Kind.MEND, Trace.Kind.PASS}) or _of_job(hazard),
        "assign": more.get("assign") or AssignForm(hazard=hazard),
        "today": today,
        "most": MOST_PHOTOS,
        "letters": list(hazard.letters.order_by("pk")),
        "panels": [one for one in found["panels"] if not one["empty"]],
        "typed": {},
    }
    return render(request, "inspections/hazard.html", context | more, status=status)


def _stepper(hazard: Hazard, today: date) -> list[dict[str, Any]]:
    """发现 警示 派整改 整改 复查 销号, with when and who; empty for what was set aside."""
    if hazard.status == S.DROPPED:
        return []
    order = {S.NEW: 1, S.ASSIGNED: 2, S.DOING: 2, S.REFERRED: 2, S.MENDED: 3, S.CHECKED: 4, S.CLOSED: 5}
    at = order[Status(hazard.status)]
    rows: list[tuple[str, date | None, Any]] = [
        (_("发现"), hazard.found_on, hazard.finder_name),
        (_("定级派整改"), timezone.localdate(hazard.assigned_at) if hazard.assigned_at else None, ""),
        (_("整改"), hazard.mended_on or hazard.due_on, hazard.mended_by or hazard.responsible),
        (_("复查"), hazard.checked_on, hazard.checked_by),
        (_("销号"), hazard.closed_on, hazard.closed_by),
    ]
    made = [_step(number, at, row, hazard, today) for number, row in enumerate(rows)]
    if hazard.needs_warning:
        small = [say.date(timezone.localdate(hazard.warned_at))] if hazard.warned_at else [_("还没有")]
        made.insert(1, {"label": _("立警示"), "kind": "done" if hazard.warned_at else "late", "small": small})
    return made


def _step(number: int, at: int, row: tuple[str, date | None, Any], hazard: Hazard, today: date) -> dict[str, Any]:
    label, day, who = row
    kind = "done" if number < at or hazard.status == S.CLOSED else "going" if number == at else "idle"
    if kind == "going" and (hazard.is_late(today) or hazard.waits_for_warning):
        kind = "late"
    small = [say.date(day) if kind == "done" or number != 2 else _("%(day)s前") % {"day": say.date(day)}] if day else []
    return {"label": label, "kind": kind, "small": [*small, str(who)] if who else small}


def _told(trace: Trace, photos: list[files.Attachment]) -> dict[str, Any]:
    return {
        "who": trace.by_name, "text": trace.get_kind_display(), "when": say.moment(trace.at),
        "reason": "" if trace.kind == Trace.Kind.FOUND else trace.words,
        "kind": TONES.get(Trace.Kind(trace.kind), "going"),
        "photos": [_shot(one) for one in photos if one.is_picture],
    }  # fmt: skip


def _shot(one: files.Attachment) -> dict[str, str]:
    return {"url": files.url(one), "thumb": files.thumb_url(one), "caption": one.caption}


def _last(traces: list[Trace], photos: dict[int, list[files.Attachment]], kinds: set[str]) -> dict[str, str] | None:
    """The newest picture of deeds of these kinds."""
    shots = [one for trace in traces if trace.kind in kinds for one in photos.get(trace.pk, []) if one.is_picture]
    return _shot(shots[0]) if shots else None


def _of_job(hazard: Hazard) -> dict[str, str] | None:
    """The picture of the repair that mended it, where the hazard has none of its own."""
    if hazard.job is None or hazard.status not in {S.MENDED, S.CHECKED, S.CLOSED}:
        return None
    after = [one for one in files.of(hazard.job) if one.kind == files.Attachment.Kind.AFTER and one.is_picture]
    return _shot(after[-1]) if after else None


def _may(user: User, hazard: Hazard) -> dict[str, bool]:
    """What this user may do with it now; what he may not is not on the page."""
    person = person_of(user)
    own = user.has_perm(HANDLE) or (person is not None and person == hazard.responsible)
    going = hazard.status in {S.ASSIGNED, S.DOING}
    checks = not services.may_recheck(hazard, person, user) and user.has_perm(RECHECK)
    return {
        "warn": user.has_perm(WARN) and hazard.is_open and hazard.warned_at is None,
        "warn_again": user.has_perm(WARN) and hazard.is_open and hazard.warned_at is not None,
        "danger": user.has_perm(HANDLE) and hazard.status == S.NEW and hazard.warned_at is None,
        "assign": user.has_perm(HANDLE) and hazard.status == S.NEW and not hazard.waits_for_warning,
        "reassign": user.has_perm(HANDLE) and hazard.status in {S.ASSIGNED, S.DOING, S.REFERRED},
        "start": own and hazard.status == S.ASSIGNED,
        "job": user.has_perm(HANDLE) and going and hazard.job is None,
        "mend": own and hazard.status in {S.ASSIGNED, S.DOING, S.REFERRED},
        "refer": user.has_perm(HANDLE) and going,
        "extend": user.has_perm(EXTEND) and hazard.status in {S.ASSIGNED, S.DOING, S.REFERRED}
        and person != hazard.responsible,
        "recheck": hazard.status == S.MENDED and checks,
        "fail": hazard.status in {S.MENDED, S.CHECKED} and checks,
        "close": hazard.status == S.CHECKED and user.has_perm("inspections.close_hazard")
        and person not in {hazard.mended_by, hazard.checked_by},
        "drop": user.has_perm("inspections.drop_hazard") and hazard.status in {S.NEW, S.ASSIGNED}
        and person != hazard.responsible,
        "judge": user.has_perm(JUDGE),
    }  # fmt: skip


def _why_not(user: User, hazard: Hazard) -> str:
    """Why it cannot go on by this user's hand, where he might expect that it could."""
    if hazard.waits_for_warning:
        return _("还没有立警示：警示立好、拍了照片，才能派整改。")
    if hazard.status == S.MENDED and user.has_perm(RECHECK):
        return services.may_recheck(hazard, person_of(user), user)
    return ""


def address(hazard: Hazard) -> str:
    """Where it is read."""
    return reverse("inspections.hazard:detail", args=[hazard.pk])
