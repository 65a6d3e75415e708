"""How a fault comes in: by code, by desk, from a patrol; and how a report is put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Kind, Place, PlaceCode, PlaceStatus, resolve
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import add_working_minutes, refuse_closed
from lvye.kit.events import tell
from lvye.modules.assets.api import Asset
from lvye.modules.repairs import queries
from lvye.modules.repairs.events import JobReported
from lvye.modules.repairs.models import Category, Job, PlannedWork, Urging

from .telling import tell_reported, tell_reporter
from .things import refuse_gone

Photos: TypeAlias = "Sequence[File[Any] | files.Received]"


def job_report(
    *,
    place: Place,
    category: Category,
    what: str = "",
    source: str,
    urgency: str = "",
    reporter: Person | None = None,
    reporter_name: str = "",
    reporter_phone: str = "",
    first_asked: Person | None = None,
    planned: PlannedWork | None = None,
    asset: Asset | None = None,
    photos: Photos = (),
    now: datetime,
    actor: User,
) -> Job:
    """Take a report: number, deadlines by urgency in working time, the desk is told.

    Without an urgency the category decides (what stops a lesson goes first). first_asked: who took it (首问责任).
    asset: the thing it is about. Raises ValidationError for a closed place, a category out of use, a thing written
    off, or photos that cannot be kept.
    """
    _refuse_unusable(place, category)
    if asset is not None:
        refuse_gone(asset)
    received = [one if isinstance(one, files.Received) else files.receive(one) for one in photos]
    with records.deed():
        job = records.create(
            Job, actor=actor, number=job_number(now), what=what.strip(), source=source, reporter=reporter,
            reporter_name=reporter_name.strip() or (reporter.name if reporter else ""),
            reporter_phone=reporter_phone.strip(), first_asked=None if first_asked == reporter else first_asked,
            planned=planned, asset=asset, **_facts(place, category, urgency, now),
        )  # fmt: skip
        if received:
            files.attach_all(job, received, actor=actor, now=now)
        tell_reported(job, now=now)
        tell(JobReported(job.pk, place.pk, category.pk, job.urgency, job.source))
    return job


def _facts(place: Place, category: Category, urgency: str, now: datetime) -> dict[str, Any]:
    """What follows from place, kind of fault, urgency and moment."""
    chosen = urgency or (Job.Urgency.TEACHING if category.is_teaching else Job.Urgency.NORMAL)
    respond_by, finish_by = due_times(chosen, now)
    return {
        "place": place, "building": _building(place), "category": category, "top": category.parent or category,
        "urgency": chosen, "reported_at": now, "reported_on": timezone.localdate(now), "respond_by": respond_by,
        "finish_by": finish_by,
    }  # fmt: skip


def job_report_by_code(
    code: str,
    *,
    category: Category | str,
    what: str = "",
    photos: Photos = (),
    affects_teaching: bool = False,
    is_urgent: bool = False,
    name: str = "",
    phone: str = "",
    asset: Asset | None = None,
    is_other: bool = False,
    now: datetime,
) -> Job:
    """A report by somebody without account, who scanned the code of the place.

    category: the record or its code. The same fault there, still open, is joined instead of reported twice, and the
    first job comes back, unless the reporter says it is another one (is_other). Nothing of the visitor's device or
    network is kept. Raises ValidationError: no such code, revoked, reporting switched off, too often, bad photos.
    """
    place = reporting_place(code).place
    arrival = queries.arrival_at(place, category, asset=asset, now=now)
    chosen = arrival.category
    _brake(arrival.scans)
    _refuse_unusable(place, chosen)
    received = [one if isinstance(one, files.Received) else files.receive(one) for one in photos]
    visitor = system_user("visitor")
    with records.deed():
        if arrival.same_job is not None and not is_other:
            same = Job.objects.select_for_update().get(pk=arrival.same_job)
            return job_same(same, words=what, name=name, phone=phone, photos=received, now=now, actor=visitor)
        return job_report(
            place=place,
            category=chosen,
            what=what,
            source=Job.Source.SCAN,
            urgency=_urgency(affects_teaching=affects_teaching, is_urgent=is_urgent),
            reporter_name=name,
            reporter_phone=phone,
            asset=asset,
            photos=received,
            now=now,
            actor=visitor,
        )


def job_same_by_code(code: str, job_pk: int, *, words: str = "", photos: Photos = (), now: datetime) -> Job:
    """Somebody without account says that an open job at the place he scanned is his fault, too: it is joined.

    Braked like a report. Raises ValidationError as `job_report_by_code`, and when that job is open here no longer.
    """
    place = reporting_place(code).place
    _brake(queries.scans_at(place, now=now))
    received = [one if isinstance(one, files.Received) else files.receive(one) for one in photos]
    with records.deed():
        job = open_at(place, job_pk)
        return job_same(job, words=words, photos=received, now=now, actor=system_user("visitor"))


def open_at(place: Place, job_pk: int) -> Job:
    """An open job at this place, held for the deed. Raises ValidationError when it is none (any more)."""
    job = Job.objects.select_for_update().filter(pk=job_pk, place=place, is_open=True).first()
    if job is None:
        raise ValidationError(_("那一单刚刚已经不在修了。还有毛病，请另报一件。"), code="gone")
    return job


def _urgency(*, affects_teaching: bool, is_urgent: bool) -> str:
    if is_urgent:
        return Job.Urgency.URGENT
    return Job.Urgency.TEACHING if affects_teaching else ""


def reporting_place(code: str) -> PlaceCode:
    """The code with its place, if one may report by it without account. Raises ValidationError saying why not."""
    found = resolve(code)
    if found is None:
        raise ValidationError(_("没有这个地点码，请核对标签上的六位字符，或直接打电话报修。"), code="code_unknown")
    if not found.is_live:
        text = _("这个标签已经作废，扫它不能报修。请打电话报修，并请总务处换新标签。")
        raise ValidationError(text, code="code_revoked")
    if not found.reporting:
        raise ValidationError(_("这个地点暂停扫码报修，请打电话或到总务处报修。"), code="code_off")
    return found


def job_same(
    job: Job, *, words: str = "", name: str = "", phone: str = "", photos: Photos = (), now: datetime, actor: User
) -> Job:
    """Somebody reports the same fault again: it counts on the first job, with his words and photos."""
    with records.deed():
        records.create(
            Urging, actor=actor, job=job, kind=Urging.Kind.SAME, at=now, by_name=name.strip(), phone=phone.strip(),
            words=words.strip(),
        )  # fmt: skip
        if photos:
            files.attach_all(job, list(photos), actor=actor, now=now)
        return records.amend(job, actor=actor, verb="joined", same_count=job.same_count + 1)


def job_change(job: Job, *, actor: User, **values: Any) -> Job:
    """Put a report right: place, kind of fault, words, urgency, reporter. What follows from them follows.

    Raises ValidationError for a job that lies in a closed term, FinalError for one that was cancelled or joined.
    """
    refuse_closed(job.done_on or job.reported_on)
    place, category = values.get("place", job.place), values.get("category", job.category)
    if place != job.place:
        values["building"], values["place_text"] = _building(place), ""
    if category != job.category:
        values["top"] = category.parent or category
    if "urgency" in values and values["urgency"] != job.urgency:
        values["respond_by"], values["finish_by"] = due_times(values["urgency"], job.reported_at)
    changed = records.amend(job, actor=actor, **values)
    if "respond_by" in values:
        tell_reporter(changed, _("报修 %(number)s 的缓急改了") % {"number": job.number}, now=job.reported_at)
    return changed


def job_number(now: datetime) -> str:
    """The next number of the day, "261120-07". Belongs to the deed that uses it."""
    day = f"{timezone.localdate(now):%y%m%d}"
    return f"{day}-{rules.next_number(f'repairs.job:{day}', 2)}"


def due_times(urgency: str, start: datetime) -> tuple[datetime, datetime]:
    """Until when it must be begun, and done: working time from the calendar, clock time for what is urgent."""
    day = timezone.localdate(start)
    minutes = [int(rules.value(f"repairs.{what}_minutes.{urgency}", day)) for what in ("respond", "finish")]
    if urgency == Job.Urgency.URGENT and rules.value("repairs.urgent_by_clock", day):
        return start + timedelta(minutes=minutes[0]), start + timedelta(minutes=minutes[1])
    return add_working_minutes(start, minutes[0]), add_working_minutes(start, minutes[1])


def _building(place: Place) -> Place | None:
    return place if place.kind == Kind.BUILDING else place.building


def _refuse_unusable(place: Place, category: Category) -> None:
    if place.status != PlaceStatus.OPEN:
        raise ValidationError({"place": _("“%(name)s”已经停用，请选现在用的地点。") % {"name": place.full_name}})
    if not category.is_active:
        raise ValidationError({"category": _("“%(name)s”这个类别已经停用，请另选一个。") % {"name": category.name}})


def _brake(scans: queries.Scans) -> None:
    """Raises ValidationError when one report more by code would be one too many, here or in the whole school."""
    if scans.here >= rules.value("repairs.reports_per_hour_per_code"):
        raise ValidationError(_("这里一小时内报修太多次了，请稍后再试；急事请直接打电话。"), code="too_often")
    if scans.everywhere >= rules.value("repairs.reports_per_hour"):
        raise ValidationError(_("全校扫码报修太多了，请稍后再试；急事请直接打电话。"), code="too_often")
