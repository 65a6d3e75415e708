"""The differences: posted or not by somebody who did not count, one by one or all of a kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, choose_from, needs
from lvye.modules.assets.api import AssetClass
from lvye.modules.counts import queries, services
from lvye.modules.counts.models import Count, Proposal, ProposalKind, ProposalStatus
from lvye.modules.counts.services.posting import NEW_CARD, ONE_BY_ONE, refuse_counters
from lvye.modules.counts.sight import POST

from .phone import count_of

SHOWN = 50
TOLD = (ProposalKind.MISSING, ProposalKind.FEWER)  # differences the authority wants a cause for


class CardForm(forms.Form):
    """What a card needs that a sighting does not say."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    asset_class = forms.ModelChoiceField(AssetClass.objects.none(), label=gettext_lazy("资产分类"))
    value = forms.DecimalField(label=gettext_lazy("价值（元）"), min_value=0, max_digits=12, decimal_places=2)
    cause = forms.CharField(label=gettext_lazy("盘盈的原因"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, asset_class=AssetClass.objects.filter(is_active=True).order_by("code"))


@needs(POST)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: AuthedRequest, pk: int) -> HttpResponse:
    """All proposals that wait, by kind. `?card=`: the form for a thing found that has no card yet."""
    count = count_of(request, pk)
    card = _asked(count, request.GET.get("card", ""))
    form = CardForm(request.POST or None, initial=_guess(card)) if card else None
    problem = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            with attempt():
                said = _done(request, count, card, form)
            messages.success(request, said)
            return redirect("counts:decide", pk=count.pk)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
    status = 400 if request.method == "POST" else 200
    return render(request, "counts/decide.html", _context(request, count, card, form, problem), status=status)


def _done(request: AuthedRequest, count: Count, card: Proposal | None, form: CardForm | None) -> str:
    """Do what was asked; the sentence that says so."""
    sent, today, user = request.POST, timezone.localdate(), request.user
    if card is not None and form is not None:
        services.proposal_post(card, today=today, actor=user, **form.cleaned_data)
        return _("卡片建好了。")
    if kind := sent.get("kind"):
        n = services.kind_post(count, kind, cause=sent.get("cause", "")[:200], today=today, actor=user)
        return ngettext("%(n)s 条入账了。", "%(n)s 条入账了。", n) % {"n": n}
    proposal = _asked(count, sent.get("proposal", ""))
    if proposal is None:
        raise ValidationError(_("请选一条。"))
    if sent.get("do") == "decline":
        services.proposal_decline(proposal, why=sent.get("why", ""), today=today, actor=user)
        return _("记下了：不入账。")
    services.proposal_post(proposal, cause=sent.get("cause", "")[:200], today=today, actor=user)
    return _("入账了。")


def _guess(card: Proposal) -> dict[str, Any]:
    """What the form begins with: of pieces too many, their card's class and average value."""
    asset, line = card.asset, card.line
    if asset is None or line is None or line.seen_qty is None:
        return {"name": card.words[:80]}
    each = (line.value / line.qty) * (line.seen_qty - line.qty)
    return {"name": asset.name, "asset_class": asset.asset_class_id, "value": each.quantize(Decimal("0.01"))}


def _context(
    request: AuthedRequest, count: Count, card: Proposal | None, form: CardForm | None, problem: str
) -> dict[str, Any]:
    waiting = count.proposals.filter(status=ProposalStatus.PROPOSED)
    groups = []
    for kind in ProposalKind:
        of_kind = waiting.filter(kind=kind)
        if n := of_kind.count():
            rows = of_kind.select_related("asset", "to_place", "line__place", "scan").order_by("pk")[:SHOWN]
            groups.append(
                {
                    "kind": kind, "n": n, "rows": rows, "at_once": kind not in ONE_BY_ONE, "new_card": kind in NEW_CARD,
                    "with_cause": kind in TOLD, "more": n - len(rows),
                }
            )  # fmt: skip
    decided = count.proposals.exclude(status=ProposalStatus.PROPOSED).count()
    return {
        "count": count, "groups": groups, "rate": queries.rate(count), "decided": decided, "card": card, "form": form,
        "more": (), "problem": problem, "barred": _barred(request, count), "left": sum(one["n"] for one in groups),
    }  # fmt: skip


def _barred(request: AuthedRequest, count: Count) -> str:
    """Why this user may not decide here; "" when he may."""
    try:
        refuse_counters(count, request.user)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""


def _asked(count: Count, text: str) -> Proposal | None:
    if not text.isdecimal() or len(text) > 18:
        return None
    return get_object_or_404(count.proposals.select_related("count", "asset", "to_place"), pk=int(text))
