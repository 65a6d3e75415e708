"""The summary's pages: read it as a document, write in it, open any figure, print it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.accounts.api import User
from lvye.kernel.figures import api as figures
from lvye.kernel.papers.api import answer
from lvye.kernel.people.api import Person
from lvye.kernel.registers.api import (
    AuthedRequest,
    Register,
    allowed,
    choose_from,
    needs,
    registers,
    rows_html,
    shown_rows,
    wants_part,
)
from lvye.kit import say
from lvye.modules.history import api as history

from . import page, periods, queries, services
from .documents import summary_file
from .evaluate import Evaluator, Slot
from .hints import hint_block
from .models import Kind, Summary

ROWS_SHOWN = 5


class DraftForm(forms.Form):
    """What is summed up: a term, a month, or one person's term."""

    kind = forms.ChoiceField(label=_("种类"), choices=Kind.choices)
    period = forms.ChoiceField(label=_("期间"))
    person = forms.ModelChoiceField(Person.objects.none(), label=_("个人"), required=False, empty_label="—")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = periods.choices(timezone.localdate())  # type: ignore[attr-defined]
        people = registers["people.person"].rows(user).exclude(kind="student")
        choose_from(self, person=people.order_by("name"))

    def clean(self) -> dict[str, Any]:
        """A personal report needs its person; the others have none."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == Kind.PERSON and not given.get("person"):
            self.add_error("person", _("请选是谁的述职。"))
        if given.get("kind") != Kind.PERSON:
            given["person"] = None
        month = periods.is_month(given.get("period") or "")
        if given.get("kind") == Kind.MONTH and not month:
            self.add_error("period", _("月度简报要选一个月。"))
        if given.get("kind") == Kind.TERM and month:
            self.add_error("period", _("工作总结要选一个学期或者一年；一个月的请写简报。"))
        return given


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """Choose what to sum up; the draft is written at once."""
    form = DraftForm(request.POST or None, user=request.user, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            made = services.summary_draft(actor=request.user, today=timezone.localdate(), **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            return redirect(reverse(f"{reg.key}:detail", args=[made.pk]))
    context = {"reg": reg, "form": form, "title": _("起草总结"), "submit_label": _("写出草稿"), "more": ()}
    context["cancel_url"] = reverse(f"{reg.key}:list")
    return render(request, "registers/form.html", context, status=400 if form.errors else 200)


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """Text is edited where it is read."""
    summary = get_object_or_404(reg.rows(request.user), pk=pk)
    return redirect(reverse(f"{reg.key}:detail", args=[summary.pk]))


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The summary as a document, with what may be done beside it."""
    summary = get_object_or_404(reg.rows(request.user), pk=pk)
    context = page.context_of(reg, summary, request.user, today=timezone.localdate()) | {"byline": page.byline(summary)}
    return render(request, "summaries/summary.html", context)


def sign_now(summary: Summary, *, actor: User) -> Summary:
    """Sign at this moment (the clock is read here, not in the service)."""
    return services.summary_sign(summary, actor=actor, now=timezone.now())


def _mine(request: AuthedRequest, pk: int) -> Summary:
    found: Summary = get_object_or_404(registers["summaries.summary"].rows(request.user), pk=pk)
    return found


@needs("summaries.change_summary")
@require_POST
def write(request: AuthedRequest, pk: int, block: str) -> HttpResponseBase:
    """Keep one paragraph as it is now written; `was` is how its writer last saw it.

    The page's script gets a word for the page's state; a form sent without it goes back to the page.
    """
    summary = _mine(request, pk)
    here = f"{reverse('summaries.summary:detail', args=[pk])}#{block}"
    try:
        _refuse_crossing(summary, block, request)
        services.paragraph_write(summary, block, request.POST.get("text", ""), actor=request.user)
    except ValidationError as problem:
        if not wants_part(request):
            messages.warning(request, " ".join(problem.messages))
            return redirect(here)
        return render(request, "summaries/_saved.html", {"problem": " ".join(problem.messages)}, status=400)
    if not wants_part(request):
        return redirect(here)
    return render(request, "summaries/_saved.html", {"at": timezone.localtime()})


def _refuse_crossing(summary: Summary, block: str, request: AuthedRequest) -> None:
    """Somebody else changed the same paragraph meanwhile: say so, overwrite nothing."""
    was = request.POST.get("was")
    now = next((b.get("text") for b in summary.body["blocks"] if b["id"] == block), None)
    if was is not None and now is not None and _plain(now) not in {_plain(was), _plain(request.POST.get("text", ""))}:
        raise ValidationError(_("这一段刚刚被别人改过。请刷新页面，看一看再改；您写的还留在这里。"), code="crossed")


def _plain(text: str) -> str:
    return " ".join(text.split())


@needs("summaries.change_summary")
@require_POST
def add(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A new paragraph below `after`; the answer names its block."""
    summary = _mine(request, pk)
    text = request.POST.get("text", "").strip()
    try:
        if not text:
            raise ValidationError(_("空的一段不用存。"))
        changed = services.paragraph_add(summary, request.POST.get("after", ""), text, actor=request.user)
    except ValidationError as problem:
        return render(request, "summaries/_saved.html", {"problem": " ".join(problem.messages)}, status=400)
    known = {block["id"] for block in summary.body["blocks"]}
    made = next(block["id"] for block in changed.body["blocks"] if block["id"] not in known)
    answer = render(request, "summaries/_saved.html", {"at": timezone.localtime()})
    answer["X-Block"] = made
    return answer


@needs("summaries.change_summary")
@require_POST
def write_hint(request: AuthedRequest, pk: int, hint: str) -> HttpResponse:
    """Write a suggestion into the text, below the last paragraph of its chapter."""
    summary = _mine(request, pk)
    found = hint_block(summary, hint, today=timezone.localdate())
    if found is None:
        raise Http404(_("没有这条建议。"))
    text, slots = found
    try:
        services.paragraph_add(summary, request.POST.get("after", ""), text, actor=request.user, slots=slots)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    return redirect(reverse("summaries.summary:detail", args=[pk]))


@needs("summaries.change_summary")
@require_POST
def redraft(request: AuthedRequest, pk: int) -> HttpResponse:
    """Write the draft anew."""
    try:
        services.summary_redraft(_mine(request, pk), actor=request.user, today=timezone.localdate())
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    return redirect(reverse("summaries.summary:detail", args=[pk]))


@needs("summaries.change_summary")
@require_POST
def revise(request: AuthedRequest, pk: int) -> HttpResponse:
    """A new version of a signed summary."""
    try:
        made = services.summary_revise(_mine(request, pk), actor=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return redirect(reverse("summaries.summary:detail", args=[pk]))
    return redirect(reverse("summaries.summary:detail", args=[made.pk]))


@needs("summaries.view_summary")
def figure(request: AuthedRequest, pk: int, slot: str) -> HttpResponse:
    """One figure of the text, opened: how it is counted, over what, the first records, and the way to all."""
    summary = _mine(request, pk)
    if slot not in summary.body["slots"]:
        raise Http404(_("这份总结里没有这个数字。"))
    asked = Slot.of(summary.body["slots"][slot])
    shown = queries.shown_figures(summary)[slot]
    numbers = Evaluator(queries.period(summary))
    pasts = history.past(asked.figure, asked.only, numbers.period, user=request.user)
    context: dict[str, Any] = {"shown": shown, "count": say.number(shown.rows), "summary": summary, "pasts": pasts}
    if asked.form == "history":
        now = numbers.value(asked.figure, asked.only)
        context |= {"now": figures.text(now, asked.unit), "now_url": _address(asked, numbers)}
        context["named"] = queries.named(now, asked)
        return render(request, "summaries/_past.html", context)
    return render(request, "summaries/_figure.html", context | _of_rows(request, asked, numbers))


def _address(asked: Slot, numbers: Evaluator) -> str:
    return figures.address(asked.figure, numbers.period, asked.only)


def _of_rows(request: AuthedRequest, asked: Slot, numbers: Evaluator) -> dict[str, Any]:
    """What it is narrowed to, how it stands against the period before, and its first records for who may see them."""
    declared = figures.figures[asked.figure]
    reg = registers[declared.register]
    made: dict[str, Any] = {
        "filters": [(declared.by[split].label, declared.by[split].word(key)) for split, key in asked.only.items()]
    }
    earlier = numbers.value_before(asked.figure, asked.only)
    if earlier is not None and earlier.rows:
        now = numbers.value(asked.figure, asked.only)
        made |= {"earlier": figures.text(earlier, asked.unit), "against": figures.against(now, earlier, asked.unit)}
    if request.user.has_perm(reg.permission("view")):
        rows = shown_rows(reg, figures.rows(asked.figure, numbers.period, asked.only, request.user))
        made |= {"body_html": rows_html(reg, list(rows[:ROWS_SHOWN])), "may_open": True}
    return made


def file_name(title: str) -> str:
    """A title as the name of a file: "2025—2026学年" keeps its dash, as a sign every file system takes."""
    words = re.sub(r"[—–－]", "-", title)
    return re.sub(r"[^\w-]+", "", words).strip("-") or "summary"


@needs("summaries.export_summary")
def paper(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """The summary as a file."""
    summary = _mine(request, pk)
    content = summary_file(summary, kind=kind)
    return answer(content, f"{file_name(summary.title)}.{kind}", save=True)
