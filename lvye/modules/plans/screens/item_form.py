"""An item's form: what, who, until when; the rest behind 更多. How it is measured is said on its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, DayInput, Register, allowed, explain, registers
from lvye.modules.plans import services
from lvye.modules.plans.models import Area, Plan, PlanItem, PlanStatus
from lvye.modules.plans.services.items import WRITTEN

from .common import form_page, item_of, many_people, open_departments, open_posts, person_field

MORE = ("begins_on", "helpers", "budget", "partner", "ask", "detail")
NAMES = (
    "what", "area", "person", "post", "due_on", "off_day", "begins_on", "budget", "partner", "ask", "detail",
)  # fmt: skip


def _date(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    widget = DayInput()
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class ItemForm(forms.Form):
    """All that is said of an item. `because` is asked for once the plan was agreed to."""

    what = forms.CharField(label=gettext_lazy("做什么"), max_length=120)
    area = forms.ChoiceField(label=gettext_lazy("哪方面"), choices=Area.choices, initial=Area.OFFICE)
    due_on = _date(gettext_lazy("哪天完成"), required=True)
    off_day = forms.BooleanField(label=gettext_lazy("那天是休息日也照办"), required=False)
    begins_on = _date(gettext_lazy("哪天开始"))
    budget = forms.DecimalField(
        label=gettext_lazy("预算"), required=False, min_value=0, max_digits=12, decimal_places=2,
        widget=forms.NumberInput(attrs={"data-unit": gettext_lazy("元")}),
    )  # fmt: skip
    ask = forms.CharField(label=gettext_lazy("请对方配合什么"), max_length=200, required=False)
    detail = forms.CharField(label=gettext_lazy("具体做法"), max_length=1000, required=False, widget=forms.Textarea)
    because = forms.CharField(
        label=gettext_lazy("为什么改"), max_length=200, help_text=gettext_lazy("计划已经审定，改动要写一句为什么。")
    )

    def __init__(self, *args: Any, user: User, plan: Plan | None, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = person_field(user, _("谁负责"))
        self.fields["post"] = forms.ModelChoiceField(
            open_posts(), label=_("或者哪个岗位负责"), required=False, empty_label="",
            help_text=_("同岗的人一起负责时选岗位，不写人名。"),
        )  # fmt: skip
        self.fields["helpers"] = many_people(user, _("谁协助"))
        self.fields["partner"] = forms.ModelChoiceField(
            open_departments(), label=_("要哪个处室配合"), required=False, empty_label=_("不用")
        )
        if plan is None:
            rows = registers["plans.plan"].rows(user).filter(status__in=WRITTEN).order_by("-begins_on", "-pk")
            self.fields["plan"] = forms.ModelChoiceField(rows, label=_("列进哪份计划"), empty_label=None)
        else:
            self.fields["due_on"].help_text = plan.span.dates
        if is_new or plan is None or plan.status != PlanStatus.AGREED:
            del self.fields["because"]
        self.order_fields(["plan", "what", "area", "person", "post", "due_on", "off_day", *MORE])


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """A new item, of the plan the address names (?plan=7) or one that is chosen."""
    rows = registers["plans.plan"].rows(request.user).filter(status__in=WRITTEN)
    asked = request.GET.get("plan", "")
    plan = rows.filter(pk=int(asked)).first() if asked.isdecimal() else None
    first = {"due_on": request.GET.get("due_on", "")}
    form = ItemForm(request.POST or None, user=request.user, plan=plan, is_new=True, initial=first)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            with transaction.atomic():
                made = services.item_add(
                    plan or values["plan"], today=timezone.localdate(), actor=request.user, helpers=values["helpers"],
                    **{name: values[name] for name in NAMES},
                )  # fmt: skip
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(f"{reverse(f'{reg.key}:detail', args=[made.pk])}#targets")
    back = reverse("plans.plan:detail", args=[plan.pk]) if plan else reverse(f"{reg.key}:list")
    context = {
        "reg": reg, "title": _("加一项工作"), "submit_label": _("加上，再说怎样算完成"), "more": MORE,
        "cancel_url": back, "draft": f"planitem-{asked}",
    }  # fmt: skip
    return form_page(request, "registers/form.html", form, context)


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """Change an item."""
    item = item_of(request, pk)
    here = reverse(f"{reg.key}:detail", args=[pk])
    first = {name: getattr(item, name) for name in NAMES} | {"helpers": item.helpers.all()}
    form = ItemForm(request.POST or None, user=request.user, plan=item.plan, is_new=False, initial=first)
    _keep_who_left(form, item)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            with transaction.atomic():
                services.item_change(
                    item, today=timezone.localdate(), actor=request.user, because=values.get("because", ""),
                    helpers=values["helpers"], **{name: values[name] for name in NAMES},
                )  # fmt: skip
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(here)
    context = {"reg": reg, "title": _("改这一项"), "submit_label": _("保存"), "more": MORE, "cancel_url": here}
    return form_page(request, "registers/form.html", form, context)


def _keep_who_left(form: ItemForm, item: PlanItem) -> None:
    """The one who answers for it stands in the list also where the reader would not find him there."""
    field: Any = form.fields["person"]
    if item.person_id is not None:
        field.queryset = field.queryset | type(item.person).objects.filter(pk=item.person_id)  # type: ignore[union-attr]
