"""Accounting archives (会计档案): what is bound in which volume, kept until which day, and how it may end."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .chart import Book
from .ledger import MONTH

USER = settings.AUTH_USER_MODEL


class VolumeKind(models.TextChoices):
    """What is bound; how long each is kept says the table of 会计档案管理办法 (财政部 国家档案局令第79号)."""

    VOUCHER = "voucher", _("会计凭证")
    LEDGER = "ledger", _("会计账簿")
    REPORT = "report", _("月度季度报告")
    YEARLY = "yearly", _("年度报告和决算")
    BANK = "bank", _("银行对账单和余额调节表")
    TAX = "tax", _("纳税申报表")
    HANDOVER = "handover", _("会计档案移交清册")
    LISTS = "lists", _("保管清册、销毁清册和鉴定意见书")


PERMANENT = (VolumeKind.YEARLY, VolumeKind.LISTS)
"""Kept for ever."""


class VolumeStatus(models.TextChoices):
    """Where a volume is."""

    KEPT = "kept", _("在财务室")
    HANDED = "handed", _("已移交档案室")
    DESTROYED = "destroyed", _("已销毁")


class Volume(Record):
    """One bound volume. keep_until: its last day, counted from the end of its fiscal year; none is for ever.

    first, last: the running numbers of the vouchers in it; a month's vouchers lie in one volume each, without gap.
    """

    Status = VolumeStatus

    number = models.CharField(_("档号"), max_length=30, unique=True, editable=False)
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", verbose_name=_("账套"))
    year = models.PositiveSmallIntegerField(_("会计年度"))
    kind = models.CharField(_("类别"), max_length=10, choices=VolumeKind.choices)
    title = models.CharField(_("题名"), max_length=80)
    month = models.CharField(_("凭证月份"), max_length=7, blank=True, validators=[MONTH])
    first = models.PositiveIntegerField(_("凭证起号"), null=True, blank=True)
    last = models.PositiveIntegerField(_("凭证止号"), null=True, blank=True)
    sheets = models.PositiveIntegerField(_("张数"))
    place = models.CharField(_("存放位置"), max_length=60)
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("保管人"))
    bound_on = models.DateField(_("装订日期"))
    bound_by = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("装订人"))
    keep_until = models.DateField(_("保管到"), null=True, blank=True, editable=False)
    hand_by = models.DateField(_("最迟移交日期"), editable=False)
    handed_on = models.DateField(_("移交日期"), null=True, blank=True, editable=False)
    receiver = models.CharField(_("接收人"), max_length=40, blank=True)
    status = models.CharField(
        _("状态"), max_length=10, choices=VolumeStatus.choices, default=VolumeStatus.KEPT, editable=False
    )
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "title", "place")
    flow = Flow(
        Step("hand_over", _("移交档案室"), {VolumeStatus.KEPT}, VolumeStatus.HANDED, fields=("receiver", "place")),
        Step("destroy", _("销毁"), {VolumeStatus.KEPT, VolumeStatus.HANDED}, VolumeStatus.DESTROYED),
        final={VolumeStatus.DESTROYED},
    )
    tones: ClassVar[dict[str, str]] = {"kept": "going", "handed": "done", "destroyed": "idle"}
    verbs: ClassVar[dict[str, object]] = {"prolong": _("延长保管到")}

    class Meta:
        verbose_name = _("会计档案")
        verbose_name_plural = _("会计档案")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="voucher") | Q(first__gte=1, last__gte=F("first")) & ~Q(month=""),
                name="finance_volume_vouchers",
                violation_error_message=_("凭证要写月份和起止号，止号不小于起号。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="destroyed") | Q(keep_until__isnull=False),
                name="finance_volume_permanent",
                violation_error_message=_("永久保管的会计档案不能销毁。"),
            ),
        ]
        indexes = [models.Index(fields=["book", "year", "kind"], name="finance_volume_year")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class AppraisalStatus(models.TextChoices):
    """Where it stands."""

    DRAFT = "draft", _("鉴定中")
    ASKED = "asked", _("审批中")
    AGREED = "agreed", _("待销毁")
    DONE = "done", _("已办结")


class Appraisal(Record):
    """Volumes whose time is over, looked through by archive, accounts, audit together: destroyed, or kept longer."""

    Status = AppraisalStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    on = models.DateField(_("鉴定日期"))
    members = models.ManyToManyField(Person, related_name="+", verbose_name=_("鉴定小组（档案、会计、审计、纪检）"))
    words = models.TextField(_("鉴定意见"), max_length=2000)
    status = models.CharField(
        _("状态"), max_length=10, choices=AppraisalStatus.choices, default=AppraisalStatus.DRAFT, editable=False
    )
    author = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("经办人"))
    destroyed_on = models.DateField(_("销毁日期"), null=True, blank=True, editable=False)
    how = models.CharField(_("销毁方式和地点"), max_length=80, blank=True)
    archive_watcher = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("档案监销人")
    )
    books_watcher = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("会计监销人")
    )

    flow = Flow(
        Step("ask", _("送审"), {AppraisalStatus.DRAFT}, AppraisalStatus.ASKED, tone="main"),
        Step("agree", _("同意"), {AppraisalStatus.ASKED}, AppraisalStatus.AGREED),
        Step("send_back", _("退回"), {AppraisalStatus.ASKED}, AppraisalStatus.DRAFT),
        Step(
            "finish", _("监销并办结"), {AppraisalStatus.AGREED}, AppraisalStatus.DONE, tone="main",
            fields=("how", "archive_watcher", "books_watcher"),
        ),
        final={AppraisalStatus.DONE},
    )  # fmt: skip
    tones: ClassVar[dict[str, str]] = {"draft": "idle", "asked": "soon", "agreed": "going", "done": "done"}

    class Meta:
        verbose_name = _("会计档案鉴定")
        verbose_name_plural = _("会计档案鉴定和销毁")

    def __str__(self) -> str:
        return self.number


class AppraisalLine(Record):
    """What is decided about one volume. until: kept to that day where it is kept longer."""

    class Verdict(models.TextChoices):
        """What becomes of it."""

        DESTROY = "destroy", _("销毁")
        KEEP = "keep", _("继续保管")

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="lines", verbose_name=_("会计档案鉴定"))
    volume = models.ForeignKey(Volume, models.PROTECT, related_name="+", verbose_name=_("会计档案"))
    verdict = models.CharField(_("意见"), max_length=8, choices=Verdict.choices)
    until = models.DateField(_("延长保管到"), null=True, blank=True)
    why = models.CharField(_("理由（有没结清的债权债务要抽出另存）"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("鉴定明细")
        verbose_name_plural = _("鉴定明细")
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "volume"],
                name="finance_appraisalline_once",
                violation_error_message=_("这一卷在这次鉴定里已经有了。"),
            ),
            models.CheckConstraint(
                condition=~Q(verdict="keep") | Q(until__isnull=False),
                name="finance_appraisalline_until",
                violation_error_message=_("继续保管要写保管到哪天。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}"
