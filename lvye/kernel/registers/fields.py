"""Forms made from declarations: filters, the record's own form, a step's form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm, modelform_factory
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records.api import Step

from .cells import field_of
from .declare import Register, form_fields, registers

MANY = 200  # a select with more options than this is no help


class DayInput(forms.DateInput):
    """A day, picked from the browser's own calendar, which is written to it in one way whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def choose_from(form: forms.BaseForm, **rows: QuerySet[Any]) -> None:
    """Which records each of these fields of a form offers."""
    for name, offered in rows.items():
        field = form.fields[name]
        if not isinstance(field, forms.ModelChoiceField):
            raise TypeError(f"{name} offers no records")
        field.queryset = offered


def filter_fields(reg: Register, user: User, names: tuple[str, ...], *, shown: bool = True) -> dict[str, forms.Field]:
    """One optional field per named filter; choices and related records as selects, all else typed exactly.

    A related record that is chosen in steps (a place) has no field here, unless its choice is limited.

    shown=False: only to narrow by what an address says; a related record is then its number, which costs no query.
    """
    made: dict[str, forms.Field] = {}
    for name in names:
        found = field_of(reg.model, name)
        if found is None:
            raise LookupError(f"{reg.key} has no field {name!r} to filter by")
        if found.choices:
            choices = [("", found.verbose_name), *found.flatchoices]
            made[name] = forms.ChoiceField(label=str(found.verbose_name), choices=choices, required=False)
        elif isinstance(found, models.BooleanField):
            choices = [("", found.verbose_name), ("True", _("是")), ("False", _("否"))]
            made[name] = forms.ChoiceField(label=str(found.verbose_name), choices=choices, required=False)
        elif isinstance(found, models.ForeignKey) and not shown:
            made[name] = forms.IntegerField(min_value=1, required=False)
        elif isinstance(found, models.ForeignKey) and _in_steps(found):
            continue  # a chooser of steps is no chip; such a list is narrowed from the page of the other record
        elif isinstance(found, models.ForeignKey):
            made[name] = _related(found, user, required=False, empty=str(found.verbose_name), plain=True)
        else:
            field = found.formfield(required=False)
            assert field is not None  # noqa: S101 - a declared filter is an ordinary field (checked at start)
            made[name] = field
    return made


def filters_ahead(reg: Register) -> list[tuple[str, bool]]:
    """What each filter will be called and whether it is typed into, without asking the database: room kept for them."""
    found = [field_of(reg.model, name) for name in reg.filters]
    chosen = (models.ForeignKey, models.BooleanField)
    return [
        (str(one.verbose_name), not one.choices and not isinstance(one, chosen))
        for one in found
        if one is not None and not (isinstance(one, models.ForeignKey) and _in_steps(one))
    ]


def _in_steps(found: models.ForeignKey[Any, Any]) -> bool:
    return found.related_model in form_fields and not found.get_limit_choices_to()


def _related(
    found: models.ForeignKey[Any, Any], user: User, *, required: bool, empty: str, plain: bool = False
) -> forms.Field:
    """A choice of related records; a model's own chooser, unless a plain select of a limited choice is wanted."""
    target = found.related_model
    assert isinstance(target, type)  # noqa: S101 - resolved by now
    limit = found.get_limit_choices_to()
    if target in form_fields and not (plain and limit):
        made: forms.Field = form_fields[target](found, user=user, required=required)
        return made
    known = registers.get(target._meta.label_lower)
    rows = known.rows(user) if known else target._default_manager.all()
    rows = rows.complex_filter(limit) if limit else rows
    return forms.ModelChoiceField(
        rows.order_by("pk"), label=str(found.verbose_name), required=required, empty_label=empty
    )


def _dated(field: forms.Field | None) -> forms.Field | None:
    """Dates are picked, not typed."""
    if isinstance(field, forms.DateTimeField):
        field.widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    elif isinstance(field, forms.DateField):
        field.widget = DayInput()
    elif isinstance(field, forms.TimeField):
        field.widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return field


def form_class(
    reg: Register, user: User, fields: tuple[str, ...] | None = None, needed: tuple[str, ...] = ()
) -> type[ModelForm[Any]]:
    """The form of a record. Related records are offered only as far as the user may see them.

    needed: fields to be filled in though a record may be without them.
    """
    names = reg.fields + reg.more if fields is None else fields

    def made(found: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
        if isinstance(found, models.ForeignKey):
            must = not found.blank or found.name in needed
            field = _related(found, user, required=must, empty=str(_("请选择")))
            field.help_text = str(found.help_text)
            return field
        if found.name in needed:
            kwargs["required"] = True
        return _dated(found.formfield(**kwargs))

    return modelform_factory(reg.model, fields=names, formfield_callback=made)


def step_form_class(reg: Register, step: Step, user: User) -> type[ModelForm[Any]] | None:
    """The form a step asks for, or None where it asks nothing."""
    return form_class(reg, user, step.fields, step.needed) if step.fields else None
