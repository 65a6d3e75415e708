"""Devices are entered, changed, dated and scrapped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.fire.codes import new_codes
from lvye.modules.fire.dates import dates_of
from lvye.modules.fire.models import Device, DeviceStatus, Kind

DATING = ("kind", "agent", "made_on", "installed_on", "serviced_on")


def device_create(*, today: date, actor: User, **values: Any) -> Device:
    """Enter one device. Raises ValidationError as `devices_create`."""
    return devices_create([values], today=today, actor=actor)[0]


def devices_create(rows: Iterable[Mapping[str, Any]], *, today: date, actor: User) -> list[Device]:
    """Enter devices, each with its number, label code and dates.

    Raises ValidationError: an extinguisher without agent or production date, days that have not come, a place that is
    closed.
    """
    given = [_complete(dict(row), today) for row in rows]
    if not given:
        return []
    with records.deed():
        numbers = rules.next_numbers("fire.device", len(given))
        codes = new_codes(len(given))
        for values, number, code in zip(given, numbers, codes, strict=True):
            values |= {"number": f"XF-{number:04d}", "code": code}
        return records.create_many(Device, given, actor=actor)


def device_amend(device: Device, *, today: date, actor: User, reason: str = "", **values: Any) -> Device:
    """Change a card; the dates follow. Raises ValidationError as `devices_create`."""
    whole = {name: values.get(name, getattr(device, name)) for name in (*DATING, "place", "status")}
    changed = values | {
        name: value for name, value in _complete(whole, today).items() if name not in ("place", "status", *DATING)
    }
    if whole["kind"] != Kind.EXTINGUISHER:
        changed["agent"] = ""
    return records.amend(device, actor=actor, reason=reason, **changed)


def _complete(values: dict[str, Any], today: date) -> dict[str, Any]:
    for name in ("made_on", "installed_on", "serviced_on"):
        if values.get(name) is not None and values[name] > today:
            raise ValidationError({name: _("这一天还没有到。")})
    place: Place | None = values.get("place")
    if place is not None and not place.is_open:
        raise ValidationError({"place": _("“%(place)s”已经停用。") % {"place": place.full_name}})
    kind = values.get("kind", Kind.EXTINGUISHER)
    if kind != Kind.EXTINGUISHER:
        values["agent"] = ""
    service, scrap = dates_of(
        kind, values.get("agent", ""), made_on=values.get("made_on"), installed_on=values.get("installed_on"),
        serviced_on=values.get("serviced_on"), on=today,
    )  # fmt: skip
    building = place.building or (place if place.kind == "building" else None) if place is not None else None
    return values | {"service_due_on": service, "scrap_due_on": scrap, "building": building}


def dates_refresh(*, today: date, actor: User) -> int:
    """Compute every date anew, after a rule has changed; returns how many devices moved."""
    moved = 0
    for device in Device.objects.exclude(status=DeviceStatus.SCRAPPED).order_by("pk"):
        service, scrap = dates_of(
            device.kind, device.agent, made_on=device.made_on, installed_on=device.installed_on,
            serviced_on=device.serviced_on, on=today,
        )  # fmt: skip
        if (service, scrap) != (device.service_due_on, device.scrap_due_on):
            records.amend(device, actor=actor, verb="date", service_due_on=service, scrap_due_on=scrap)
            moved += 1
    return moved


def device_scrapped(device: Device, *, why: str, on: date, actor: User) -> Device:
    """Off the wall for ever: part of an order that was agreed to, or of what a firm gave back as scrap."""
    return records.take(device, "scrap", actor=actor, scrap_why=why[:200], scrapped_on=on)
