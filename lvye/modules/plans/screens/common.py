"""What the pages share: choosers of people, one's own rows, files as answers, a deed with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Department, PersonKind, PersonStatus, Post
from lvye.kernel.registers.api import AuthedRequest, registers
from lvye.modules.plans.models import Attendance, Decision, GoalLetter, Meeting, Plan, PlanItem

GROWN = (PersonKind.STAFF, PersonKind.TEACHER)


def mine_of(request: AuthedRequest, key: str, pk: int) -> Any:
    """The record, where the user may see it; else it is not found."""
    return get_object_or_404(registers[key].rows(request.user), pk=pk)


def plan_of(request: AuthedRequest, pk: int) -> Plan:
    """A plan the user may see."""
    found: Plan = mine_of(request, "plans.plan", pk)
    return found


def item_of(request: AuthedRequest, pk: int) -> PlanItem:
    """An item the user may see, with what its page reads."""
    rows = registers["plans.planitem"].rows(request.user).select_related("plan", "person", "post", "partner")
    found: PlanItem = get_object_or_404(rows, pk=pk)
    return found


def meeting_of(request: AuthedRequest, pk: int) -> Meeting:
    """A meeting the user may see."""
    found: Meeting = mine_of(request, "plans.meeting", pk)
    return found


def decision_of(request: AuthedRequest, pk: int) -> Decision:
    """A decision the user may see."""
    found: Decision = mine_of(request, "plans.decision", pk)
    return found


def attendance_of(request: AuthedRequest, pk: int) -> Attendance:
    """Somebody's place in a list, as far as the user may see it."""
    found: Attendance = mine_of(request, "plans.attendance", pk)
    return found


def letter_of(request: AuthedRequest, pk: int) -> GoalLetter:
    """A goal letter the user may see."""
    found: GoalLetter = mine_of(request, "plans.goalletter", pk)
    return found


def people_rows(user: User) -> Any:
    """The grown people a user may see, who are here."""
    rows = registers["people.person"].rows(user).filter(status=PersonStatus.HERE, kind__in=GROWN)
    return rows.order_by("kind", "department__sort", "name")


class PeopleSelect(forms.Select):
    """A select whose options are also found by pinyin initials (combo.js reads data-keys)."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An option, with the initials of its person."""
        option = super().create_option(name, value, *args, **kwargs)
        person = getattr(value, "instance", None)
        if person is not None:
            option["attrs"]["data-keys"] = person.pinyin
        return option


def person_field(user: User, label: Any, *, required: bool = False) -> forms.ModelChoiceField[Any]:
    """One person of the school's grown people."""
    return forms.ModelChoiceField(
        people_rows(user), label=label, required=required, empty_label="", widget=PeopleSelect
    )


def many_people(user: User, label: Any) -> forms.ModelMultipleChoiceField[Any]:
    """Several of them, as chips."""
    return forms.ModelMultipleChoiceField(
        people_rows(user), label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


def open_posts() -> Any:
    """The posts that are in use."""
    return Post.objects.filter(is_open=True).order_by("sort", "pk")


def open_departments() -> Any:
    """The offices that are in use."""
    return Department.objects.filter(is_open=True).order_by("sort", "pk")


def told(request: AuthedRequest, where: str, deed: Callable[[], str]) -> HttpResponseBase:
    """Do it, say what happened, and go there; what is refused is said there too."""
    try:
        with transaction.atomic():
            if said := deed():
                messages.success(request, said)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    return redirect(where)


def form_page(request: AuthedRequest, template: str, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
    """A form's page; 400 where something was refused."""
    return render(request, template, context | {"form": form}, status=400 if form.errors else 200)
