"""A check is made: the answers are kept once, with the time that can be trusted and the proof that was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.duties import sight
from lvye.kernel.duties.declare import TargetSource, sources
from lvye.kernel.duties.events import Done, Faulted
from lvye.kernel.duties.items import READING, Answer, read_answers
from lvye.kernel.duties.models import Clock, Fault, Instance, Proof, Reading, Result, Status, Version
from lvye.kernel.files import api as files
from lvye.kernel.people.api import person_of
from lvye.kernel.places.api import code_in, resolve
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.kit.events import tell

from .faults import faults_route

NOTE = 500


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a device sends beside the answers. off: how far its clock is from ours, where it said; None: unknown.

    is_first: the outbox has taken the key in this transaction, so that no result can have it.
    """

    key: UUID
    is_first: bool = False
    device_at: datetime | None = None
    off: timedelta | None = None
    scans: Sequence[Mapping[str, Any]] = ()
    seconds: int | None = None
    version: int | Version | None = None
    photos: Mapping[str, Sequence[files.Received]] = field(default_factory=dict)


def instance_do(
    instance: Instance,
    *,
    answers: Mapping[str, Mapping[str, Any]],
    sent: Sent,
    note: str = "",
    routes: Mapping[str, str] | None = None,
    now: datetime,
    actor: User,
) -> Result:
    """Keep one check, once: the same key again gives the result of the first time.

    answers: item code → {key, value, note}; routes: item code → what is to become of its fault: the code of an offer,
    or "settled" with its note as the measure. A fault no deed can take stays open, and the result is kept all the same.
    The check counts at the device's time where its clock is right, else when it arrived; after the window it is 补录.
    Raises ValidationError: not this person's, done already by another, not begun yet, without the scan that is wanted,
    an item without its answer, a closed term.
    """
    if not sent.is_first and (known := Result.objects.filter(key=sent.key, instance=instance).first()):
        return known
    done_at, clock = moment_of(sent, now)
    _refuse(instance, done_at, actor, now)
    version = _version(instance, sent.version)
    read = read_answers(version.checklist, answers, {code for code, pictures in sent.photos.items() if pictures})
    scans, is_proved = _scanned(instance, sent.scans)
    is_late = not done_at <= instance.closes_at
    with records.deed():
        records.take_as_read(instance, "do_late" if is_late else "do", actor=actor)
        person = person_of(actor)
        result = records.create(
            Result, actor=actor, instance=instance, version=version, person=person,
            by_name=person.name if person else actor.name, done_at=done_at, device_at=sent.device_at, received_at=now,
            clock=clock, is_late=is_late, answers={code: answer.as_plain() for code, answer in read.items()},
            scans=scans, is_proved=is_proved, bad=sum(one.is_bad for one in read.values()),
            cannot=sum(one.is_cannot for one in read.values()), seconds=sent.seconds, note=note.strip()[:NOTE],
            key=sent.key,
        )  # fmt: skip
        _attach(result, version, sent, actor=actor, now=now)
        _readings(result, instance, read, actor)
        faults = _faults(result, instance, read, actor)
        _tell(result, instance, faults)
        faults_route(faults, routes or {}, sent.photos, actor=actor)
    return result


def moment_of(sent: Sent, now: datetime) -> tuple[datetime, str]:
    """The time a check counts at, and what the device's clock is worth.

    A clock that is wrong by more than the rule's minutes is labelled and never used. A device that does not say what
    its clock shows now is believed only where it claims a time within those minutes of the arrival.
    """
    if sent.device_at is None:
        return now, Clock.NONE
    most = timedelta(minutes=int(rules.value("duties.clock_minutes")))
    off = sent.off if sent.off is not None else now - sent.device_at
    if abs(off) > most or sent.device_at > now + most:
        return now, Clock.WRONG
    return min(sent.device_at, now), Clock.RIGHT


def _refuse(instance: Instance, done_at: datetime, actor: User, now: datetime) -> None:
    if not sight.may_do(instance, actor, timezone.localdate(now)):
        raise ValidationError(_("这一项不归您做，请告诉总务处。"), code="not_yours")
    if instance.status in (Status.DONE, Status.LATE):
        earlier = Result.objects.filter(instance=instance).first()
        words = {"who": earlier.by_name if earlier else "", "when": say.moment(earlier.done_at) if earlier else ""}
        raise ValidationError(_("这一项%(who)s已经在 %(when)s 做过了，没有再记。") % words, code="done_already")
    if done_at < instance.opens_at:
        raise ValidationError(
            _("还没到时间：%(when)s起才能做。") % {"when": say.moment(instance.opens_at)}, code="too_early"
        )
    most = timedelta(days=int(rules.value("duties.late_days")))
    if done_at > instance.closes_at + most:
        raise ValidationError(_("超过 %(n)s 天的不能再补录。") % {"n": most.days}, code="too_late")
    refuse_closed(instance.day)


def _version(instance: Instance, said: int | Version | None) -> Version:
    """The version of the checklist that was answered: as it was read already, by its number, or the present one."""
    found: Version | None
    if isinstance(said, Version):
        found = said if said.duty_id == instance.duty_id else None
    else:
        found = Version.objects.filter(duty_id=instance.duty_id, number=said or instance.duty.version_no).first()
    if found is None:
        raise ValidationError(_("检查表已经换了，请重新打开这一项。"), code="version_unknown")
    found.duty = instance.duty
    return found


def _scanned(instance: Instance, scans: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], bool]:
    """The codes read on the way, by place; whether they are all that the duty wants.

    Raises ValidationError with what is missing, for a code of another place, and for another school's code.
    """
    duty = instance.duty
    source = sources.get(duty.targets) if duty.targets else None
    read = [_scan(scan, source) for scan in scans]
    if duty.proof != Proof.SCAN:
        return read, False
    by = "target" if source is not None and source.reads is not None else "place"
    wanted = _wanted(instance, by)
    for scan in read:
        if scan["place"] is None and not scan.get("target"):
            words = {"code": scan["code"]}
            raise ValidationError(_("“%(code)s”不是本校的码，请扫贴在现场的码。") % words, code="foreign_code")
    reached = [scan.get(by) for scan in read]
    if missing := [name for pk, name in wanted.items() if pk not in reached]:
        raise ValidationError(
            _("还没扫到：%(places)s。到了现场扫一下墙上的码。") % {"places": "、".join(missing[:5])}, code="no_scan"
        )
    order = list(dict.fromkeys(pk for pk in reached if pk in wanted))
    if duty.in_order and order != list(wanted):
        raise ValidationError(
            _("要按路线的顺序走：%(places)s。") % {"places": " → ".join(wanted.values())}, code="order"
        )
    return read, True


def _scan(scan: Mapping[str, Any], source: TargetSource | None) -> dict[str, Any]:
    """One code that was read: of a place, or of a thing whose register reads its own labels."""
    text = str(scan.get("code", ""))[:200]
    target = source.reads(text) if source is not None and source.reads is not None else 0
    code = code_in(text)
    found = resolve(code)
    known = found.place_id if found is not None and found.is_live else None
    read = {"code": (code or text)[:12], "place": known, "at": str(scan.get("at", ""))[:40]}
    if not target or source is None or source.label_of is None:
        return read
    return read | {"code": source.label_of(target), "target": target}


def _wanted(instance: Instance, by: str) -> dict[int, str]:
    """The places (or the things themselves) whose codes are wanted, in order."""
    number = "target_id" if by == "target" else "place_id"
    if instance.spot is not None:
        wanted = getattr(instance.spot, number)
        return {wanted: str(instance.spot)} if wanted else {}
    spots = instance.duty.spots.filter(is_open=True).select_related("place").order_by("sort", "pk")
    return {wanted: str(spot) for spot in spots if (wanted := getattr(spot, number))}


def _attach(result: Result, version: Version, sent: Sent, *, actor: User, now: datetime) -> None:
    labels, fresh = {item.code: item.label for item in version.checklist}, True
    for code, pictures in sent.photos.items():
        if pictures:
            caption = labels.get(code, "")[:60]
            files.attach_all(result, list(pictures), caption=caption, actor=actor, now=now, fresh=fresh)
            fresh = False


def _readings(result: Result, instance: Instance, read: Mapping[str, Answer], actor: User) -> None:
    rows = [
        {"result": result, "duty": instance.duty, "spot": instance.spot, "item": code, "label": answer.item.label,
         "unit": answer.item.unit, "value": answer.value, "is_bad": answer.is_bad, "at": result.done_at}
        for code, answer in read.items()
        if answer.item.kind == READING and not answer.is_cannot
    ]  # fmt: skip
    if rows:
        records.create_many(Reading, rows, actor=actor, check=False)


def _faults(result: Result, instance: Instance, read: Mapping[str, Answer], actor: User) -> list[Fault]:
    rows = [
        {"result": result, "duty": instance.duty, "place": instance.place, "item": code,
         "label": answer.item.label[:120], "words": fault_words(answer),
         "found_on": timezone.localdate(result.done_at)}
        for code, answer in read.items()
        if answer.is_bad
    ]  # fmt: skip
    return records.create_many(Fault, rows, actor=actor, check=False) if rows else []


def fault_words(answer: Answer) -> str:
    """What is wrong, in a line."""
    if answer.item.kind == READING:
        words = _("%(value)s，应%(limits)s") % {"value": answer.words, "limits": answer.item.limits}
        return f"{words}。{answer.note}".rstrip("。")[:NOTE]
    said = [] if answer.item.kind == "tick" else [answer.words]
    return "。".join([*said, *([answer.note] if answer.note else [])])[:NOTE]


def _tell(result: Result, instance: Instance, faults: Sequence[Fault]) -> None:
    target, number = (instance.spot.target, instance.spot.target_id) if instance.spot else ("", 0)
    duty = instance.duty
    tell(Done(instance.pk, result.pk, duty.pk, duty.code, target, number, result.is_late, result.bad))
    for fault in faults:
        tell(Faulted(fault.pk, result.pk, duty.pk, duty.code, fault.item, target, number))
