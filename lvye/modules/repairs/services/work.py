"""The repairer's deeds: begin, wait, go on, done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.kit.events import tell
from lvye.modules.repairs.events import JobFinished
from lvye.modules.repairs.models import Job, JobLine, Leftover, Material, Worker

from . import telling
from .catalogue import work_item
from .dispatch import waited, worker_of
from .supplies import Draw, job_supply, saved_by, supplied_cost

CENT = Decimal("0.01")
MOST_LINES = 30
DISPATCH = "repairs.dispatch_job"


@dataclass(frozen=True)
class Line:
    """What was done, as a line of the tally: 更换 灯管 3 根."""

    action: str
    object: str
    qty: Decimal
    unit: str
    approx: bool = False


@dataclass(frozen=True)
class Unmended:
    """A thing that could not be repaired, and what became of it: fate is one of `Leftover.Fate`; where it is now."""

    object: str
    qty: Decimal
    unit: str
    fate: str
    where: str = ""


@dataclass(frozen=True)
class Part:
    """What was used up. price: yuan for one, where it is known."""

    name: str
    qty: Decimal
    unit: str = ""
    price: Decimal | None = None

    @property
    def amount(self) -> Decimal | None:
        """qty × price in yuan, to the cent."""
        return None if self.price is None else (self.qty * self.price).quantize(CENT, ROUND_HALF_UP)


def job_start(job: Job, *, now: datetime, actor: User) -> Job:
    """The owner begins; a repairer who begins a new job takes it at the same time."""
    with records.deed():
        if job.status == Job.Status.NEW and (worker := worker_of(actor)) is not None:
            job = records.take(job, "assign", actor=actor, worker=worker, contractor=None, assigned_at=now)
        refuse_stranger(job, actor)
        return records.take(job, "start", actor=actor, started_at=now)


def job_hold(
    job: Job, *, reason: str, note: str = "", expected_on: date | None = None, now: datetime, actor: User
) -> Job:
    """Wait, for a reason the reporter can read; with a day, where one is known.

    Raises ValidationError without a reason, for 其他 without words, for a day that has passed.
    """
    if reason not in Job.Hold.values:
        raise ValidationError({"hold_reason": _("请选择等什么。")})
    if reason == Job.Hold.OTHER and not note.strip():
        raise ValidationError({"hold_note": _("请写明原因，报修人会看到。")})
    if expected_on is not None and expected_on < timezone.localdate(now):
        raise ValidationError({"expected_on": _("预计的日期不能是过去的日期。")})
    refuse_stranger(job, actor)
    with records.deed():
        values: dict[str, Any] = {
            "hold_reason": reason,
            "hold_note": note.strip(),
            "expected_on": expected_on,
            "held_at": now,
        }
        held = records.take(job, "hold", actor=actor, **values)
        telling.tell_reporter(
            held, _("报修 %(number)s 要等一等") % {"number": job.number}, waiting_words(held), now=now
        )
    return held


def waiting_words(job: Job) -> str:
    """Why it waits and until when, in a sentence for the reporter."""
    words = [str(job.get_hold_reason_display()), job.hold_note]
    if job.expected_on is not None:
        words.append(_("预计%(day)s继续") % {"day": say.date(job.expected_on)})
    return "，".join(word for word in words if word)


def job_resume(job: Job, *, now: datetime, actor: User) -> Job:
    """Go on after waiting; the working time waited is kept."""
    refuse_stranger(job, actor)
    with records.deed():
        values: dict[str, Any] = {"started_at": job.started_at or now, **waited(job, now)}
        taken = records.take(job, "resume", actor=actor, **values)
        telling.tell_reporter(taken, _("报修 %(number)s 继续处理") % {"number": job.number}, now=now)
    return taken


def job_finish(
    job: Job,
    *,
    lines: Sequence[Line] = (),
    minutes: int | None = None,
    materials: Sequence[Part] = (),
    supplies: Sequence[Draw] = (),
    unmended: Sequence[Unmended] = (),
    material_cost: Decimal | None = None,
    outside_quote: Decimal | None = None,
    saved_amount: Decimal | None = None,
    photos: Sequence[File[Any] | files.Received] = (),
    note: str = "",
    now: datetime,
    actor: User,
) -> Job:
    """Done: what was done as lines, the time, the parts, the money saved; the reporter is asked to look.

    supplies: materials out of the store, handed out in the same deed: if there is not enough, nothing is done.
    unmended: what could not be repaired and was kept, written off or sent back.
    The cost is what the store's materials were worth, and what was bought or asked for by an outside firm.
    saved_amount follows from the outside quote less material, where it is not given. Lines of an earlier repair of the
    same job stay. Raises ValidationError for impossible lines or amounts, WrongStatusError when it is done already.
    """
    refuse_stranger(job, actor)
    received = [one if isinstance(one, files.Received) else files.receive(one) for one in photos]
    done_on = timezone.localdate(now)
    bought = _cost(materials, material_cost)
    values: dict[str, Any] = {
        "finished_at": now, "done_on": done_on, "started_at": job.started_at or now, "done_note": note.strip(),
        "minutes": _minutes(job, minutes), "outside_quote": outside_quote, **waited(job, now),
    }  # fmt: skip
    with records.deed():
        if supplies:
            job_supply(job, supplies, used_on=done_on, now=now, actor=actor)
        cost = _with_supplies(bought, supplied_cost(job) if supplies or job.reopened_count else None)
        values |= {"material_cost": cost, "saved_amount": _saved(saved_amount, outside_quote, cost)}
        taken = records.take(job, "finish", actor=actor, **values)
        lines_add(taken, lines, done_on=done_on, actor=actor)
        _use(taken, materials, used_on=done_on, actor=actor)
        _keep(taken, unmended, done_on=done_on, actor=actor)
        if received:
            files.attach_all(taken, received, kind=files.Attachment.Kind.AFTER, actor=actor, now=now)
        _tell_done(taken, note, now=now)
        tell(JobFinished(taken.pk, taken.place_id, done_on))
    return taken


def _tell_done(job: Job, note: str, *, now: datetime) -> None:
    title = _("报修 %(number)s 修好了，请看一看") % {"number": job.number}
    telling.tell_reporter(job, title, note, now=now)
    passed_on = _("报修 %(number)s 修好了，请告诉报修人") % {"number": job.number}
    telling.tell_first_asked(job, passed_on, note, now=now)


def lines_add(job: Job, lines: Sequence[Line], *, done_on: date, actor: User) -> list[JobLine]:
    """Put lines of work on a job. A combination nobody used before becomes an item of the catalogue."""
    if len(lines) > MOST_LINES:
        raise ValidationError(_("一张报修单最多记 %(n)s 行，请合并相同的。") % {"n": MOST_LINES})
    rows = []
    for line in lines:
        if line.qty <= 0:
            raise ValidationError(_("“%(what)s”的数量要大于零。") % {"what": f"{line.action} {line.object}"})
        item = work_item(line.action, line.object, line.unit, actor=actor)
        rows.append(
            {
                "job": job, "item": item, "action": item.action, "object": item.object, "unit": item.unit,
                "qty": line.qty, "is_approx": line.approx, "done_on": done_on,
                "approx_sense": JobLine.Sense.AT_LEAST if line.approx else "",
            }
        )  # fmt: skip
    return records.create_many(JobLine, rows, actor=actor) if rows else []


def line_change(line: JobLine, *, actor: User, **values: Any) -> JobLine:
    """Put a slip of the pen in a line right (30 for 3); its trail keeps what stood there.

    Other words are another item of the catalogue. Raises ValidationError for a line of a closed term, and for a
    quantity that is none.
    """
    refuse_closed(line.done_on)
    words = {name: values.get(name, getattr(line, name)) for name in ("action", "object", "unit")}
    item = work_item(words["action"], words["object"], words["unit"], actor=actor)
    own = {"item": item, "action": item.action, "object": item.object, "unit": item.unit}
    return records.amend(line, actor=actor, **(values | own))


def job_correct(job: Job, *, actor: User, **values: Any) -> Job:
    """Put right what was entered on a closed job (note, minutes, money). Raises ValidationError in a closed term."""
    if job.done_on is not None:
        refuse_closed(job.done_on)
    return records.take(job, "correct", actor=actor, **values)


def _use(job: Job, parts: Sequence[Part], *, used_on: date, actor: User) -> None:
    rows = [
        {
            "job": job, "name": part.name.strip(), "qty": part.qty, "unit": part.unit.strip(), "price": part.price,
            "amount": part.amount, "used_on": used_on,
        }
        for part in parts
    ]  # fmt: skip
    if rows:
        records.create_many(Material, rows, actor=actor)


def _keep(job: Job, things: Sequence[Unmended], *, done_on: date, actor: User) -> None:
    rows = [
        {
            "job": job, "object": one.object.strip(), "qty": one.qty, "unit": one.unit.strip(), "fate": one.fate,
            "where": one.where.strip(), "done_on": done_on,
        }
        for one in things
    ]  # fmt: skip
    if rows:
        records.create_many(Leftover, rows, actor=actor)


def leftover_change(leftover: Leftover, *, actor: User, **values: Any) -> Leftover:
    """What was kept went elsewhere: used up, written off, sent back. Raises ValidationError in a closed term."""
    refuse_closed(leftover.done_on)
    return records.amend(leftover, actor=actor, **values)


def refuse_stranger(job: Job, actor: User) -> None:
    """One owner at any moment: another repairer leaves it alone; the desk, contractors and the program may act."""
    if actor.is_system or job.worker_id is None:
        return
    worker = worker_of(actor)
    if worker is not None and worker.pk != job.worker_id and not actor.has_perm(DISPATCH):
        owner = Worker.objects.get(pk=job.worker_id)
        raise ValidationError(
            _("这张报修单现在由%(name)s负责；要接手请总务处改派。") % {"name": owner.name}, code="stranger"
        )


def _cost(parts: Sequence[Part], given: Decimal | None) -> Decimal | None:
    amounts = [part.amount for part in parts if part.amount is not None]
    return sum(amounts, Decimal(0)) if amounts and given is None else given


def _with_supplies(bought: Decimal | None, supplied: Decimal | None) -> Decimal | None:
    """What was bought and what came out of the store, also for an earlier repair of the same job."""
    return (bought or Decimal(0)) + supplied if supplied else bought


def _saved(given: Decimal | None, quote: Decimal | None, cost: Decimal | None) -> Decimal | None:
    return saved_by(quote, cost) if given is None else given


def _minutes(job: Job, given: int | None) -> int | None:
    """Minutes of a second repair are added to those of the first."""
    return given if given is None or not job.reopened_count else given + (job.minutes or 0)
