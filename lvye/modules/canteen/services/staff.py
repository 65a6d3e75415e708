"""Workers, their certificates, and the check of every morning: who may touch food today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_for
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.modules.canteen.models import Certificate, CheckStatus, MorningCheck, Symptom, Worker

from .telling import tell_off

# With these nobody comes back on his own word (操作规范: fever, vomiting, diarrhoea, wounds, jaundice, sore throat).
GRAVE = {Symptom.FEVER, Symptom.VOMIT, Symptom.DIARRHOEA, Symptom.WOUND, Symptom.JAUNDICE, Symptom.THROAT}


@dataclass(frozen=True)
class Checked:
    """One worker as he was seen this morning."""

    worker: Worker
    symptoms: tuple[str, ...] = ()
    temperature: Decimal | None = None
    is_clean: bool = True
    is_away: bool = False
    note: str = ""
    back: str = ""


def worker_add(*, actor: User, **values: Any) -> Worker:
    """A new worker of the canteen; he is on no list before his health certificate is registered."""
    return records.create(Worker, actor=actor, **values)


def certificate_add(*, actor: User, today: date | None = None, **values: Any) -> Certificate:
    """Register a certificate. Raises ValidationError for one issued in the future."""
    if today is not None and values.get("issued_on") and values["issued_on"] > today:
        raise ValidationError({"issued_on": _("发证日期不能在将来。")})
    return records.create(Certificate, actor=actor, **values)


def lacking(workers: Sequence[Worker], day: date) -> dict[int, str]:
    """worker → what certificate he has not got on a day, in a sentence; those who have all are left out."""
    wanted = [Certificate.Kind.HEALTH]
    if rules.value("canteen.training_needed", on=day):
        wanted.append(Certificate.Kind.TRAINING)
    last: dict[tuple[int, str], date] = {}
    rows = Certificate.objects.filter(worker__in=[one.pk for one in workers], issued_on__lte=day)
    for worker, kind, until in rows.order_by("ends_on").values_list("worker_id", "kind", "ends_on"):
        last[worker, kind] = until
    found: dict[int, str] = {}
    for one in workers:
        for kind in wanted:
            ends = last.get((one.pk, kind))
            words = {"what": kind.label, "day": say.day(ends) if ends else ""}
            if ends is None:
                found.setdefault(one.pk, _("没有登记%(what)s") % words)
            elif ends < day:
                found.setdefault(one.pk, _("%(what)s%(day)s已过期") % words)
    return found


@dataclass(frozen=True)
class WorkerPapers:
    """How the certificates of those who work in the canteen stand: how many there are, who lacks one, whose lapse."""

    workers: int
    lacking: list[tuple[Worker, str]]
    lapsing: list[tuple[Worker, str]]


def worker_papers(day: date, *, warn_days: int) -> WorkerPapers:
    """The certificates of all who work in the canteen, as they stand on a day, with what lapses within so many days."""
    rows = Worker.objects.filter(begun_on__lte=day).filter(Q(left_on=None) | Q(left_on__gte=day))
    workers = list(rows.select_related("person").order_by("pk"))
    now, later = lacking(workers, day), lacking(workers, day + timedelta(days=warn_days))
    return WorkerPapers(
        len(workers),
        [(one, now[one.pk]) for one in workers if one.pk in now],
        [(one, later[one.pk]) for one in workers if one.pk in later and one.pk not in now],
    )


def morning_check(
    rows: Iterable[Checked], *, at: datetime | None = None, now: datetime, actor: User
) -> list[MorningCheck]:
    """Keep the morning's check of some workers. Whoever has a symptom or fever is off duty at once, and it is told.

    at: when they were checked, where the form came later. Raises ValidationError: no valid certificate (then he may
    not work), checked today already, nobody named, or back after a grave symptom without what shows that he is well.
    """
    moment = at or now
    day = timezone.localdate(moment)
    refuse_closed(day)
    given = list(rows)
    if not given:
        raise ValidationError(_("还没有点任何人。"), code="nobody")
    by = person_for(actor)
    without = lacking([one.worker for one in given], day)
    fever = Decimal(str(rules.value("canteen.fever", on=day)))
    with records.deed():
        made = [_kept(one, without, fever, day=day, moment=moment, by=by, actor=actor) for one in given]
        off = [one for one in made if one.status == CheckStatus.OFF]
        if off:
            tell_off(len(off), by=by, day=day, now=now)
    return made


def _kept(
    one: Checked, without: dict[int, str], fever: Decimal, *, day: date, moment: datetime, by: Any, actor: User
) -> MorningCheck:
    name = one.worker.person.name
    symptoms = _codes(one, fever)
    if MorningCheck.objects.filter(worker=one.worker, day=day).exists():
        raise ValidationError(_("%(name)s今天已经检过了。") % {"name": name}, code="again")
    status = CheckStatus.AWAY if one.is_away else CheckStatus.OFF if symptoms else CheckStatus.ON
    if status == CheckStatus.ON:
        _refuse_unfit(one, without, day)
    note = one.note.strip() or (_("当天离岗，就医") if status == CheckStatus.OFF else "")
    return records.create(
        MorningCheck, actor=actor, worker=one.worker, day=day, status=status, symptoms=",".join(symptoms),
        temperature=one.temperature, is_clean=one.is_clean, note=note, back=one.back.strip(), checked_at=moment,
        checked_by=by, off_at=moment if status == CheckStatus.OFF else None,
    )  # fmt: skip


def _codes(one: Checked, fever: Decimal) -> list[str]:
    known = {str(value) for value in Symptom.values}
    if not set(one.symptoms) <= known:
        raise ValidationError(_("没有这个症状编码。"), code="symptom")
    codes = set(one.symptoms)
    if one.temperature is not None and one.temperature >= fever:
        codes.add(Symptom.FEVER)
    return sorted(codes, key=int)


def _refuse_unfit(one: Checked, without: dict[int, str], day: date) -> None:
    name = one.worker.person.name
    if one.worker.pk in without:
        words = {"name": name, "why": without[one.worker.pk]}
        raise ValidationError(_("%(name)s%(why)s，不能上岗。") % words, code="no_certificate")
    if needs_word(one.worker, day) and not one.back.strip():
        raise ValidationError(
            _("%(name)s上次因病离岗，回岗要写明凭什么（医院证明、症状消失）。") % {"name": name}, code="back"
        )
    if not one.is_clean and not one.note.strip():
        raise ValidationError(_("%(name)s个人卫生不合格，写明怎么处理的。") % {"name": name}, code="unclean")


def needs_word(worker: Worker, day: date) -> bool:
    """Whether he was last sent off with something grave and has not been back since."""
    last = (
        MorningCheck.objects.filter(worker=worker, day__lt=day)
        .exclude(status=CheckStatus.AWAY).order_by("-day").values_list("status", "symptoms").first()
    )  # fmt: skip
    return last is not None and last[0] == CheckStatus.OFF and bool(GRAVE & set(last[1].split(",")))


def worker_send_off(
    check: MorningCheck, *, symptoms: Sequence[str] = (), note: str = "", now: datetime, actor: User
) -> MorningCheck:
    """Somebody falls ill during the day: off duty at once. Raises ValidationError without a symptom or a word."""
    codes = _codes(Checked(check.worker, tuple(symptoms)), Decimal(99))
    if not codes and not note.strip():
        raise ValidationError(_("写明什么情况。"), code="no_words")
    with records.deed():
        taken = records.take(
            check, "send_off", actor=actor, symptoms=",".join(codes), note=note.strip() or _("当天离岗，就医"),
            off_at=now,
        )  # fmt: skip
        tell_off(1, by=person_for(actor), day=check.day, now=now)
    return taken


def worker_come(check: MorningCheck, *, now: datetime, actor: User) -> MorningCheck:
    """He was not there at the check and comes later: looked at now. Raises ValidationError as `morning_check`."""
    without = lacking([check.worker], check.day)
    _refuse_unfit(Checked(check.worker), without, check.day)
    return records.take(check, "come", actor=actor, checked_at=now, checked_by=person_for(actor))


def hands(day: date) -> list[Worker]:
    """Who may touch food on a day: checked, well, on duty, with valid certificates; by job and name."""
    rows = Worker.objects.filter(checks__day=day, checks__status=CheckStatus.ON, checks__off_at=None)
    workers = list(rows.select_related("person").order_by("job", "person__name").distinct())
    without = lacking(workers, day)
    return [one for one in workers if one.pk not in without]


def refuse_idle(worker: Worker, day: date) -> None:
    """Raises ValidationError where this worker is not on the day's list, and says why."""
    if worker in hands(day):
        return
    name = worker.person.name
    without = lacking([worker], day).get(worker.pk)
    if without:
        raise ValidationError(_("%(name)s%(why)s，不能上岗。") % {"name": name, "why": without}, code="no_certificate")
    check = MorningCheck.objects.filter(worker=worker, day=day).first()
    if check is None:
        raise ValidationError(_("%(name)s今天还没有晨检。") % {"name": name}, code="unchecked")
    raise ValidationError(_("%(name)s今天不在岗。") % {"name": name}, code="off_duty")
