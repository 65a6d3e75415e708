"""Swaps between two people who both consent, and the secret link of a person's calendar."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step

from .roster import Assignment
from .wishes import SERVING


class SwapStatus(models.TextChoices):
    """Whether the other agreed."""

    ASKED = "asked", _("等对方答复")
    AGREED = "agreed", _("已换")
    DECLINED = "declined", _("对方不换")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("过期")


class Swap(Record):
    """Somebody asks another to take a duty of his (`given`), for one of the other's (`taken`) or for nothing."""

    given = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name=_("换出的班"))
    asker = models.ForeignKey(Person, models.PROTECT, related_name="swaps_asked", verbose_name=_("提出人"))
    other = models.ForeignKey(
        Person, models.PROTECT, related_name="swaps_offered", verbose_name=_("换给谁"), limit_choices_to=SERVING
    )
    taken = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("换回的班"),
        help_text=_("不选就是请对方代值，不还。"),
    )  # fmt: skip
    given_words = models.CharField(_("换出"), max_length=100, editable=False)
    taken_words = models.CharField(_("换回"), max_length=100, blank=True, editable=False)
    why = models.CharField(_("原因"), max_length=200)
    asked_at = models.DateTimeField(_("提出时间"), editable=False)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True, editable=False)
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=9, choices=SwapStatus.choices, default=SwapStatus.ASKED, editable=False
    )

    flow = Flow(
        Step("agree", _("同意换"), {SwapStatus.ASKED}, SwapStatus.AGREED, tone="main"),
        Step("decline", _("不换"), {SwapStatus.ASKED}, SwapStatus.DECLINED, fields=("answer",), tone="no"),
        Step("withdraw", _("撤回"), {SwapStatus.ASKED}, SwapStatus.WITHDRAWN),
        Step("lapse", _("过期"), {SwapStatus.ASKED}, SwapStatus.LAPSED),
        final={SwapStatus.AGREED, SwapStatus.DECLINED, SwapStatus.WITHDRAWN, SwapStatus.LAPSED},
    )
    tones: ClassVar[dict[str, str]] = {
        SwapStatus.ASKED: "soon", SwapStatus.AGREED: "done", SwapStatus.DECLINED: "late",
        SwapStatus.WITHDRAWN: "idle", SwapStatus.LAPSED: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("换班")
        verbose_name_plural = _("换班")
        constraints = [
            models.UniqueConstraint(
                fields=["given"],
                condition=Q(status="asked"),
                name="rosters_swap_once",
                violation_error_message=_("这一班已经在等别人答复了，先撤回再换给别人。"),
            ),
            models.CheckConstraint(
                name="rosters_swap_two",
                condition=~Q(asker=F("other")),
                violation_error_message=_("不能和自己换班。"),
            ),
        ]
        indexes = [
            models.Index(fields=["other", "status"], name="rosters_swap_other"),
            models.Index(fields=["asker", "status"], name="rosters_swap_asker"),
        ]

    def __str__(self) -> str:
        return self.given_words


class CalendarLink(Record):
    """The secret address of a person's duties, for the calendar of his telephone.

    What is kept is only half of the secret: the address is made of it with the key of the installation, so that a
    copy of the database opens nobody's calendar.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="calendar_links", verbose_name=_("谁的"))
    nonce = models.CharField(max_length=32, unique=True, editable=False)
    made_at = models.DateTimeField(_("生成时间"), editable=False)
    revoked_at = models.DateTimeField(_("停用时间"), null=True, blank=True, editable=False)

    verbs: ClassVar[dict[str, object]] = {"revoke": _("停用")}

    class Meta:
        verbose_name = _("日历订阅")
        verbose_name_plural = _("日历订阅")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at=None),
                name="rosters_calendarlink_once",
                violation_error_message=_("已经有一个在用的日历地址。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%F}"
