"""Handing files out, to those who may see their record; taking them in from a record's page."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lvye.kernel.registers.api import AuthedRequest, Register, detail_context, needs, registers

from . import keys, kinds, pictures, queries, services, store
from .models import PICTURES, Attachment

INLINE = (*PICTURES, kinds.PDF)  # what a browser may show; all else is only saved
POLICY = "default-src 'none'; sandbox"
PDF_POLICY = "script-src 'none'; object-src 'self'; frame-ancestors 'none'"  # Chromium's viewer needs no sandbox
KEPT_S = 3600  # how long a browser may show it without asking again: a right taken away counts within the hour


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself."""
    attachment = _allowed(request, pk)
    sha256, media_type = attachment.stored.sha256, attachment.stored.media_type
    return _handed_out(request, attachment, store.path_of(sha256), media_type, etag=f'"{sha256}"')


@require_safe
def thumb(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Its thumbnail."""
    attachment = _allowed(request, pk)
    if not attachment.is_picture:
        raise Http404
    sha256 = attachment.stored.sha256
    try:
        small = store.thumb(sha256, pictures.thumb)
    except OSError:  # lvye doctor tells the school which ones
        raise Http404 from None
    return _handed_out(request, attachment, small, "image/jpeg", etag=f'"{sha256}.thumb"')


def _allowed(request: HttpRequest, pk: int) -> Attachment:
    """The attachment, if a key or the user's rows show it; else it is not there."""
    rows = Attachment.objects.select_related("stored").filter(status=Attachment.Status.KEPT)
    attachment = get_object_or_404(rows, pk=pk)
    if keys.opens(request.GET.get("key", ""), attachment, today=timezone.localdate()):
        return attachment
    if not queries.may_see(request.user, attachment):  # type: ignore[arg-type]  # somebody without account sees none
        raise Http404
    return attachment


def _handed_out(
    request: HttpRequest, attachment: Attachment, path: Path, media_type: str, *, etag: str
) -> HttpResponseBase:
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None or response.status_code != 304:
        try:
            opened = path.open("rb")
        except FileNotFoundError:  # lvye doctor tells the school which ones
            raise Http404 from None
        charset = "; charset=utf-8" if media_type == kinds.TEXT else ""
        response = FileResponse(
            opened,
            as_attachment=media_type not in INLINE,
            filename=attachment.filename,
            content_type=media_type + charset,
        )
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = PDF_POLICY if media_type == kinds.PDF else POLICY
    patch_cache_control(response, private=True, max_age=KEPT_S)
    patch_vary_headers(response, ["Cookie"])
    return response


@needs()
@require_POST
def add(request: AuthedRequest, target: str, pk: int) -> HttpResponseBase:
    """Attach what was chosen on a record's page: all of it, or nothing with the reason for each."""
    reg = registers[target]
    if not _may_add(request, reg):
        raise PermissionDenied
    record = get_object_or_404(reg.rows(request.user), pk=pk)
    uploads, caption = request.FILES.getlist("file"), request.POST.get("caption", "")
    kind = request.POST.get("kind", "")
    try:
        if not uploads:
            raise ValidationError(_("还没有选照片或文件。"))
        if kind and kind not in Attachment.Kind.values:
            raise ValidationError(_("请选一下这是哪种照片或文件。"))
        services.attach_all(record, uploads, kind=kind, caption=caption, actor=request.user)
    except ValidationError as problem:
        context = detail_context(reg, record, request.user) | {"problem": " ".join(problem.messages)}
        context |= {"attach_caption": caption, "attach_kind": kind}
        return render(request, "registers/detail.html", context, status=400)
    text = ngettext("加上了 %(n)s 个附件。", "加上了 %(n)s 个附件。", len(uploads))
    messages.success(request, text % {"n": len(uploads)})
    return redirect(f"{reverse(f'{target}:detail', args=[pk])}#files")


def _may_add(request: AuthedRequest, reg: Register) -> bool:
    """Who sees a kind of record and may change it may also attach to it; attachments carry none themselves."""
    own = reg.model is Attachment
    return not own and all(request.user.has_perm(reg.permission(verb)) for verb in ("view", "change"))


@needs()
@require_POST
def withdraw(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Take off what was attached by mistake: by who brought it, or who holds the right."""
    attachment = get_object_or_404(Attachment.objects.filter(status=Attachment.Status.KEPT), pk=pk)
    if not queries.may_see(request.user, attachment):
        raise Http404
    if attachment.by_id != request.user.pk and not request.user.has_perm("files.withdraw_attachment"):
        raise PermissionDenied
    try:
        services.withdraw(attachment, actor=request.user, reason=request.POST.get("reason", "")[:300])
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("已经撤下，别人看不到了。"))
    return redirect(f"{reverse(f'{attachment.target}:detail', args=[attachment.target_id])}#files")
