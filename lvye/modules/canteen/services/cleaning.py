"""Disinfection within its limits, and food thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.files import api as files
from lvye.kernel.people.api import person_for
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.canteen.models import Batch, Discard, Disinfection, Meal, Method, Serving, Worker
from lvye.modules.canteen.stock import left_of
from lvye.modules.stores.api import Out, issue

from .common import canteen_store, measured, number_next, plain
from .staff import refuse_idle

# method → (field, rule) of each limit; at least that much
LIMITS: dict[str, tuple[tuple[str, str], ...]] = {
    Method.STEAM: (("degrees", "canteen.steam_degrees"), ("minutes", "canteen.steam_minutes")),
    Method.INFRARED: (("degrees", "canteen.infrared_degrees"), ("minutes", "canteen.infrared_minutes")),
    Method.WASHER: (("degrees", "canteen.washer_degrees"), ("minutes", "canteen.washer_minutes")),
    Method.CHLORINE: (("strength", "canteen.chlorine_strength"), ("minutes", "canteen.chlorine_minutes")),
    Method.ULTRAVIOLET: (("minutes", "canteen.ultraviolet_minutes"),),
}


@dataclass(frozen=True, kw_only=True)
class Cleaned:
    """What was measured: degrees ℃, minutes, strength mg/L."""

    what: str
    method: str
    degrees: Decimal | None = None
    minutes: Decimal | None = None
    strength: int | None = None
    note: str = ""


def limits_of(method: str, day: Any = None) -> dict[str, Decimal]:
    """field → the least that counts, for one method."""
    return {field: Decimal(str(rules.value(rule, on=day))) for field, rule in LIMITS.get(method, ())}


def disinfection_keep(
    meal: Meal, given: Cleaned, *, by: Worker, at: datetime | None = None, now: datetime, actor: User
) -> Disinfection:
    """Keep one disinfection. Below a limit it is kept as not good, and wants a word on what was done about it.

    Raises ValidationError: a number missing that its method asks for, not good without a word, the worker not there.
    """
    moment = at or now
    day = timezone.localdate(moment)
    refuse_closed(day)
    limits = limits_of(given.method, day)
    if not limits:
        raise ValidationError(_("请选消毒方法。"), code="method")
    labels = {field.name: field.verbose_name for field in Disinfection._meta.fields}
    for name in limits:
        if getattr(given, name) is None:
            raise ValidationError(_("要记%(what)s。") % {"what": labels[name]}, code="missing")
    short = [
        _("%(what)s不到 %(least)s") % {"what": labels[name], "least": plain(least)}
        for name, least in limits.items()
        if Decimal(str(getattr(given, name))) < least
    ]
    if short and not given.note.strip():
        raise ValidationError(
            _("%(why)s，不合格：请重做一遍再记，或者写明怎么处理的。") % {"why": "，".join(short)}, code="too_little"
        )
    refuse_idle(by, day)
    values = {name: getattr(given, name) for name in limits}
    return records.create(
        Disinfection, actor=actor, meal=meal, day=day, what=given.what, method=given.method, is_good=not short,
        note=given.note.strip(), done_at=moment, by=by, **values,
    )  # fmt: skip


def batch_discard(
    batch: Batch, qty: Decimal, *, unit: str = "", why: str, how: str, witness: Worker, photos: Any = (),
    now: datetime, actor: User,
) -> Discard:  # fmt: skip
    """Throw away so much of a doubtful batch: out of the store, with who did it and who saw it.

    Raises ValidationError: no reason, more than is left, the witness is the one who does it.
    """
    amount = measured(batch.item, qty, unit)
    shots = _checked(why, witness, photos, actor)
    day = timezone.localdate(now)
    with records.deed():
        audit.hold()
        left = left_of(batch)
        if amount > left:
            words = {"item": batch.item.name, "left": plain(left), "unit": batch.item.unit}
            raise ValidationError(_("%(item)s这一批只剩 %(left)s %(unit)s。") % words, code="short")
        number = number_next("CZ", day)
        paper = issue(
            store=canteen_store(), lines=[Out(batch.item, amount, lot=batch.lot)], about=batch,
            purpose=_("可疑食品处置 %(number)s") % {"number": number}, now=now, actor=actor,
        )  # fmt: skip
        made = records.create(
            Discard, actor=actor, number=number, day=day, batch=batch, qty=amount, unit=batch.item.unit,
            why=why.strip(), how=how, done_at=now, by=person_for(actor), witness=witness, line=paper.lines.get(),
        )  # fmt: skip
        _attached(made, shots, now=now, actor=actor)
    return made


def serving_discard(
    serving: Serving, qty: Decimal, *, unit: str, why: str, how: str, witness: Worker, photos: Any = (),
    now: datetime, actor: User,
) -> Discard:  # fmt: skip
    """Throw away so much of a finished dish. Raises ValidationError as `batch_discard`."""
    shots = _checked(why, witness, photos, actor)
    day = timezone.localdate(now)
    with records.deed():
        made = records.create(
            Discard, actor=actor, number=number_next("CZ", day), day=day, serving=serving, qty=qty, unit=unit,
            why=why.strip(), how=how, done_at=now, by=person_for(actor), witness=witness,
        )  # fmt: skip
        _attached(made, shots, now=now, actor=actor)
    return made


def _checked(why: str, witness: Worker, photos: Any, actor: User) -> list[files.Received]:
    if not why.strip():
        raise ValidationError({"why": _("写明什么异常。")})
    if witness.person_id == person_for(actor).pk:
        raise ValidationError({"witness": _("见证人要是另一个人。")})
    return [one if isinstance(one, files.Received) else files.receive(one) for one in photos]


def _attached(made: Discard, shots: list[files.Received], *, now: datetime, actor: User) -> None:
    if shots:
        files.attach_all(made, shots, actor=actor, now=now, fresh=True)
