"""One survey: its code to hang up, what came out; and the page people answer on, without account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.accounts.api import system_user
from lvye.kernel.papers import api as papers
from lvye.kernel.places.api import school
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs, registers, school_name
from lvye.kit import say
from lvye.modules.meals import services
from lvye.modules.meals.models import ASPECTS, Answer, Survey

COOKIE = "survey"
COOKIE_DAYS = 120 * 86400
STATUSES = {"unknown": 404, "closed": 410, "early": 403, "full": 409}


def address(survey: Survey) -> str:
    """The whole address of the page, for a code on paper."""
    return f"{settings.BASE_URL}{reverse('meals-public:answer', args=[survey.code])}"


def _faces() -> list[dict[str, Any]]:
    words = (_("很不满意"), _("不满意"), _("一般"), _("满意"), _("很满意"))
    return [{"mark": mark, "word": word} for mark, word in enumerate(words, start=1)]


@allowed("view")
def survey(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """One survey: rate first, then each aspect; the code while it runs."""
    record = get_object_or_404(reg.rows(request.user).select_related("term"), pk=pk)
    if request.GET.get("as") == "print":
        return _poster(record)
    context = detail_context(reg, record, request.user)
    found = services.result(record)
    said = record.answers.exclude(words="").order_by("-pk").values_list("words", flat=True)[:50]
    context |= {
        "title": _("%(side)s满意度测评") % {"side": record.get_side_display()}, "result": found,
        "address": address(record), "said": list(said), "qr": papers.qr_svg(address(record)),
        "bars": papers.bar_svg(
            [(str(row["label"]), row["good"], row["share"]) for row in found["rows"]], unit="", label=_("满意的占多少")
        ) if found["given"] else "",
    }  # fmt: skip
    return render(request, "meals/survey.html", context)


def _poster(record: Survey) -> HttpResponse:
    facts = [
        (_("请谁填"), str(record.get_side_display())), (_("填写码"), record.code),
        (_("填到"), say.day(record.closes_on)),
    ]  # fmt: skip
    content = papers.form_pdf(
        title=_("食堂满意度测评"), school=school_name(), register=_("满意度测评"), printed_on=timezone.localdate(),
        number=record.code, facts=facts, url=address(record), code=record.code,
        text=_("用手机扫右上角的二维码，点四个表情就好。不用账号，不留姓名。"),
    )  # fmt: skip
    return papers.answer(content, f"{_('食堂满意度测评')} {record.code}.pdf")


@needs("meals.view_survey")
@require_safe
def term_result(request: AuthedRequest) -> HttpResponse:
    """The sides of the newest term beside each other, never added up."""
    rows = registers["meals.survey"].rows(request.user).filter(month__isnull=True).select_related("term")
    newest = rows.order_by("-term__begins_on").first()
    found = list(rows.filter(term=newest.term).order_by("pk")) if newest else []
    context = {"term": newest.term if newest else None, "rows": [(one, services.result(one)) for one in found]}
    return render(request, "meals/surveys.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponseBase:
    """Four faces and a line; a device answers once, unless it goes from hand to hand."""
    today = timezone.localdate()
    try:
        found = services.survey_of(code, today=today)
    except ValidationError as problem:
        status = STATUSES.get(str(getattr(problem, "code", "")), 404)
        return render(
            request, "meals/answered.html", {"problem": problem.messages[0], "school": school()}, status=status
        )
    done = request.get_signed_cookie(f"{COOKIE}-{found.code}", default="", salt=COOKIE)
    if done and not (found.shared and request.GET.get("next")):
        return render(request, "meals/answered.html", {"survey": found, "school": school()})
    marks = {name: int(v) if (v := request.POST.get(name, "")).isdecimal() else 0 for name in ASPECTS}
    problem_words = ""
    if request.method == "POST":
        try:
            with attempt():
                services.answer_give(
                    found, marks=marks, words=request.POST.get("words", "")[:200], today=today, actor=system_user()
                )
        except ValidationError as problem:
            problem_words = problem.messages[0]
        else:
            answer_page = redirect("meals-public:answer", code=found.code)
            answer_page.set_signed_cookie(
                f"{COOKIE}-{found.code}", "1", salt=COOKIE, max_age=COOKIE_DAYS, httponly=True, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
            return answer_page
    aspects = [(name, Answer._meta.get_field(name).verbose_name, marks[name]) for name in ASPECTS]  # type: ignore[union-attr]
    context = {
        "survey": found, "aspects": aspects, "faces": _faces(), "school": school(), "problem": problem_words,
        "words": request.POST.get("words", ""),
    }  # fmt: skip
    return render(request, "meals/answer.html", context, status=400 if problem_words else 200)
