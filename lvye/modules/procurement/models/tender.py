"""The tender: its days by rule and its papers, kept with the request."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .quote import Quote
from .request import Request

USER = settings.AUTH_USER_MODEL


class TenderStatus(models.TextChoices):
    """What was done last."""

    DRAFT = "draft", _("编招标文件")
    PUBLISHED = "published", _("已发公告")
    OPENED = "opened", _("已开标")
    JUDGED = "judged", _("已评标")
    AWARDED = "awarded", _("已定标")
    NOTICED = "noticed", _("已发中标通知")
    SIGNED = "signed", _("已签合同")
    ANNOUNCED = "announced", _("合同已公告")
    FILED = "filed", _("已备案")
    FAILED = "failed", _("废标")


T = TenderStatus
WON = (T.AWARDED, T.NOTICED, T.SIGNED, T.ANNOUNCED, T.FILED)
TENDERING = (T.PUBLISHED, T.OPENED, T.JUDGED, T.AWARDED, T.NOTICED, T.SIGNED, T.ANNOUNCED)
ORDERABLE = (T.NOTICED, T.SIGNED, T.ANNOUNCED, T.FILED)


class Tender(Record):
    """One tender for a request (招标). A tender that failed is followed by a new one.

    closes_on: the last day for bids, on which they are opened. bond: yuan, what each bidder leaves. panel, experts: how
    many judged, and how many of them were experts. winner: the bid that won. next_due_on: until when the next step is
    due by rule; None where no rule names a day.
    """

    Status = TenderStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    request = models.ForeignKey(
        Request, models.PROTECT, editable=False, related_name="tenders", verbose_name=_("采购申请")
    )
    agency = models.CharField(_("代理机构"), max_length=60, blank=True, help_text=_("自己组织招标的不填。"))
    published_on = models.DateField(_("发公告、招标文件的日期"), null=True, blank=True)
    closes_on = models.DateField(_("投标截止日（开标日）"), null=True, blank=True)
    bond = models.DecimalField(_("投标保证金（元）"), max_digits=12, decimal_places=2, default=0)
    opened_on = models.DateField(_("开标日期"), null=True, blank=True)
    judged_on = models.DateField(_("评标报告日期"), null=True, blank=True)
    panel = models.PositiveSmallIntegerField(_("评标委员会几人"), null=True, blank=True)
    experts = models.PositiveSmallIntegerField(_("其中专家几人"), null=True, blank=True)
    awarded_on = models.DateField(_("定标日期"), null=True, blank=True)
    winner = models.ForeignKey(
        Quote, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("中标的投标")
    )
    noticed_on = models.DateField(_("中标通知、公告日期"), null=True, blank=True)
    signed_on = models.DateField(_("签合同日期"), null=True, blank=True)
    announced_on = models.DateField(_("合同公告日期"), null=True, blank=True)
    filed_on = models.DateField(_("合同备案日期"), null=True, blank=True)
    next_due_on = models.DateField(_("下一步期限"), null=True, blank=True, editable=False)
    by = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("经办人"))
    status = models.CharField(_("状态"), max_length=10, choices=T.choices, default=T.DRAFT, editable=False)
    why = models.CharField(_("废标的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "agency")
    flow = Flow(
        Step("publish", _("发公告"), {T.DRAFT}, T.PUBLISHED, tone="main"),
        Step("open", _("开标"), {T.PUBLISHED}, T.OPENED, tone="main"),
        Step("judge", _("评标"), {T.OPENED}, T.JUDGED, tone="main"),
        Step("award", _("定标"), {T.JUDGED}, T.AWARDED, tone="main"),
        Step("notice", _("发中标通知"), {T.AWARDED}, T.NOTICED, tone="main"),
        Step("sign", _("签合同"), {T.NOTICED}, T.SIGNED, tone="main"),
        Step("announce", _("公告合同"), {T.SIGNED}, T.ANNOUNCED, tone="main"),
        Step("file", _("合同备案"), {T.ANNOUNCED}, T.FILED, tone="main"),
        Step("fail", _("废标"), {T.DRAFT, T.PUBLISHED, T.OPENED, T.JUDGED}, T.FAILED, fields=("why",), tone="no"),
        final={T.FILED, T.FAILED},
    )
    tones: ClassVar[dict[str, str]] = {
        T.DRAFT: "soon", T.PUBLISHED: "going", T.OPENED: "going", T.JUDGED: "going", T.AWARDED: "going",
        T.NOTICED: "going", T.SIGNED: "going", T.ANNOUNCED: "going", T.FILED: "done", T.FAILED: "late",
    }  # fmt: skip

    class Meta:
        verbose_name = _("招标")
        verbose_name_plural = _("招标")
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=~Q(status=T.FAILED),
                name="procurement_tender_one",
                violation_error_message=_("这份申请正在招标；废标以后才能重新招。"),
            ),
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gt=F("published_on")),
                name="procurement_tender_days",
                violation_error_message=_("投标截止日要在发公告以后。"),
            ),
            models.CheckConstraint(
                condition=Q(bond__gte=0),
                name="procurement_tender_bond",
                violation_error_message=_("保证金不能小于零。"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=WON) | Q(winner__isnull=False),
                name="procurement_tender_winner",
                violation_error_message=_("请选中标的单位。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "next_due_on"], name="procurement_tender_due")]

    def __str__(self) -> str:
        return self.number


class PaperKind(models.TextChoices):
    """The papers of a purchase file that a tender makes (政府采购法 art. 42)."""

    DOCUMENT = "document", _("招标文件")
    CALL = "call", _("招标公告")
    OPENING = "opening", _("开标记录")
    BID = "bid", _("投标文件")
    REPORT = "report", _("评标报告")
    AWARD = "award", _("定标文件")
    NOTICE = "notice", _("中标通知书、中标公告")
    CONTRACT = "contract", _("合同文本")
    QUERY = "query", _("质疑答复、投诉处理决定")
    OTHER = "other", _("其他")


class TenderPaper(Record):
    """One paper of a tender, with its day; the scan hangs on it as a file."""

    Kind = PaperKind

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="papers", verbose_name=_("招标"))
    kind = models.CharField(_("是什么"), max_length=10, choices=PaperKind.choices)
    on = models.DateField(_("文件日期"))
    note = models.CharField(_("说明"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("招标文件材料")
        verbose_name_plural = _("招标文件材料")
        indexes = [models.Index(fields=["tender", "kind"], name="procurement_paper_kind")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
