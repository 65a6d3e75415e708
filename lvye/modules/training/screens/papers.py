"""Papers: the sign sheet of a training, and its code to hang on the wall."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kit import say
from lvye.modules.training.models import Session, Sitter, SitterStatus
from lvye.modules.training.sight import ALL_SITTERS, HOLD

BLANK = 6  # empty lines for who is not on the list


@needs(HOLD)
@require_safe
def label(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The code, to hang at the door of the meeting."""
    one: Session = get_object_or_404(registers["training.session"].rows(request.user), pk=pk)
    if not one.is_signed:
        return redirect("training.session:detail", pk=pk)
    url = f"{settings.BASE_URL}{reverse('training:wall', args=[one.code])}"
    where = one.place.full_name if one.place else ""
    made = papers.Label(one.code, url, str(_("扫码签到")), f"{one.theme} {where}".strip(), school_name())
    return papers.answer(papers.labels([made], "60x40"), f"{_('签到码')} {one.theme}.pdf")


@needs(ALL_SITTERS)
@require_safe
def sheet(request: AuthedRequest, pk: int) -> HttpResponse:
    """签到表: who came and how it was shown; with lines to sign on before the training."""
    rows = registers["training.session"].rows(request.user).select_related("place", "teacher")
    one: Session = get_object_or_404(rows, pk=pk)
    sitters = list(one.sitters.select_related("person__department").order_by("status", "person__pinyin", "pk"))
    head = [_("序号"), _("姓名"), _("部门"), _("签到"), *([_("成绩")] if one.with_test else [])]
    lines = [[str(n), *_line(sitter, test=one.with_test)] for n, sitter in enumerate(sitters, 1)]
    if one.status != Session.Status.HELD:
        lines += [[""] * len(head)] * BLANK
    came = sum(1 for sitter in sitters if sitter.status == SitterStatus.CAME)
    counted = _("%(n)s 名学生") % {"n": one.heads} if one.heads else _("名单 %(n)s 人，到 %(came)s 人") % {
        "n": len(sitters), "came": came,
    }  # fmt: skip
    facts = [
        (_("主题"), one.theme), (_("日期"), say.day(one.on) if one.on else ""),
        (_("地点"), one.place.full_name if one.place else ""), (_("主讲"), one.whose), (_("内容"), one.content),
        (_("班级"), one.classes), (_("人数"), counted), (_("效果和改进"), one.told),
    ]  # fmt: skip
    content = papers.form_pdf(
        title=_("培训签到表"), school=school_name(), printed_on=timezone.localdate(), register=_("培训记录"),
        number=one.code, facts=[(label, words) for label, words in facts if words],
        lines=[papers.Table(head, lines, widths=[4, 10, 12, 18, 7][: len(head)], numeric={0})] if lines else [],
        signatures=[papers.Signature(who) for who in (_("主讲人"), _("主办人"))],
        url=f"{settings.BASE_URL}{reverse('training.session:detail', args=[pk])}", code=one.code,
    )  # fmt: skip
    return papers.answer(content, f"{_('培训签到表')} {one.theme}.pdf")


def _line(sitter: Sitter, *, test: bool) -> list[str]:
    person = sitter.person
    signed = sitter.signed_at
    if signed is not None:
        how = f"{say.moment(signed)} {sitter.get_sign_display()}"
    else:
        how = _("请假") if sitter.status == SitterStatus.EXCUSED else ""
    score = sitter.score
    shown = [f"{score.normalize():f}" if score is not None else ""] if test else []
    return [person.name, str(person.department or ""), how, *shown]
