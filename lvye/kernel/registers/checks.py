"""Declarations are held to account when the program starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist

from .declare import GROUPS, MORE, Column, Register, panels, registers


@register()
def check_registers(**_: Any) -> list[CheckMessage]:
    """Every name in a declaration means something; every step that has a service exists."""
    return [*(problem for reg in registers for problem in _problems(reg)), *_panels()]


def _problems(reg: Register) -> Iterator[Error]:
    if reg.menu not in GROUPS and reg.menu != MORE:
        yield Error(f"{reg.key}: no menu group {reg.menu!r}", id="registers.E001")
    yield from _names(reg)
    yield from _sorts(reg)
    verbs = set(reg.verbs()) | set(getattr(reg.model, "extra_verbs", ()))
    for post, given in reg.rights.items():
        for verb in set(given.split()) - verbs:
            yield Error(f"{reg.key}: {post} is given {verb!r}, which is no verb here", id="registers.E005")


def _names(reg: Register) -> Iterator[Error]:
    names = {f.name for f in reg.model._meta.get_fields()}
    for name in {*reg.fields, *reg.more, *reg.filters} - names:
        yield Error(f"{reg.key}: no field {name!r}", id="registers.E002")
    for column in reg.columns:
        if not isinstance(column, Column) and column not in names and not hasattr(reg.model, column):
            yield Error(f"{reg.key}: no column {column!r}", id="registers.E003")
    for step in reg.actions:
        if step not in reg.model.flow:
            yield Error(f"{reg.key}: no step {step!r} in the flow", id="registers.E004")


def _sorts(reg: Register) -> Iterator[Error]:
    for sort in reg.sorts:
        try:
            field = reg.model._meta.get_field(sort.lstrip("-"))
        except FieldDoesNotExist:
            yield Error(f"{reg.key}: cannot sort by {sort!r}", id="registers.E006")
            continue
        if getattr(field, "null", False):
            yield Error(f"{reg.key}: {sort!r} may be null, paging by key would lose rows", id="registers.E007")


def _panels() -> Iterator[Error]:
    for target, shown in panels.items():
        if target not in registers:
            yield Error(f"a panel is declared on {target!r}, which is no register", id="registers.E008")
        for panel in shown:
            if panel.register not in registers:
                yield Error(f"panel {panel.title}: no register {panel.register!r}", id="registers.E009")
