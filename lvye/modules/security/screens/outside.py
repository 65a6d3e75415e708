"""At the gate: whose car this is. At the desk: a letter to parents on paper, and its slips, class by class."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.papers import api as papers
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kit import say
from lvye.modules.security import services
from lvye.modules.security.models import LetterStatus, ParentLetter


@needs("security.view_car")
@require_safe
def car(request: AuthedRequest) -> HttpResponse:
    """`?plate=`: known, with whose it is and whether its pass holds; or unknown, and what to do then."""
    said = request.GET.get("plate", "").strip()[:20]
    today = timezone.localdate()
    found = services.car_known(said) if said else None
    context = {"said": services.plain_plate(said), "car": found, "may": found is not None and found.may_enter(today)}
    return render(request, "security/car.html", context)


@needs("security.change_parentslip")
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """How many slips each class gave back, on one page."""
    letter: ParentLetter = get_object_or_404(registers["security.parentletter"].rows(request.user), pk=pk)
    if letter.status != LetterStatus.SENT:
        return redirect("security.parentletter:detail", pk=pk)
    rows = list(letter.slips.select_related("school_class").order_by("school_class__sort", "pk"))
    problem = ""
    if request.method == "POST":
        said = {one.pk: request.POST.get(f"back-{one.pk}", "").strip() for one in rows}
        given = {pk: int(text) for pk, text in said.items() if text.isdecimal() and len(text) < 5}
        try:
            with attempt():
                n = services.slips_count(letter, given, today=timezone.localdate(), actor=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("记了 %(n)s 个班。") % {"n": n})
            return redirect("security:slips", pk=pk)
    context = {
        "letter": letter, "problem": problem, "today": timezone.localdate(),
        "rows": [{"slip": one, "said": request.POST.get(f"back-{one.pk}", one.back)} for one in rows],
        "back": sum(one.back for one in rows), "wanted": sum(one.wanted for one in rows),
        "short": sum(1 for one in rows if one.back < one.wanted),
    }  # fmt: skip
    return render(request, "security/slips.html", context, status=400 if problem else 200)


@needs("security.view_parentletter")
@require_safe
def paper(request: AuthedRequest, pk: int) -> HttpResponse:
    """The letter to be copied for every family, with the slip to cut off."""
    one: ParentLetter = get_object_or_404(registers["security.parentletter"].rows(request.user), pk=pk)
    today = timezone.localdate()
    facts = [(_("日期"), say.day(one.sent_on or today))]
    text, boxes = one.text, []
    if one.slip_on is not None:
        text += "\n\n" + "- " * 36 + "\n" + _("回执（请在%(day)s前交给班主任）") % {"day": say.date(one.slip_on)} + "\n"
        text += _("《%(title)s》我已经看过，会和孩子一起做到。") % {"title": one.title}
        boxes = [papers.Signature(who) for who in (_("班级"), _("学生姓名"), _("家长签名"))]
    content = papers.form_pdf(
        title=one.title, school=school_name(), printed_on=today, register=_("致家长信"), number=str(one.pk),
        facts=facts, text=text, signatures=boxes,
        url=f"{settings.BASE_URL}{reverse('security.parentletter:detail', args=[pk])}", code=str(one.pk),
    )  # fmt: skip
    return papers.answer(content, f"{one.title}.pdf")
