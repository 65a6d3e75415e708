"""致家长信: what the school writes to parents, and which classes gave the slips back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import SchoolClass
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class LetterStatus(models.TextChoices):
    """Where it stands."""

    DRAFT = "draft", _("拟稿")
    SENT = "sent", _("已发")
    DONE = "done", _("收齐")


S = LetterStatus


class ParentLetter(Record):
    """One letter. slip_on: by which day the slips are to be back; none: no slip is asked for."""

    Status = LetterStatus

    title = models.CharField(_("标题"), max_length=80)
    text = models.TextField(_("正文"), max_length=4000)
    slip_on = models.DateField(_("回执最迟哪天交"), null=True, blank=True, help_text=_("不要回执的不填。"))
    sent_on = models.DateField(_("发出日期"), null=True, blank=True, editable=False)
    closing = models.CharField(_("没有收齐的怎么办"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=5, choices=S.choices, default=S.DRAFT, editable=False)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("send", _("发出"), {S.DRAFT}, S.SENT, tone="main"),
        Step("close", _("收齐归档"), {S.SENT}, S.DONE, fields=("closing",), tone="main"),
        final={S.DONE},
    )
    tones: ClassVar[dict[str, str]] = {S.DRAFT: "soon", S.SENT: "going", S.DONE: "done"}
    search_from: ClassVar[tuple[str, ...]] = ("title", "text")

    class Meta:
        verbose_name = _("致家长信")
        verbose_name_plural = _("致家长信")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(sent_on__isnull=False), name="security_parentletter_sent",
                violation_error_message=_("发出要有日期。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class ParentSlip(Record):
    """The slips of one class. wanted: its pupils on the day the letter went out; back: slips given back."""

    letter = models.ForeignKey(
        ParentLetter, models.PROTECT, related_name="slips", verbose_name=_("致家长信"), editable=False
    )
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, related_name="+", verbose_name=_("班级"), editable=False
    )
    wanted = models.PositiveSmallIntegerField(_("应交"), editable=False)
    back = models.PositiveSmallIntegerField(_("交回"), default=0)
    noted_on = models.DateField(_("登记日期"), null=True, blank=True, editable=False)

    verbs: ClassVar[dict[str, object]] = {"count": _("收回执")}

    class Meta:
        verbose_name = _("家长信回执")
        verbose_name_plural = _("家长信回执")
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "school_class"], name="security_parentslip_once",
                violation_error_message=_("这个班已经在名单里了。"),
            ),
            models.CheckConstraint(
                condition=Q(back__lte=F("wanted")), name="security_parentslip_back",
                violation_error_message=_("交回的不能比应交的多。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.school_class} {self.back}/{self.wanted}"
