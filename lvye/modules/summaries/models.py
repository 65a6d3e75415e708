"""A summary: text that people edit, and figures that nobody can."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class Kind(models.TextChoices):
    """What is summed up."""

    TERM = "term", _("工作总结")
    MONTH = "month", _("月度简报")
    PERSON = "person", _("个人述职")


class Status(models.TextChoices):
    """Where it stands between the first draft and the signature."""

    DRAFT = "draft", _("草稿")
    REVIEW = "review", _("待审核")
    PASSED = "passed", _("待签发")
    SIGNED = "signed", _("已签发")


class Summary(Record):
    """One summary. `period` is a period's code ("2025-2", "2026-03", "2026").

    body: {"blocks": [{id, kind, text}], "slots": {id: {figure, only, form, unit}}}; a block's text holds ⟦id⟧ where a
    figure stands. snapshot: the figures as they were at signing; digest: SHA-256 over text and figures together.
    """

    Kind = Kind
    Status = Status

    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices, default=Kind.TERM)
    period = models.CharField(_("期间"), max_length=24)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("个人"))
    title = models.CharField(_("标题"), max_length=80)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    body = models.JSONField(default=dict, editable=False)
    snapshot = models.JSONField(default=dict, editable=False, blank=True)
    digest = models.CharField(_("校验码"), max_length=64, blank=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("签发人"),
    )  # fmt: skip
    signed_at = models.DateTimeField(_("签发时间"), null=True, blank=True, editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("修订自")
    )
    version = models.PositiveSmallIntegerField(_("版次"), default=1, editable=False)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("title",)
    flow = Flow(
        Step("submit", _("送审"), {Status.DRAFT}, Status.REVIEW, tone="main"),
        Step("approve", _("审核通过"), {Status.REVIEW}, Status.PASSED, tone="main"),
        Step("send_back", _("退回修改"), {Status.REVIEW, Status.PASSED}, Status.DRAFT, tone="no"),
        Step("sign", _("签发"), {Status.PASSED}, Status.SIGNED, tone="main"),
        final={Status.SIGNED},
    )
    tones: ClassVar[dict[str, str]] = {
        Status.DRAFT: "idle",
        Status.REVIEW: "going",
        Status.PASSED: "going",
        Status.SIGNED: "done",
    }
    verbs: ClassVar[dict[str, object]] = {"write": _("改文字"), "redraft": _("重新起草")}

    class Meta:
        verbose_name = _("总结")
        verbose_name_plural = _("总结")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "period", "version"],
                condition=models.Q(person__isnull=True),
                name="summaries_summary_once",
                violation_error_message=_("这一期的总结已经起草，请打开原来那份。"),
            ),
            models.UniqueConstraint(
                fields=["kind", "period", "person", "version"],
                name="summaries_summary_once_each",
                violation_error_message=_("这个人这一期的述职已经起草，请打开原来那份。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.SIGNED) | ~models.Q(digest=""),
                name="summaries_summary_signed_digest",
                violation_error_message=_("签发的总结要有校验码。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.PERSON) | models.Q(person__isnull=False),
                name="summaries_summary_person",
                violation_error_message=_("个人述职要选是谁的。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title
