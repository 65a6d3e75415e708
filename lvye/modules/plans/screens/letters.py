"""Goal letters: who has one, who has signed; each on paper with boxes to sign."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.papers.api import answer
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs, registers
from lvye.modules.plans import documents, services
from lvye.modules.plans.models import LetterStatus, Plan, PlanStatus

from .common import letter_of, plan_of, told

MAKE = "plans.add_goalletter"


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A letter as it was drawn up; ?as=print is the paper."""
    letter = reg.rows(request.user).select_related("plan", "person", "post").filter(pk=pk).first() or letter_of(
        request, pk
    )
    if request.GET.get("as") == "print":
        return answer(
            documents.letter_file(letter, today=timezone.localdate()), f"{documents.letter_title(letter)}.pdf"
        )
    context = detail_context(reg, letter, request.user)
    may_redraw = letter.status == LetterStatus.DRAWN and request.user.has_perm(MAKE)
    context |= {"letter": letter, "may_redraw": may_redraw and letter.plan.status == PlanStatus.AGREED}
    return render(request, "plans/letter.html", context)


@needs(MAKE)
def letters(request: AuthedRequest) -> HttpResponse:
    """The letters of one plan: signed, drawn up, and who has none yet."""
    rows = registers["plans.plan"].rows(request.user).filter(status__in=[PlanStatus.AGREED, PlanStatus.CLOSED])
    plans = list(rows.order_by("-begins_on", "-pk")[:12])
    asked = request.GET.get("plan", "")
    plan: Plan | None = next((one for one in plans if str(one.pk) == asked), plans[0] if plans else None)
    context: dict[str, Any] = {"plan": plan, "plans": plans, "rows": [], "without": [], "signed": 0}
    if plan is not None:
        found = list(
            plan.letters.exclude(status=LetterStatus.VOID).select_related("person", "post").order_by("status", "pk")
        )
        have = {letter.person_id for letter in found}
        today = timezone.localdate()
        waiting = services.letter_people(plan, today=today) if plan.status == PlanStatus.AGREED else []
        context |= {
            "rows": found, "signed": sum(one.status == LetterStatus.SIGNED for one in found),
            "without": [pair for pair in waiting if pair[0].pk not in have],
        }  # fmt: skip
    return render(request, "plans/letters.html", context)


@needs(MAKE)
@require_POST
def draw(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Draw up the letters that are missing."""
    plan = plan_of(request, pk)

    def deed() -> str:
        made = services.letters_draw(plan, today=timezone.localdate(), actor=request.user)
        return _("出了 %(n)s 份责任书，打印出来签字。") % {"n": made} if made else _("该有的都有了。")

    return told(request, f"{reverse('plans:letters')}?plan={pk}", deed)


@needs(MAKE)
@require_POST
def redraw(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Write one anew from the plan as it is now."""
    letter = letter_of(request, pk)

    def deed() -> str:
        services.letter_redraw(letter, today=timezone.localdate(), actor=request.user)
        return _("按现在的计划重写了。")

    return told(request, reverse("plans.goalletter:detail", args=[pk]), deed)


@needs("plans.export_goalletter")
def all_papers(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """All letters of a plan that are not signed, one Word file to print."""
    plan = plan_of(request, pk)
    found = list(plan.letters.filter(status=LetterStatus.DRAWN).select_related("plan", "person", "post").order_by("pk"))
    if not found:
        return told(request, f"{reverse('plans:letters')}?plan={pk}", lambda: _("没有等着签的责任书。"))
    content = documents.letters_word(plan, found)
    return answer(content, f"{plan.title} {_('目标责任书')}.docx")
