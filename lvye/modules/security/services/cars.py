"""Cars of the school: a plate is known or it is not."""

from __future__ import annotations

from datetime import date
from typing import Any

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.security.models import Car, CrossPoint


def plain_plate(said: str) -> str:
    """A plate as it is kept: "湘a·12345" → "湘A12345"."""
    return "".join(one for one in said.upper() if one.isalnum())


def car_add(*, actor: User, **values: Any) -> Car:
    """Register a car. Raises ValidationError for what is no plate, a plate or a pass that is there already."""
    return records.create(Car, actor=actor, **values | {"plate": plain_plate(values["plate"])})


def car_change(car: Car, *, actor: User, reason: str = "", **values: Any) -> Car:
    """Change it, as it was registered."""
    if "plate" in values:
        values["plate"] = plain_plate(values["plate"])
    return records.amend(car, actor=actor, reason=reason, **values)


def car_known(said: str) -> Car | None:
    """Whose car it is; None for a plate nobody registered."""
    plate = plain_plate(said)
    return Car.objects.select_related("owner__department").filter(plate=plate).first() if plate else None


def point_checked(point_id: int, *, bad: bool, on: date, actor: User) -> None:
    """A point before the gate was looked at."""
    point = CrossPoint.objects.filter(pk=point_id).first()
    if point is not None and (point.checked_on is None or point.checked_on <= on):
        records.amend(point, actor=actor, verb="check", checked_on=on, is_bad=bad)
