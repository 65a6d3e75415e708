"""An old summary as it was read: its text, the time it speaks of, where its file lies."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.kernel.terms.api import Term


class DocumentKind(models.TextChoices):
    """What it is."""

    SUMMARY = "summary", _("工作总结")
    BRIEF = "brief", _("简报")
    PLAN = "plan", _("工作计划")
    TABLE = "table", _("统计表")
    OTHER = "other", _("其他材料")


class Source(models.TextChoices):
    """How it came in."""

    WORD = "docx", "Word"
    PDF = "pdf", "PDF"
    TEXT = "txt", _("文本文件")
    PASTE = "paste", _("粘贴的文字")


class Span(models.TextChoices):
    """Which stretch of its year it speaks of."""

    YEAR = "year", _("全年（1—12月）")
    SCHOOL = "school", _("整个学年")
    AUTUMN = "autumn", _("第一学期（秋季）")
    SPRING = "spring", _("第二学期（春季）")


class DocumentStatus(models.TextChoices):
    """How far its facts have been judged."""

    OPEN = "open", _("待核对")
    KEPT = "kept", _("已存为历史")
    VOID = "void", _("已撤下")


S = DocumentStatus


class HistoryDocument(Record):
    """One old document.

    year: the calendar year, or the one in which the school year begins (Span says which); None until somebody said it,
    for documents whose years were painted over. begins_on, ends_on: its days, by the calendar of terms where that knows
    them. sha256 is of the file's bytes, text_sha256 of the words alone, so that the same text is known again whether it
    comes as Word, as PDF or pasted.
    """

    Status = DocumentStatus

    title = models.CharField(_("标题"), max_length=120)
    kind = models.CharField(_("是什么"), max_length=10, choices=DocumentKind.choices, default=DocumentKind.SUMMARY)
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True)
    span = models.CharField(_("说的是"), max_length=10, choices=Span.choices, default=Span.YEAR)
    begins_on = models.DateField(_("从"), null=True, blank=True, editable=False)
    ends_on = models.DateField(_("到"), null=True, blank=True, editable=False)
    term = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("学期")
    )
    source = models.CharField(_("来源"), max_length=10, choices=Source.choices, editable=False)
    pages = models.PositiveIntegerField(_("页数"), null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    text_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    text = models.TextField(_("正文"), editable=False)
    warnings = models.JSONField(default=list, blank=True, editable=False)
    read_at = models.DateTimeField(_("读入时间"), editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("读入人")
    )
    status = models.CharField(_("状态"), max_length=10, choices=DocumentStatus.choices, default=S.OPEN, editable=False)
    why = models.CharField(_("撤下的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("title",)
    flow = Flow(
        Step("keep", _("存为历史"), {S.OPEN}, S.KEPT, tone="main"),
        Step("review", _("重新核对"), {S.KEPT}, S.OPEN),
        Step("withdraw", _("撤下"), {S.OPEN, S.KEPT}, S.VOID, fields=("why",), tone="no"),
        Step("restore", _("恢复"), {S.VOID}, S.OPEN),
    )
    tones: ClassVar[dict[str, str]] = {S.OPEN: "going", S.KEPT: "done", S.VOID: "idle"}
    verbs: ClassVar[dict[str, object]] = {"read": _("读入")}

    class Meta:
        verbose_name = _("往年材料")
        verbose_name_plural = _("往年材料")
        constraints = [
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1950, 2100)),
                name="history_document_year",
                violation_error_message=_("年份应在 1950 到 2100 之间。"),
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(begins_on__isnull=False, ends_on__isnull=False),
                name="history_document_days",
                violation_error_message=_("有年份的材料要有起止日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.KEPT) | Q(year__isnull=False),
                name="history_document_kept_has_year",
                violation_error_message=_("先选这份材料说的是哪一年，才能存为历史。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.VOID) | ~Q(why=""),
                name="history_document_void_why",
                violation_error_message=_("撤下要写明原因。"),
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], name="history_document_ends")]

    def __str__(self) -> str:
        return self.title

    @property
    def when(self) -> str:
        """The time it speaks of in words: 2016年, 2016—2017学年第一学期; empty while nobody said."""
        if self.year is None:
            return ""
        pattern = {
            Span.YEAR: _("%(year)s年"),
            Span.SCHOOL: _("%(year)s—%(next)s学年"),
            Span.AUTUMN: _("%(year)s—%(next)s学年第一学期"),
            Span.SPRING: _("%(year)s—%(next)s学年第二学期"),
        }[Span(self.span)]
        return str(pattern) % {"year": self.year, "next": self.year + 1}
