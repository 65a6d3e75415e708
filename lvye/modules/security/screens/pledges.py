"""Responsibility letters: mine, one to be signed, and who has not."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from PIL import Image

from lvye.kernel.files import api as files
from lvye.kernel.papers import api as papers
from lvye.kernel.people.api import person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kernel.terms.api import Term, current, latest_closed
from lvye.kit import say
from lvye.modules.security import queries, services
from lvye.modules.security.models import How, Pledge, PledgeStatus
from lvye.modules.security.sight import ALL_PLEDGES, ISSUE, SIGN, WITNESS
from lvye.modules.stores.api import drawn


@needs(SIGN)
@require_safe
def mine(request: AuthedRequest) -> HttpResponse:
    """All letters of mine, those to be signed first."""
    person = person_of(request.user)
    rows = (
        Pledge.objects.filter(person=person).exclude(status=PledgeStatus.DROPPED) if person else Pledge.objects.none()
    )
    found = list(rows.select_related("wording", "term", "place").order_by("status", "-term__begins_on", "pk"))
    context = {
        "due": [one for one in found if one.status == PledgeStatus.DUE],
        "signed": [one for one in found if one.status == PledgeStatus.SIGNED], "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "security/mine.html", context)


def _pledge(request: AuthedRequest, pk: int) -> Pledge:
    rows = registers["security.pledge"].rows(request.user)
    rows = rows.select_related("wording", "term", "person", "lease__partner", "place", "witness")
    found: Pledge = get_object_or_404(rows, pk=pk)
    return found


@needs(SIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One letter: read, and signed by whose it is; or entered by the office, with a photo of the paper."""
    one = _pledge(request, pk)
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                _take(request, one, timezone.now())
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("签好了。"))
            return redirect("security:pledge", pk=pk)
    person = person_of(request.user)
    own = person is not None and person.pk == one.person_id
    is_due = one.status == PledgeStatus.DUE
    context = {
        "one": one, "lines": one.words.splitlines()[1:], "own": own and is_due, "problem": problem,
        "witness": is_due and not own and request.user.has_perm(WITNESS), "me": person,
        "drawing": next((files.url(shot) for shot in files.of(one) if shot.is_picture), ""),
        "name": request.POST.get("name", ""), "signer": request.POST.get("signer", str(one.person or "")),
    }  # fmt: skip
    return render(request, "security/pledge.html", context, status=400 if problem else 200)


def _take(request: AuthedRequest, one: Pledge, now: datetime) -> Pledge:
    if request.POST.get("as") == "witness":
        if not request.user.has_perm(WITNESS):
            raise ValidationError(_("代录要由总务处办。"))
        photo: Any = request.FILES.get("photo")
        signer = request.POST.get("signer", "")[:60]
        return services.pledge_witness(one, signer=signer, picture=photo, now=now, actor=request.user)
    picture = drawn(request.POST.get("signature", ""))
    how = How.DRAWN if picture is not None else How.TYPED
    return services.pledge_sign(
        one, how=how, name=request.POST.get("name", ""), picture=picture, now=now, actor=request.user
    )


def _term(request: AuthedRequest) -> Term:
    """The term asked for (`?term=2026-1`), else the one that runs, else the last. Raises Http404 without any."""
    asked = request.GET.get("term") or request.POST.get("term")
    today = timezone.localdate()
    found = Term.objects.filter(code=asked).first() if asked else current(today) or latest_closed()
    if found is None:
        raise Http404
    return found


@needs(ALL_PLEDGES)
@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """责任书签订: by letter how many are signed, and by name who has not."""
    term = _term(request)
    rows = sorted(queries.signed_by(term), key=lambda one: one["n"] == one["signed"])  # what is not whole comes first
    late = list(services.unsigned(term))
    context = {
        "term": term, "terms": list(Term.objects.order_by("-begins_on")[:4]), "rows": rows, "late": late,
        "total": sum(one["n"] for one in rows), "signed": sum(one["signed"] for one in rows),
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "security/pledges.html", context)


@needs(ISSUE)
@require_POST
def issue(request: AuthedRequest) -> HttpResponseBase:
    """Send the letters of a term out, or to those who came since."""
    return _run(request, lambda term, now: len(services.pledges_issue(term, now=now, actor=request.user)),
                _("发出 %(n)s 份责任书。"), _("该签的都发过了，没有新的。"))  # fmt: skip


@needs(ISSUE)
@require_POST
def remind(request: AuthedRequest) -> HttpResponseBase:
    """Remind all who have not signed."""
    return _run(request, lambda term, now: services.pledges_remind(term, now=now, actor=request.user),
                _("提醒了 %(n)s 份还没有签的。"), _("都签了，不用提醒。"))  # fmt: skip


def _run(request: AuthedRequest, deed: Any, some: str, none: str) -> HttpResponseBase:
    term = _term(request)
    try:
        with attempt():
            count = deed(term, timezone.now())
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, some % {"n": count} if count else none)
    return redirect(f"{reverse('security:pledges')}?term={term.code}")


@needs(SIGN)
@require_safe
def paper(request: AuthedRequest, pk: int) -> HttpResponse:
    """The letter on paper: signed as it was on the phone, or with a box to sign in."""
    one = _pledge(request, pk)
    title, _break, text = one.words.partition("\n")
    shots = [shot for shot in files.of(one) if shot.is_picture and one.how == How.DRAWN]
    pictures = [papers.Picture(_png(shot), 60) for shot in shots[:1] if files.path_of(shot).exists()]
    facts = [
        (_("学期"), one.term.name), (_("责任人"), str(one.person or (one.lease.partner if one.lease else ""))),
        (_("负责的地方"), one.place.full_name if one.place else ""),
        (_("签字"), f"{one.get_how_display()} {say.moment(one.signed_at)}" if one.signed_at else _("还没有签")),
    ]  # fmt: skip
    content = papers.form_pdf(
        title=title, school=school_name(), printed_on=timezone.localdate(), register=_("安全责任书"),
        number=f"{one.term.code}-{one.pk}", facts=[(label, words) for label, words in facts if words], text=text,
        pictures=pictures,
        signatures=[papers.Signature(_("责任人"), one.signer, one.signed_on), papers.Signature(_("学校（章）"))],
        url=f"{settings.BASE_URL}{reverse('security:pledge', args=[pk])}", code=f"{one.term.code}-{one.pk}",
    )  # fmt: skip
    return papers.answer(content, f"{title}.pdf")


def _png(attachment: files.Attachment) -> bytes:
    with Image.open(files.path_of(attachment)) as picture:
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
        kept = BytesIO()
        flat.save(kept, "PNG")  # house: bytes in memory, no record
    return kept.getvalue()
