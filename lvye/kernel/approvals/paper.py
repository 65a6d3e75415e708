"""审批单: what was asked, who decided what and when, with boxes to sign."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.papers.api import Signature, Table, answer, form_pdf
from lvye.kernel.registers.api import AuthedRequest, needs, school_name, without_tags
from lvye.kit import say

from . import sight
from .declare import approvables
from .models import Asking, Turn


@needs()
@require_safe
def sheet(request: AuthedRequest, pk: int) -> HttpResponse:
    """The sheet as PDF, for whoever sees the asking."""
    asking = sight.asking_for(request.user, pk)
    return answer(_pdf(asking, request), f"approval-{asking.pk}.pdf")


def _pdf(asking: Asking, request: AuthedRequest) -> bytes:
    kind = approvables.get(asking.kind)
    context = sight.page_context(asking, request.user, timezone.now())
    facts = [(str(fact["label"]), without_tags(str(fact["value"]))) for fact in context["facts"]]
    head = [
        (_("申请事项"), asking.title),
        (_("申请人"), str(asking.requester)),
        (_("提交时间"), say.moment(asking.asked_at)),
        (_("状态"), str(asking.get_status_display())),
    ]
    if asking.amount is not None:
        head.append((_("金额"), f"{say.money(asking.amount)}（{say.money_upper(asking.amount)}）"))
    if asking.note:
        head.append((_("申请说明"), asking.note))
    return form_pdf(
        title=_("%(what)s审批单") % {"what": kind.label if kind else ""},
        school=school_name(),
        printed_on=timezone.localdate(),
        register=asking.chain_name,
        number=str(asking.pk),
        facts=[*head, *facts],
        lines=[_table(context["history"])],
        signatures=[_box(turn) for turn in asking.turns_now if turn.status not in NOT_SIGNED],
        url=f"{settings.BASE_URL}{reverse('approvals:page', args=[asking.pk])}",
    )


NOT_SIGNED = (Turn.Status.PASSED, Turn.Status.DROPPED, Turn.Status.HANDED, Turn.Status.RETURNED)


def _table(history: list[dict[str, Any]]) -> Table:
    rows = [
        [line["who"], line["text"], " ".join(filter(None, [line["words"], line.get("recorded", "")])), line["when"]]
        for line in history
    ]
    return Table(header=[_("谁"), _("办了什么"), _("意见"), _("时间")], rows=rows)


def _box(turn: Turn) -> Signature:
    if turn.status != Turn.Status.AGREED or turn.decided_at is None:
        return Signature(turn.name)
    return Signature(turn.name, str(turn.decided_by), timezone.localdate(turn.decided_at))
