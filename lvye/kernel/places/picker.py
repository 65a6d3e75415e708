"""Choosing a place: buildings, then floors, then rooms, or its name typed; without JavaScript a plain list."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import registers

from .finder import place_by_name
from .models import Kind, Place, PlaceStatus
from .queries import Node, below, chain, tree

HITS = 12
LIST_LIMIT = 3000  # beyond this a plain list is no help to anybody: then it holds what is not inside a floor


def was_name(name: str) -> str:
    """The name under which the number of a closed place the record already has is sent back."""
    return f"{name}__was"


def ask_name(name: str) -> str:
    """The name of the box in which a place is typed, beside the field `name`."""
    return f"{name}__ask"


class Typed(str):
    """What was typed instead of chosen: "301" is the name of a room, not a record's number."""


class PlacePicker(forms.Widget):
    """The chooser as a widget. `user` is set by the field: he is offered what he may see.

    kept: the number of the closed place the record already has; it may stay.
    """

    template_name = "places/_picker.html"
    user: User | None = None
    kept: str = ""

    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The list for browsers without JavaScript, and the steps that take its place."""
        chosen = not isinstance(value, Typed) and str(value or "").isdecimal()
        place = Place.objects.filter(pk=value).first() if chosen else None
        context = {
            "name": name,
            "ask": ask_name(name),
            "id": (attrs or {}).get("id", f"id_{name}"),
            "groups": self._groups(place),
            "picked": place.pk if place else None,
            "was": was_name(name) if place and not place.is_open else "",
            "typed": value if isinstance(value, Typed) else "",
            **steps(self.user, name, place),
        }
        return SafeString(render_to_string(self.template_name, context))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The chosen place's number; where none was chosen, what was typed."""
        self.kept = data.get(was_name(name)) or ""
        return data.get(name) or Typed(data.get(ask_name(name)) or "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Neither chosen nor typed."""
        return name not in data and ask_name(name) not in data

    def _groups(self, place: Place | None) -> list[tuple[str, list[Node]]]:
        """The list without JavaScript, grouped by what lies outermost; the place chosen now is always in it."""
        nodes = tree(self.user) if self.user else []
        if len(nodes) > LIST_LIMIT:
            nodes = [node for node in nodes if node.kind not in (Kind.ROOM, Kind.SPOT)]
        if place is not None and place.pk not in {node.pk for node in nodes}:
            nodes.insert(0, Node.of(place))
        names = {node.pk: node.name for node in nodes}
        keyed = groupby(nodes, key=lambda node: node.building_id or node.pk)
        return [(names.get(key, ""), list(found)) for key, found in keyed]


def steps(user: User | None, name: str, at: Place | None, text: str = "") -> dict[str, Any]:
    """What the chooser shows at a place: how one came there, what lies in it; or what matches the typed words."""
    found: list[Place] = []
    if user is not None:
        found = _matching(user, text) if text else list(below(user, at))
        if not at and len(found) == 1 and found[0].kind == Kind.CAMPUS:
            found = list(below(user, found[0]))  # a school with one campus begins at its buildings
    return {
        "name": name,
        "ask": ask_name(name),
        "url": reverse("places:pick"),
        "at": at,
        "chain": [one for one in chain(at) if one == at or one.kind != Kind.CAMPUS or one.in_names] if at else [],
        "choices": found,
        "text": text,
    }


def _matching(user: User, text: str) -> list[Place]:
    here = registers["places.place"].rows(user).filter(status=PlaceStatus.OPEN)
    return list(records.matching(here, text).order_by("depth", "sort", "name")[:HITS])


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A place in a form: chosen, or written as people write it ("教学楼301")."""

    widget = PlacePicker
    default_error_messages = {
        "invalid_choice": gettext_lazy("没有这个地点，或者它已经停用。请从列表里选。"),
        "required": gettext_lazy("请选一个地点。"),
    }

    def __init__(self, *, user: User, required: bool = True, **kwargs: Any) -> None:
        super().__init__(registers["places.place"].rows(user), required=required, **kwargs)
        self.widget.user = user

    def to_python(self, value: Any) -> Any:
        """A number as chosen, or a name; raises ValidationError with a sentence for a name that is none."""
        if isinstance(value, Typed) and value.strip():
            if (found := place_by_name(value)) is None:
                words = {"text": value[:40]}
                raise ValidationError(_("没有找到“%(text)s”，或者有好几处都这样叫。请写全，例如“教学楼301”。") % words)
            return found
        place = super().to_python(value)
        if place is not None and not place.is_open and str(place.pk) != self.widget.kept:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return place


def place_field(found: ForeignKey[Any, Any], *, user: User, required: bool) -> forms.Field:
    """The field for a foreign key to a place: a short list where the key is limited to a kind, else the chooser."""
    label = str(found.verbose_name)
    if limit := found.get_limit_choices_to():
        rows = registers["places.place"].rows(user).filter(status=PlaceStatus.OPEN).complex_filter(limit)
        return forms.ModelChoiceField(rows.order_by("sort", "name"), label=label, required=required, empty_label=label)
    return PlaceField(user=user, required=required, label=label)
