"""Saying that an item was done: a photo, a paper, a sentence, or a record of any register."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.plans import services
from lvye.modules.plans.models import ItemStatus, PlanItem, PlanStatus, Proof, ProofKind, ProofStatus, State
from lvye.modules.plans.sight import own_items
from lvye.modules.plans.standing import rows_with_all, standings

from .common import item_of, told
from .item import PROVE, refused

HITS, WORD = 5, 60
MOST = 40
MOST_FILES = 6
OWN = "plans."


def _here(item: PlanItem) -> str:
    return f"{reverse('plans.planitem:detail', args=[item.pk])}#proofs"


@needs(PROVE)
@require_POST
def add(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Files, a sentence, or both."""
    item = item_of(request, pk)
    words, now = request.POST.get("words", ""), timezone.now()
    try:
        with transaction.atomic():
            uploads = files.uploads_of(request, "uploads", MOST_FILES, papers=True)
            if uploads:
                services.proof_files(item, uploads, words=words, now=now, actor=request.user)
            else:
                services.proof_words(item, words, now=now, actor=request.user)
    except ValidationError as problem:
        return refused(request, item, problem)
    return redirect(_here(item))


@needs(PROVE)
def find(request: AuthedRequest, pk: int) -> HttpResponse:
    """Records of any register by words, numbers, initials; those that count already are marked."""
    item = item_of(request, pk)
    text = request.GET.get("q", "").strip()[:WORD]
    have = set(item.proofs.filter(status=ProofStatus.KEPT, kind=ProofKind.RECORD).values_list("about", "about_id"))
    found = []
    for reg in registers if text else ():
        if not reg.searchable or reg.key.startswith(OWN) or not request.user.has_perm(reg.permission("view")):
            continue
        rows = list(records.matching(reg.rows(request.user), text)[:HITS])
        hits = [{"pk": row.pk, "title": str(row), "taken": (reg.key, row.pk) in have} for row in rows]
        if hits:
            found.append({"reg": reg, "hits": hits})
    return render(request, "plans/_found.html", {"item": item, "found": found, "q": text})


@needs(PROVE)
@require_POST
def record(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A record counts for this item."""
    item = item_of(request, pk)
    about, number = request.POST.get("about", ""), request.POST.get("record", "")
    try:
        with transaction.atomic():
            if not number.isdecimal() or len(number) > 18:
                raise ValidationError(_("没有找到这条记录，或者您看不到它。"))
            services.proof_record(item, about, int(number), now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        return refused(request, item, problem)
    return redirect(_here(item))


@needs("plans.withdraw_proof")
@require_POST
def withdraw(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """It does not count after all."""
    rows = registers["plans.proof"].rows(request.user).select_related("item__plan")
    proof: Proof = get_object_or_404(rows, pk=pk)

    def deed() -> str:
        services.proof_withdraw(proof, now=timezone.now(), actor=request.user)
        return _("撤下了。")

    return told(request, _here(proof.item), deed)


@needs(PROVE)
def count(request: AuthedRequest) -> HttpResponseBase:
    """From a record's page: which item of the running plans does it count for?"""
    reg = registers.get(request.GET.get("about", ""))
    number = request.GET.get("pk", "")
    if reg is None or reg.key.startswith(OWN) or not request.user.has_perm(reg.permission("view")):
        raise Http404(_("没有这条记录。"))
    if not number.isdecimal() or len(number) > 18:
        raise Http404(_("没有这条记录。"))
    found = get_object_or_404(reg.rows(request.user), pk=int(number))
    context = {
        "reg": reg, "record": found, "rows": _candidates(request.user, reg.key, found.pk),
        "back": reverse(f"{reg.key}:detail", args=[found.pk]),
    }  # fmt: skip
    return render(request, "plans/count.html", context)


def _candidates(user: User, about: str, pk: int) -> list[dict[str, Any]]:
    """The open items of plans that run, one's own first, then those of the same desk."""
    rows = registers["plans.planitem"].rows(user).filter(plan__status=PlanStatus.AGREED, status=ItemStatus.KEPT)
    have = set(Proof.objects.filter(about=about, about_id=pk, status=ProofStatus.KEPT).values_list("item", flat=True))
    own = set(PlanItem.objects.filter(own_items(user)).values_list("pk", flat=True)) if person_of(user) else set()
    area = about.partition(".")[0]
    found = standings(rows_with_all(rows.order_by("due_on", "pk")[: MOST * 3]), today=timezone.localdate())
    listed = [one for one in found if one.state != State.DONE or one.item.pk in have]
    listed.sort(key=lambda one: (one.item.pk not in own, one.item.area != area, one.item.due_on))
    return [{"one": one, "taken": one.item.pk in have} for one in listed[:MOST]]
