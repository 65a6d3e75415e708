"""Holding a training: the code on the wall, who has signed, the photo that files it; the results of its test."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.files import api as files
from lvye.kernel.papers import api as papers
from lvye.kernel.people.api import Person
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.rules import api as rules
from lvye.kit.days import read_day
from lvye.modules.training import services
from lvye.modules.training.models import Session, SessionStatus, SitterStatus
from lvye.modules.training.services.holding import MOST_PHOTOS, OPEN
from lvye.modules.training.sight import HOLD


def _session(request: AuthedRequest, pk: int) -> Session:
    rows = registers["training.session"].rows(request.user).select_related("place", "teacher", "post", "course", "term")
    found: Session = get_object_or_404(rows, pk=pk)
    return found


@needs(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One training, from the first signature to the file."""
    one = _session(request, pk)
    if one.status not in OPEN:
        return redirect("training.session:detail", pk=pk)
    problem = ""
    if request.method == "POST":
        deed = request.POST.get("deed", "")
        try:
            with attempt():
                said = _do(request, one, deed)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, said)
            return redirect("training.session:detail" if deed == "finish" else "training:run", pk=pk)
    sitters = list(one.sitters.select_related("person__department").order_by("person__pinyin", "pk"))
    url = f"{settings.BASE_URL}{reverse('training:wall', args=[one.code])}"
    context = {
        "one": one, "problem": problem, "qr": papers.qr_svg(url) if one.status == SessionStatus.OPEN else "",
        "came": [sitter for sitter in sitters if sitter.status == SitterStatus.CAME],
        "away": [sitter for sitter in sitters if sitter.status != SitterStatus.CAME],
        "asked": sum(1 for sitter in sitters if sitter.status != SitterStatus.EXCUSED), "most": MOST_PHOTOS,
        "said": request.POST, "today": timezone.localdate(),
        "photo_wanted": rules.value("training.photo_wanted") and not any(shot.is_picture for shot in files.of(one)),
    }  # fmt: skip
    return render(request, "training/run.html", context, status=400 if problem else 200)


def _do(request: AuthedRequest, one: Session, deed: str) -> str:
    """The deed that was pressed; what to say of it."""
    now, post = timezone.now(), request.POST
    if deed == "open":
        services.session_open(one, now=now, actor=request.user)
        return _("开始签到了：码投到墙上，或者请大家在手机上点“我到了”。")
    if deed == "sign":
        number = post.get("person", "")
        person = Person.objects.filter(pk=int(number) if number.isdecimal() else 0).first()
        if person is None:
            raise ValidationError(_("请选是谁。"))
        services.sitter_sign(one, person, now=now, actor=request.user)
        return _("%(name)s签到了。") % {"name": person.name}
    if deed != "finish":
        raise ValidationError(_("没有这一步，请刷新。"))
    if not request.user.has_perm("training.finish_session"):
        raise ValidationError(_("您的岗位不能归档，请告诉总务处。"))
    return _finish(request, one)


def _finish(request: AuthedRequest, one: Session) -> str:
    post = request.POST
    photos = [files.receive(shot) for shot in files.uploads_of(request, "photos", MOST_PHOTOS)]
    heads = post.get("heads", "")
    services.session_finish(
        one, told=post.get("told", ""), heads=int(heads) if heads.isdecimal() and len(heads) < 7 else None,
        on=read_day(post.get("on", "")), teacher_from=post.get("teacher_from", "")[:60], photos=photos,
        now=timezone.now(), actor=request.user,
    )  # fmt: skip
    return _("归档了。签到表可以打印出来存底。")


@needs(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def scores(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The results of the test, one field for each who came."""
    one = _session(request, pk)
    if not one.with_test:
        return redirect("training.session:detail", pk=pk)
    came = list(one.sitters.filter(status=SitterStatus.CAME).select_related("person").order_by("person__pinyin", "pk"))
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                made = services.scores_give(one, _given(request, came), actor=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            failed = sum(1 for sitter in made if sitter.passed is False)
            said = _("记了 %(n)s 人，%(bad)s 人不合格。") if failed else _("记了 %(n)s 人，都合格。")
            messages.success(request, said % {"n": len(made), "bad": failed})
            return redirect("training.session:detail", pk=pk)
    rows = [{"sitter": sitter, "said": _said(request, sitter)} for sitter in came]
    least = rules.value("training.pass_score", one.on)
    context = {"one": one, "rows": rows, "problem": problem, "least": least}
    return render(request, "training/scores.html", context, status=400 if problem else 200)


def _said(request: AuthedRequest, sitter: Any) -> str:
    shown = "" if sitter.score is None else f"{sitter.score.normalize():f}"
    return str(request.POST.get(f"score-{sitter.pk}", shown))


def _given(request: AuthedRequest, came: list[Any]) -> dict[int, Decimal]:
    """What was typed, those left empty left out. Raises ValidationError for what is no number."""
    found: dict[int, Decimal] = {}
    for sitter in came:
        text = request.POST.get(f"score-{sitter.pk}", "").strip().replace("，", ".").replace(",", ".")
        if not text:
            continue
        try:
            found[sitter.pk] = Decimal(text)
        except InvalidOperation:
            raise ValidationError(_("%(who)s的成绩请写数字。") % {"who": sitter.person.name}) from None
        if not found[sitter.pk].is_finite():
            raise ValidationError(_("%(who)s的成绩请写数字。") % {"who": sitter.person.name})
    if not found:
        raise ValidationError(_("还没有写一个人的成绩。"))
    return found
