"""我的培训: signed by a tap or by the code on the wall; my certificates."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvye.kernel.people.api import person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.rules import api as rules
from lvye.modules.training import queries, services
from lvye.modules.training.codes import session_by_code
from lvye.modules.training.models import Session, SessionStatus, Sign, SitterStatus
from lvye.modules.training.sight import VIEW


@needs(VIEW)
@require_safe
def mine(request: AuthedRequest) -> HttpResponse:
    """Trainings I am asked to, where I was, and my certificates."""
    person = person_of(request.user)
    coming, past, papers = queries.mine(person) if person else ([], [], [])
    context = {
        "coming": coming, "past": past, "papers": papers, "today": timezone.localdate(),
        "code_only": rules.value("training.code_only"), "open": SessionStatus.OPEN, "came": SitterStatus.CAME,
    }  # fmt: skip
    return render(request, "training/mine.html", context)


@needs(VIEW)
@require_POST
def tap(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """I am here, by a tap."""
    session = get_object_or_404(registers["training.session"].rows(request.user), pk=pk)
    _sign(request, session, Sign.TAP)
    return redirect("training:mine")


def _sign(request: AuthedRequest, session: Session, how: str) -> str:
    """The refusal in words; "" where it is done."""
    try:
        with attempt():
            services.sign_in(session, how=how, now=timezone.now(), actor=request.user)
    except ValidationError as refused:
        problem = " ".join(refused.messages)
        messages.error(request, problem)
        return problem
    messages.success(request, _("签到了：%(theme)s") % {"theme": session.theme})
    return ""


@needs(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def wall(request: AuthedRequest, code: str) -> HttpResponseBase:
    """What the code on the wall opens: the training, and one touch."""
    session = session_by_code(code)
    if session is None:
        raise Http404
    if request.method == "POST":
        return redirect("training:wall", code=code) if _sign(request, session, Sign.CODE) else redirect("training:mine")
    person = person_of(request.user)
    sitter = session.sitters.filter(person=person).first() if person else None
    context = {
        "one": session, "signed": sitter if sitter and sitter.status == SitterStatus.CAME else None,
        "may": session.status == SessionStatus.OPEN, "person": person,
    }  # fmt: skip
    return render(request, "training/wall.html", context)
