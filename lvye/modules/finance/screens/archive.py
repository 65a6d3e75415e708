"""Accounting archives: what of a year is bound and what is not, what may be destroyed, and the appraisal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.papers import api as papers
from lvye.kernel.people.api import Person
from lvye.kernel.registers.api import (
    AuthedRequest,
    DayInput,
    Register,
    allowed,
    detail_context,
    explain,
    needs,
    school_name,
)
from lvye.kit import say
from lvye.kit.days import read_day
from lvye.modules.finance import services
from lvye.modules.finance.models import Appraisal, AppraisalLine, Volume, VolumeKind

from .common import chosen, form_page, mine_of, open_books
from .kept import edit as kept

__all__ = ["appraisal", "appraise", "archive", "kept", "volume"]
MOST_OVER = 200


@needs("finance.view_volume")
def archive(request: AuthedRequest) -> HttpResponse:
    """A year of a set of books: ?book=&year=; what is bound, what ought to be, what may be appraised."""
    today, book = timezone.localdate(), chosen(open_books(), request.GET.get("book"))
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else today.year
    if book is None:
        return render(request, "finance/archive.html", {"book": None})
    missing = [
        {"what": one.words, "url": f"{reverse('finance.volume:new')}?{urlencode(_begin(book.pk, year, one))}"}
        for one in services.volumes_missing(book, year)
        if year < today.year or one.kind == VolumeKind.VOUCHER  # what is bound by the year waits for its end
    ]
    rows = Volume.objects.filter(book=book, year=year).select_related("keeper").order_by("kind", "number")
    over = services.volumes_over(today).select_related("book")
    context = {
        "book": book,
        "books": open_books(),
        "year": year,
        "missing": missing,
        "volumes": rows,
        "over": over[:MOST_OVER],
        "may_bind": request.user.has_perm("finance.add_volume"),
        "may_appraise": request.user.has_perm("finance.add_appraisal"),
    }
    return render(request, "finance/archive.html", context)


def _begin(book: int, year: int, one: services.Missing) -> dict[str, Any]:
    """What the form of a volume begins with."""
    given = {"book": book, "year": year, "kind": one.kind, "title": one.words, "bound_on": timezone.localdate()}
    return given | {k: v for k, v in (("month", one.month), ("first", one.first), ("last", one.last)) if v}


@allowed("view")
def volume(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A volume with the vouchers in it; ?as=print is the cover of the bound volume."""
    record: Volume = mine_of(request, reg.key, pk)
    if request.GET.get("as") == "print":
        return _cover(record)
    context: dict[str, Any] = detail_context(reg, record, request.user)
    context |= {"vouchers": services.vouchers_in(record) if record.kind == VolumeKind.VOUCHER else []}
    return render(request, "finance/volume.html", context)


def _cover(record: Volume) -> HttpResponse:
    inside = _("%(month)s 第 %(first)s—%(last)s 号") % {
        "month": record.month,
        "first": record.first,
        "last": record.last,
    }
    facts = [
        (_("类别"), str(record.get_kind_display())),
        (_("题名"), record.title),
        (_("账套"), str(record.book)),
        (_("会计年度"), str(record.year)),
        (_("凭证"), inside if record.month else ""),
        (_("张数"), str(record.sheets)),
        (_("保管期限"), say.day(record.keep_until) if record.keep_until else _("永久")),
        (_("装订日期"), say.day(record.bound_on)),
        (_("保管人"), record.keeper.name),
        (_("存放位置"), record.place),
    ]
    content = papers.form_pdf(
        title=_("会计档案封面"),
        school=school_name(),
        printed_on=timezone.localdate(),
        register=_("会计档案"),
        number=record.number,
        facts=[fact for fact in facts if fact[1]],
        text="",
        lines=[],
        signatures=[papers.Signature(_("装订人")), papers.Signature(_("会计主管")), papers.Signature(_("保管人"))],
        url=f"{settings.BASE_URL}{reverse('finance.volume:detail', args=[record.pk])}",
        code=record.number,
    )
    return papers.answer(content, f"{record.number}.pdf")


class AppraisalForm(forms.Form):
    """Who looked, and their word."""

    on = forms.DateField(label=gettext_lazy("鉴定日期"), widget=DayInput())
    members = forms.ModelMultipleChoiceField(
        Person.objects.filter(left_on=None, kind="staff").order_by("pinyin"),
        label=gettext_lazy("鉴定小组（档案、会计、审计、纪检）"),
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(label=gettext_lazy("鉴定意见"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


@allowed("add")
def appraise(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """The volumes whose time is over, each with a verdict."""
    today = timezone.localdate()
    volumes = list(services.volumes_over(today).select_related("book")[:MOST_OVER])
    form = AppraisalForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = services.appraisal_begin(
                    lines=_verdicts(request, volumes), actor=request.user, **form.cleaned_data
                )
                made = services.appraisal_send(made, actor=request.user)
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("鉴定送审了。"))
            return redirect("finance.appraisal:detail", pk=made.pk)
    rows = [
        {
            "volume": one,
            "verdict": request.POST.get(f"verdict-{one.pk}", ""),
            "until": request.POST.get(f"until-{one.pk}", ""),
            "why": request.POST.get(f"why-{one.pk}", ""),
        }
        for one in volumes
    ]
    context = {
        "rows": rows,
        "verdicts": AppraisalLine.Verdict.choices,
        "more": (),
        "cancel_url": reverse("finance:archive"),
    }
    return form_page(request, "finance/appraise.html", form, context)


def _verdicts(request: AuthedRequest, volumes: list[Volume]) -> dict[Volume, Any]:
    found = {}
    for one in volumes:
        if verdict := request.POST.get(f"verdict-{one.pk}", ""):
            if verdict not in AppraisalLine.Verdict.values:
                raise ValidationError(_("请选销毁或者继续保管。"))
            until, why = read_day(request.POST.get(f"until-{one.pk}")), request.POST.get(f"why-{one.pk}", "")[:120]
            found[one] = (verdict, until if verdict == AppraisalLine.Verdict.KEEP else None, why)
    return found


@allowed("view")
def appraisal(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The appraisal; ?as=print is 会计档案鉴定意见书 with 销毁清册."""
    record: Appraisal = mine_of(request, reg.key, pk)
    if request.GET.get("as") != "print":
        return render(request, "registers/detail.html", detail_context(reg, record, request.user))
    return papers.answer(_opinion(record), f"{record.number}.pdf")


def _opinion(record: Appraisal) -> bytes:
    facts = [
        (_("鉴定日期"), say.day(record.on)),
        (_("鉴定小组"), "、".join(one.name for one in record.members.all())),
        (_("状态"), str(record.get_status_display())),
        (_("监销"), "、".join(one.name for one in (record.archive_watcher, record.books_watcher) if one)),
        (_("销毁"), f"{say.day(record.destroyed_on)} {record.how}" if record.destroyed_on else ""),
    ]
    content: bytes = papers.form_pdf(
        title=_("会计档案鉴定意见书和销毁清册"),
        school=school_name(),
        printed_on=timezone.localdate(),
        register=_("会计档案鉴定"),
        number=record.number,
        facts=[fact for fact in facts if fact[1]],
        text=record.words,
        lines=[papers.Table(_volume_heads(), _volume_rows(record), widths=(3, 4, 1, 1, 2, 2, 3))],
        signatures=[
            papers.Signature(_("单位负责人")),
            papers.Signature(_("档案机构负责人")),
            papers.Signature(_("会计机构负责人")),
            papers.Signature(_("经办人")),
            papers.Signature(_("档案监销人")),
            papers.Signature(_("会计监销人")),
        ],
        url=f"{settings.BASE_URL}{reverse('finance.appraisal:detail', args=[record.pk])}",
        code=record.number,
    )
    return content


def _volume_rows(record: Appraisal) -> list[list[str]]:
    lines = record.lines.select_related("volume").order_by("volume__number")
    return [
        [
            one.volume.number,
            one.volume.title,
            str(one.volume.year),
            str(one.volume.sheets),
            say.day(one.volume.keep_until) if one.volume.keep_until else "",
            str(one.get_verdict_display()),
            f"{one.why} {_('延长到%(day)s') % {'day': say.day(one.until)} if one.until else ''}".strip(),
        ]
        for one in lines
    ]


def _volume_heads() -> list[str]:
    return [_("档号"), _("题名"), _("年度"), _("张数"), _("保管到"), _("意见"), _("理由")]
