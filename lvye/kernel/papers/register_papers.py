"""Every register on paper: the list as it is seen, and the form of one record. Made when asked, never kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers.api import Signature, Table, answer, form_pdf, table_pdf
from lvye.kernel.registers.api import (
    AuthedRequest,
    Column,
    Listing,
    Register,
    allowed,
    chosen_words,
    css_of,
    facts,
    label_of,
    paper_text,
    school_name,
    story,
    without_tags,
)
from lvye.kit import say

MOST_ROWS = 2000  # more is no paper anybody leafs through, and takes minutes to set
NARROW = {"nw": 1.3, "state": 1.0, "num": 0.9}  # widths of columns, relative to one of words
WORDS = 2.0


@allowed("export")
def list_pdf(request: AuthedRequest, reg: Register) -> HttpResponse:
    """The list as it is narrowed and sorted in the address: at most MOST_ROWS rows, and a sentence where that cuts."""
    if not request.user.has_perm(reg.permission("view")):
        raise PermissionDenied
    listing = Listing(reg, request.user, request.GET.dict())
    found = list(listing.sorted_rows()[: MOST_ROWS + 1])
    cut, found = len(found) > MOST_ROWS, found[:MOST_ROWS]
    words = [*chosen_words(listing.filters), *([listing.query["q"]] if "q" in listing.query else [])]
    about: list[tuple[str, str]] = [(_("范围"), "；".join(words))] if words else []
    if cut:
        numbers = {"all": say.number(listing.rows().order_by().count()), "shown": say.number(MOST_ROWS)}
        text = _("一共 %(all)s 条，这里只印前 %(shown)s 条。要全部的，请先筛选再打印，或者导出成表格。")
        about.append((_("说明"), text % numbers))
    today = timezone.localdate()
    content = table_pdf(
        title=reg.title,
        school=school_name(),
        printed_on=today,
        table=_table(reg, found),
        register=reg.title,
        period=_("截至%(day)s") % {"day": say.day(today)},
        facts=about,
        signatures=_boxes(),
        url=f"{settings.BASE_URL}{listing.address()}",
    )
    return answer(content, f"{reg.title}{today:%Y%m%d}.pdf")


@allowed("view")
def record_pdf(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The form of one record: what it says, who did what, and boxes to sign; a code leads back to it."""
    record = get_object_or_404(reg.rows(request.user), pk=pk)
    address = reverse(f"{reg.key}:detail", args=[pk])
    today = timezone.localdate()
    said = [(label, without_tags(html)) for label, html in facts(reg, record)]
    state = getattr(record, "get_status_display", None)
    name = str(reg.model._meta.verbose_name)
    content = form_pdf(
        title=name,
        school=school_name(),
        printed_on=today,
        register=reg.title,
        number=str(getattr(record, "number", "") or ""),
        facts=[*said, *([(_("状态"), str(state()))] if state else [])],
        lines=_story(reg, record),
        signatures=_boxes(),
        url=f"{settings.BASE_URL}{address}",
        code=address.strip("/"),
    )
    return answer(content, f"{name}{pk}.pdf")


def _table(reg: Register, found: list[Any]) -> Table:
    looks = [css_of(reg, column) for column in reg.columns]
    return Table(
        header=[label_of(reg.model, column) for column in reg.columns],
        rows=[[paper_text(record, column) for column in reg.columns] for record in found],
        widths=[_width(reg, column, css) for column, css in zip(reg.columns, looks, strict=True)],
        numeric={at for at, css in enumerate(looks) if css == "num"},
    )


def _width(reg: Register, column: str | Column, css: str) -> float:
    if css:
        return NARROW[css]
    found = reg.model._meta.get_field(column) if isinstance(column, str) and _is_field(reg, column) else None
    return WORDS if not (isinstance(found, Field) and (found.choices or (found.max_length or 99) <= 10)) else 1.0


def _is_field(reg: Register, name: str) -> bool:
    return any(field.name == name for field in reg.model._meta.fields)


def _story(reg: Register, record: Any) -> list[Table]:
    """Who did what, oldest first as on paper; without old values, which not everybody may see."""
    entries = list(reversed(story(reg, record)))
    if not entries:
        return []
    rows = [[e["when"], e["who"], f"{e['text']}：{e['reason']}" if e["reason"] else e["text"]] for e in entries]
    return [Table(header=[_("时间"), _("谁"), _("做了什么")], rows=rows, widths=(1.2, 1, 3.2), caption=_("经过"))]


def _boxes() -> tuple[Signature, ...]:
    return (Signature(_("经办人")), Signature(_("负责人")), Signature(_("备注")))
