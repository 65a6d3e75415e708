"""Kinds of duty: what is shipped becomes the school's own."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.utils.translation import override

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rosters.declare import KindSpec, ShiftSpec, shipped
from lvye.kernel.rosters.models import Kind, Seat, Shift

STEP = 10


def kinds_prepare(actor: User) -> list[Kind]:
    """Make the kinds that are shipped and not there yet; what stands is the school's own and left alone."""
    with records.deed(), override(settings.LANGUAGE_CODE):
        standing = set(Kind.objects.values_list("code", flat=True))
        return [_make(spec, actor) for spec in shipped if spec.code not in standing]


def _make(spec: KindSpec, actor: User) -> Kind:
    kind = records.create(
        Kind, actor=actor, code=spec.code, name=str(spec.name), note=str(spec.note), source=str(spec.source),
        rest_hours=spec.rest_hours, gap_days=spec.gap_days, week_most=spec.week_most, sort=spec.order,
    )  # fmt: skip
    for number, shift in enumerate(spec.shifts, start=1):
        _shift(kind, shift, number * STEP, actor)
    return kind


def _shift(kind: Kind, spec: ShiftSpec, sort: int, actor: User) -> None:
    shift = records.create(
        Shift, actor=actor, kind=kind, name=str(spec.name), begins=time.fromisoformat(spec.begins),
        ends=time.fromisoformat(spec.ends), on=spec.on, weekdays=list(spec.weekdays), span=spec.span,
        weight=spec.weight, sort=sort,
    )  # fmt: skip
    for number, seat in enumerate(spec.seats, start=1):
        records.create(
            Seat, actor=actor, shift=shift, name=str(seat.name), count=seat.count, posts=list(seat.posts),
            sort=number * STEP,
        )  # fmt: skip
