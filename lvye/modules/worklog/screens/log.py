"""记一笔: one box, chips that appear as one types, one tap to keep; below it what was kept today."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lvye.kernel.files import api as files
from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit import say
from lvye.modules.worklog import queries, reading, services
from lvye.modules.worklog.models import Entry
from lvye.modules.worklog.models.entry import MOST_WORDS
from lvye.modules.worklog.sight import LOG

from .typed import Form, Row, checked, day_of, extras, hear, typed

MOST_PHOTOS = 4


@needs(LOG)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def log(request: AuthedRequest) -> HttpResponseBase:
    """The page, and the keeping. The day counts from when the form was filled in, not from when it came."""
    now = timezone.now()
    today = timezone.localdate(now)
    person = person_of(request.user)
    if person is None:
        return render(request, "worklog/nobody.html", status=403 if request.method == "POST" else 200)
    if request.method != "POST":
        said = request.GET.get("said", "")[:MOST_WORDS]
        return page(request, hear(Form(said), person, today) if said else Form(), person, today)
    form = prepared(request, person, today)
    if "do" in request.POST or "again" in request.POST:  # the buttons of who has no script
        return page(request, form, person, today)
    try:
        entry = _kept(request, form, person, now)
    except ValidationError as problem:
        form.refuse(problem)
        return page(request, form, person, today, status=400)
    messages.success(request, _said(entry, today))
    return redirect("worklog:log")


def prepared(request: AuthedRequest, person: Person, today: date) -> Form:
    """The form that was sent, its chips read from the words as they stand now, or one more chip asked for."""
    form = typed(request.POST)
    if again := request.POST.get("again", "")[:MOST_WORDS]:
        form.said = f"{form.said.rstrip('，。, ')}，{again}" if form.said.strip() else again
    hear(form, person, today)
    if request.POST.get("do") == "add":
        form.rows.append(Row(qty="1", error=" "))
    return form


@needs(LOG)
@require_POST
def read(request: AuthedRequest) -> HttpResponse:
    """The chips alone, as one types."""
    today = timezone.localdate()
    person = person_of(request.user)
    form = prepared(request, person, today) if person else typed(request.POST)
    return render(request, "worklog/_heard.html", _context(form))


def _kept(request: AuthedRequest, form: Form, person: Person, now: datetime) -> Entry:
    today = timezone.localdate(now)
    services.words_of(form.said)
    works = [work for _pk, work in checked(form, person, today)]
    photos = files.uploads_of(request, "photos", MOST_PHOTOS, under="photos")
    more: dict[str, Any] = extras(form)
    if not works:
        more["kind"] = next((one for one in reading.kinds() if str(one.pk) == form.kind), None)
        more["place"] = next((one for one in form.choices if str(one.pk) == form.place), None)
    return services.entry_keep(
        person=person,
        said=form.said,
        done_on=day_of(form, timezone.localdate(filled_at(request, now) or now)),
        lines=works,
        photos=photos,
        now=now,
        today=today,
        actor=request.user,
        **more,
    )


def _said(entry: Entry, today: date) -> str:
    lines = "、".join(line.words for line in entry.lines.order_by("pk"))
    what = lines or entry.said
    if entry.done_on == today:
        return _("记下了：%(what)s") % {"what": what}
    return _("记到%(day)s了：%(what)s") % {"day": say.date(entry.done_on), "what": what}


def page(request: AuthedRequest, form: Form, person: Person, today: date, *, status: int = 200) -> HttpResponse:
    """The box with what stands in it, and the day below it."""
    mine = registers["worklog.entry"].rows(request.user).filter(person=person)
    entries = list(queries.entries_between(mine, today, today))
    context = _context(form) | {
        "often": queries.often_said(person, today),
        "entries": entries,
        "time": queries.time_of(entries),
        "most": MOST_WORDS,
        "most_photos": MOST_PHOTOS,
        "origins": Entry.Origin.choices,
        "today": today.isoformat(),
        "refused": status != 200,
        "lost_photos": status != 200 and bool(request.FILES),
    }
    return render(request, "worklog/log.html", context, status=status)


def _context(form: Form) -> dict[str, Any]:
    return {"form": form, "kinds": [(str(kind.pk), kind) for kind in reading.kinds()]}
