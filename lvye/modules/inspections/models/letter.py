"""What goes up in writing: hazards the school cannot mend, major ones, and each month's report on the buildings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .hazard import Hazard


class LetterStatus(models.TextChoices):
    """A letter is done when the authority's receipt is noted."""

    DRAFT = "draft", _("待报送")
    SENT = "sent", _("已报送，等回执")
    ANSWERED = "answered", _("有回执")


class Letter(Record):
    """One letter to the authority. year, serial: its 发文字号 〔2026〕3号, given when it is sent, without gaps.

    month: of a monthly report, its first day. found … referred: the month's numbers, frozen when it is sent, with what
    lay open before; a month without a hazard is reported with its zeros.
    """

    Status = LetterStatus

    class Kind(models.TextChoices):
        """What it says."""

        HAZARD = "hazard", _("学校整改不了的隐患")
        MAJOR = "major", _("重大隐患报告")
        MONTH = "month", _("校舍安全月报")

    kind = models.CharField(_("类型"), max_length=8, choices=Kind.choices, editable=False)
    title = models.CharField(_("标题"), max_length=100)
    to_whom = models.CharField(_("报给谁"), max_length=60)
    text = models.TextField(_("内容"), max_length=4000, blank=True)
    hazard = models.ForeignKey(
        Hazard, models.PROTECT, null=True, blank=True, editable=False, related_name="letters", verbose_name=_("隐患")
    )
    month = models.DateField(_("哪个月"), null=True, blank=True, editable=False)
    before = models.PositiveIntegerField(_("月初未销号"), default=0, editable=False)
    found = models.PositiveIntegerField(_("本月发现"), default=0, editable=False)
    gone = models.PositiveIntegerField(_("本月销号"), default=0, editable=False)
    dropped = models.PositiveIntegerField(_("本月核实不成立"), default=0, editable=False)
    left = models.PositiveIntegerField(_("月末未销号"), default=0, editable=False)
    left_major = models.PositiveIntegerField(_("其中重大"), default=0, editable=False)
    made_on = models.DateField(_("拟稿日期"), editable=False)
    due_on = models.DateField(_("最迟报送"), editable=False)
    status = models.CharField(
        _("状态"), max_length=8, choices=LetterStatus.choices, default=LetterStatus.DRAFT, editable=False
    )
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True, editable=False)
    serial = models.PositiveIntegerField(_("发文序号"), null=True, blank=True, editable=False)
    sent_on = models.DateField(_("报送日期"), null=True, blank=True)
    sent_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("报送人")
    )
    receipt = models.CharField(_("回执编号"), max_length=60, blank=True)
    received_by = models.CharField(_("上级收件人"), max_length=40, blank=True)
    answered_on = models.DateField(_("回执日期"), null=True, blank=True)
    answer = models.CharField(_("上级怎么说"), max_length=300, blank=True)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("send", _("报送"), {LetterStatus.DRAFT}, LetterStatus.SENT, fields=("sent_on",), tone="main"),
        Step(
            "answer", _("登记回执"), {LetterStatus.SENT}, LetterStatus.ANSWERED, tone="main",
            fields=("receipt", "received_by", "answered_on", "answer"),
        ),
        final={LetterStatus.ANSWERED},
    )  # fmt: skip
    tones: ClassVar[dict[str, str]] = {
        LetterStatus.DRAFT: "soon", LetterStatus.SENT: "going", LetterStatus.ANSWERED: "done",
    }  # fmt: skip
    search_from: ClassVar[tuple[str, ...]] = ("title", "receipt", "serial", "year")

    class Meta:
        verbose_name = _("书面上报")
        verbose_name_plural = _("书面上报")
        constraints = [
            models.UniqueConstraint(
                fields=["month"], condition=Q(kind="month"), name="inspections_letter_month",
                violation_error_message=_("这个月的校舍安全月报已经有了。"),
            ),
            models.UniqueConstraint(
                fields=["year", "serial"], name="inspections_letter_number",
                violation_error_message=_("这个发文字号已经用过。"),
            ),
            models.CheckConstraint(
                condition=Q(status=LetterStatus.DRAFT) | Q(sent_on__isnull=False, serial__isnull=False),
                name="inspections_letter_sent",
                violation_error_message=_("报送要有日期和文号。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=LetterStatus.ANSWERED) | (~Q(receipt="") & Q(answered_on__isnull=False)),
                name="inspections_letter_receipt",
                violation_error_message=_("回执要有编号和日期。"),
            ),
            models.CheckConstraint(
                condition=Q(kind="month", month__isnull=False) | Q(hazard__isnull=False),
                name="inspections_letter_about",
                violation_error_message=_("书面上报要写明是哪处隐患或哪个月。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title}{self.doc_number}"

    @property
    def doc_number(self) -> str:
        """ "〔2026〕3号", empty before it is sent."""
        return f"〔{self.year}〕{self.serial}号" if self.serial else ""  # house: the form of official papers
