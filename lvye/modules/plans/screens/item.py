"""An item's page: what, who, until when; how far it is by its targets; what proves it; what may be done."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.files import api as files
from lvye.kernel.notices.api import notice_seen
from lvye.kernel.papers.api import answer
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, needs, registers, steps_for, story
from lvye.kit import say
from lvye.modules.plans import documents, services
from lvye.modules.plans.models import ItemStatus, PlanItem, PlanStatus, Proof, ProofKind, State
from lvye.modules.plans.services.items import WRITTEN
from lvye.modules.plans.standing import Standing, standing

from .common import item_of, told
from .targets import target_part

CHANGE, PROVE = "plans.change_planitem", "plans.prove_planitem"


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """One item."""
    item = item_of(request, pk)
    notice_seen(request.user, item, now=timezone.now())
    return page(request, item)


def page(request: AuthedRequest, item: PlanItem, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The item's page, with a refusal where there is one."""
    reg, today = registers["plans.planitem"], timezone.localdate()
    one = standing(item, today=today)
    user, person = request.user, person_of(request.user)
    may_change = user.has_perm(CHANGE) and item.plan.status in WRITTEN
    running = item.plan.status == PlanStatus.AGREED and item.status == ItemStatus.KEPT
    context = {
        "reg": reg, "item": item, "one": one, "problem": problem, "steps": _steps(reg, item, request),
        "helpers": list(item.helpers.order_by("pk")), "proofs": proof_rows(one, request),
        "may_change": may_change, "may_prove": running and user.has_perm(PROVE),
        "may_explain": not one.is_over and item.plan.status == PlanStatus.AGREED and user.has_perm(PROVE),
        "may_partner": running and item.partner_id is not None and item.partner_on is None
        and person is not None and person.department_id == item.partner_id,
        "because": item.plan.status == PlanStatus.AGREED, "story": story(reg, item),
        "budget": say.money(item.budget) if item.budget is not None else "",
        "decision": getattr(item, "decision", None), "states": State,
        **(target_part(request, item) if may_change else {}),
    }  # fmt: skip
    return render(request, "plans/item.html", context, status=status)


def _steps(reg: Register, item: PlanItem, request: AuthedRequest) -> list[dict[str, Any]]:
    return steps_for(reg, item, request.user) if item.plan.status in WRITTEN else []


def proof_rows(one: Standing, request: AuthedRequest) -> list[dict[str, Any]]:
    """The proofs as they are shown: a link to the record where the reader may see it, pictures small."""
    hanging = files.many_of(one.proofs)
    made = []
    for proof in one.proofs:
        attachments = hanging.get(proof.pk, [])
        own = proof.by_id == request.user.pk or request.user.has_perm(CHANGE)
        made.append({
            "proof": proof, "url": _record_url(proof, request),
            "pictures": [{"url": files.url(a), "thumb": files.thumb_url(a), "caption": proof.words}
                         for a in attachments if a.is_picture],
            "papers": [{"url": files.url(a), "caption": a.filename} for a in attachments if not a.is_picture],
            "when": say.moment(proof.at), "may_withdraw": own and one.item.plan.status == PlanStatus.AGREED,
        })  # fmt: skip
    return made


def _record_url(proof: Proof, request: AuthedRequest) -> str:
    reg = registers.get(proof.about) if proof.kind == ProofKind.RECORD else None
    if reg is None or not request.user.has_perm(reg.permission("view")):
        return ""
    seen = reg.rows(request.user).filter(pk=proof.about_id).exists()
    return reverse(f"{reg.key}:detail", args=[proof.about_id]) if seen else ""


@needs(PROVE)
@require_POST
def explain(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Say why it is not finished."""
    item = item_of(request, pk)
    where = reverse("plans.planitem:detail", args=[pk])

    def deed() -> str:
        services.item_explain(item, why=request.POST.get("why", "")[:200], actor=request.user)
        return _("原因记下了。")

    return told(request, where, deed)


@needs("plans.view_planitem")
@require_POST
def partner(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The office that was asked says yes."""
    item = item_of(request, pk)

    def deed() -> str:
        services.item_partner_agree(item, today=timezone.localdate(), actor=request.user)
        return _("记下了：我们配合。")

    return told(request, reverse("plans.planitem:detail", args=[pk]), deed)


@needs("plans.view_planitem")
def order(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The order for the other office on paper (工作协调单), with boxes to sign."""
    item = item_of(request, pk)
    if item.partner is None:
        return page(request, item, problem=_("这一项没有写要哪个处室配合。"), status=400)
    content = documents.order_file(item, today=timezone.localdate())
    return answer(content, f"{_('工作协调单')} {item.what}.pdf")


def refused(request: AuthedRequest, item: PlanItem, problem: ValidationError) -> HttpResponse:
    """The page again, with what was wrong."""
    return page(request, item_of(request, item.pk), problem=" ".join(problem.messages), status=400)
