"""Orders: devices go to a firm and come back with their certificates, or are scrapped when somebody else agrees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit.events import tell
from lvye.modules.fire.dates import dates_of
from lvye.modules.fire.events import Serviced
from lvye.modules.fire.models import (
    Device,
    DeviceStatus,
    LineResult,
    Upkeep,
    UpkeepKind,
    UpkeepLine,
    UpkeepStatus,
)
from lvye.modules.partners.api import Partner, refuse_if_barred

from .devices import device_scrapped

OPEN = (UpkeepStatus.DRAFT, UpkeepStatus.ASKED, UpkeepStatus.OUT)


@dataclass(frozen=True, kw_only=True)
class Came:
    """What became of one device at the firm."""

    result: str
    certificate: str = ""
    note: str = ""


def upkeep_make(devices: Iterable[Device], *, kind: str, why: str = "", today: date, actor: User) -> Upkeep:
    """Put devices on an order. A scrapping waits for somebody else's word, the rest to be sent out.

    Raises ValidationError: no devices, one that is on another open order, scrapped already, or past its scrap date
    and yet to be refilled.
    """
    wanted = list(devices)
    if not wanted:
        raise ValidationError(_("请先选器材。"))
    if kind == UpkeepKind.SCRAP and not why.strip():
        raise ValidationError({"why": _("报废要写原因。")})
    _refuse(wanted, kind, today)
    with records.deed():
        number = f"XW-{today.year}-{rules.next_number(f'fire.upkeep:{today.year}', 3)}"
        status = UpkeepStatus.ASKED if kind == UpkeepKind.SCRAP else UpkeepStatus.DRAFT
        made = records.create(
            Upkeep, actor=actor, number=number, kind=kind, why=why.strip(), asked_on=today, asked_by=person_of(actor),
            status=status,
        )  # fmt: skip
        records.create_many(UpkeepLine, [{"upkeep": made, "device": one} for one in wanted], actor=actor)
    return made


def _refuse(wanted: list[Device], kind: str, today: date) -> None:
    busy = UpkeepLine.objects.filter(device__in=wanted, upkeep__status__in=OPEN).select_related("device", "upkeep")
    for line in busy[:1]:
        words = {"device": line.device, "order": line.upkeep.number}
        raise ValidationError(_("%(device)s已经在 %(order)s 单上了。") % words, code="busy")
    for one in wanted:
        if one.status != DeviceStatus.HERE:
            raise ValidationError(_("%(device)s现在是“%(now)s”，不能再上单。") % {
                "device": one, "now": one.get_status_display(),
            })  # fmt: skip
        if kind == UpkeepKind.SERVICE and one.is_past(today):
            raise ValidationError(
                _("%(device)s已到报废年限，不能再充装，请走报废。") % {"device": one}, code="past_scrap"
            )


def upkeep_send(
    upkeep: Upkeep, *, partner: Partner | None = None, firm: str = "", due_on: date | None = None, today: date,
    actor: User,
) -> Upkeep:  # fmt: skip
    """Out to the firm. Raises ValidationError without a firm, for a barred one, and for a day that has passed."""
    if partner is None and not firm.strip():
        raise ValidationError({"firm": _("送到哪个单位？写上名字，或者从往来单位里选。")})
    if due_on is not None and due_on < today:
        raise ValidationError({"due_on": _("约定取回不能早于今天。")})
    if partner is not None:
        refuse_if_barred(partner, on=today)
    with records.deed():
        sent = records.take(
            upkeep, "send", actor=actor, partner=partner, firm=firm.strip() or (partner.name if partner else ""),
            due_on=due_on, sent_on=today,
        )  # fmt: skip
        for line in sent.lines.select_related("device"):
            if sent.kind == UpkeepKind.SERVICE:
                records.take(line.device, "send", actor=actor)
    return sent


def upkeep_back(
    upkeep: Upkeep, came: Mapping[int, Came], *, cost: Decimal | None = None, today: date, actor: User
) -> Upkeep:
    """What came back. came: line number → what became of it; a line that is not named was done.

    A serviced device has its dates counted from today, an unmended one stands again as it was, a scrap is scrapped.
    Raises ValidationError for a refilled extinguisher without its certificate.
    """
    with records.deed():
        lines = list(upkeep.lines.select_related("device__place").order_by("pk"))
        for line in lines:
            _came(upkeep, line, came.get(line.pk, Came(result=LineResult.SERVICED)), today, actor)
        done = records.take(upkeep, "back", actor=actor, cost=cost, done_on=today, done_by=person_of(actor))
        ids = tuple(line.device_id for line in lines if line.result == LineResult.SERVICED)
        tell(Serviced(done.pk, ids, str(cost) if cost is not None else ""))
    return done


def _came(upkeep: Upkeep, line: UpkeepLine, one: Came, today: date, actor: User) -> None:
    device = line.device
    certificate = one.certificate.strip()
    refilled = upkeep.kind == UpkeepKind.SERVICE and device.kind == Device.Kind.EXTINGUISHER
    if one.result == LineResult.SERVICED and refilled and not certificate:
        raise ValidationError(
            _("%(device)s充好了要有维修合格证号，贴在筒体上。") % {"device": device}, code="no_certificate"
        )
    records.amend(
        line, actor=actor, verb="settle", result=one.result, certificate=certificate, note=one.note, done_on=today
    )
    if device.status == DeviceStatus.OUT and one.result != LineResult.SCRAPPED:
        records.take(device, "back", actor=actor)
    if one.result == LineResult.SCRAPPED:
        device_scrapped(device, why=one.note or _("维修单位判定报废"), on=today, actor=actor)
    elif one.result == LineResult.SERVICED:
        service, scrap = dates_of(
            device.kind, device.agent, made_on=device.made_on, installed_on=device.installed_on, serviced_on=today,
            on=today,
        )  # fmt: skip
        records.amend(
            device, actor=actor, verb="date", serviced_on=today, certificate=certificate or device.certificate,
            service_due_on=service, scrap_due_on=scrap, is_bad=False,
        )  # fmt: skip


def upkeep_agree(upkeep: Upkeep, *, today: date, actor: User) -> Upkeep:
    """Somebody else agrees: the devices are scrapped. Raises ValidationError for who asked himself."""
    person = person_of(actor)
    if person is not None and person.pk == upkeep.asked_by_id:
        raise ValidationError(_("提出报废的人不能自己同意，请换一个人。"), code="same_person")
    with records.deed():
        done = records.take(upkeep, "agree", actor=actor, done_on=today, done_by=person)
        for line in done.lines.select_related("device"):
            device_scrapped(line.device, why=done.why, on=today, actor=actor)
            records.amend(line, actor=actor, verb="settle", result=LineResult.SCRAPPED, done_on=today)
    return done


def upkeep_drop(upkeep: Upkeep, *, drop_why: str, actor: User) -> Upkeep:
    """Nothing comes of it. Raises ValidationError without a reason."""
    if not drop_why.strip():
        raise ValidationError({"drop_why": _("请写为什么不办了。")})
    return records.take(upkeep, "drop", actor=actor, drop_why=drop_why.strip())
