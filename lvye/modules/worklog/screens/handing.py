"""转报修: what was logged becomes a repair job, with its place and kind of fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lvye.kernel.accounts.api import User
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place, PlaceField
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.repairs.api import Category, category_tree
from lvye.modules.worklog import services
from lvye.modules.worklog.models import Line

from .mend import entry_of

REPORT = "repairs.report_job"


class HandForm(forms.Form):
    """Where it is, what is broken, and in which words the repairer reads it."""

    what = forms.CharField(label=gettext_lazy("怎么了"), max_length=200)
    category = forms.ChoiceField(label=gettext_lazy("什么坏了"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = PlaceField(user=user, label=_("在哪里"))
        self.order_fields(["what", "place", "category"])
        tree = category_tree()
        self.kinds = {str(kind.pk): kind for top, kinds in tree for kind in (kinds or [top])}
        groups = [(top.name, [(str(kind.pk), kind.name) for kind in (kinds or [top])]) for top, kinds in tree]
        self.fields["category"].choices = [("", _("请选")), *groups]  # type: ignore[attr-defined]


@needs(REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def line(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One line of an entry."""
    rows = registers["worklog.line"].rows(request.user).filter(status=Line.Status.KEPT)
    found: Line = get_object_or_404(rows.select_related("entry__person", "entry__job", "place", "category"), pk=pk)
    start = {"what": found.words, "place": found.place or found.entry.place, "category": found.category_id}

    def deed(place: Place, category: Category, what: str) -> Any:
        now = timezone.now()
        return services.line_to_job(
            found, place=place, category=category, what=what, today=timezone.localdate(now), now=now, actor=request.user
        )

    return _page(request, start, deed, entry_pk=found.entry_id, said=found.entry.said, person=found.person)


@needs(REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def entry(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A sentence without counted parts; one that has some is handed on by the part."""
    found = entry_of(request, pk)
    if found.lines.filter(status=Line.Status.KEPT).exists() or not found.is_kept:
        return redirect("worklog:mend", pk=pk)

    def deed(place: Place, category: Category, what: str) -> Any:
        now = timezone.now()
        return services.entry_to_job(
            found, place=place, category=category, what=what, today=timezone.localdate(now), now=now, actor=request.user
        )

    return _page(
        request, {"what": found.said, "place": found.place}, deed, entry_pk=pk, said=found.said, person=found.person
    )


def _page(
    request: AuthedRequest, start: dict[str, Any], deed: Callable[..., Any], *, entry_pk: int, said: str, person: Person
) -> HttpResponseBase:
    form = HandForm(request.POST if request.method == "POST" else None, user=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            job = deed(given["place"], form.kinds[given["category"]], given["what"])
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            said_words = _("转成报修 %(number)s，总务处看得到；数量以后由报修单计，日志里不再算。")
            messages.success(request, said_words % {"number": job.number})
            return redirect("worklog:mend", pk=entry_pk)
    status = 400 if form.errors else 200
    context = {"form": form, "more": (), "said": said, "entry_pk": entry_pk, "person": person}
    return render(request, "worklog/hand.html", context, status=status)
