"""外出: pupils leave only with their head teacher's word and somebody to fetch them; staff put themselves down."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records.api import Flow, Record, Step


class Why(models.TextChoices):
    """Why somebody leaves in the day."""

    SICK = "sick", _("看病")
    PRIVATE = "private", _("家里有事")
    CONTEST = "contest", _("比赛、活动")
    DUTY = "duty", _("公务")
    OTHER = "other", _("其他")


class OutingStatus(models.TextChoices):
    """Where it stands."""

    ASKED = "asked", _("等班主任")
    AGREED = "agreed", _("可以出门")
    OUT = "out", _("已出门")
    BACK = "back", _("已回校")
    REFUSED = "refused", _("没有同意")
    DROPPED = "dropped", _("没有出门")


S = OutingStatus


class Outing(Record):
    """One slip. school_class: of a pupil; none for staff, who need nobody's word here. back_at: when he is expected."""

    Why, Status = Why, OutingStatus

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁外出"))
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("班级")
    )
    why = models.CharField(_("原因"), max_length=8, choices=Why.choices, default=Why.PRIVATE)
    words = models.CharField(_("说明"), max_length=100, blank=True)
    leaves_at = models.DateTimeField(_("什么时候走"))
    on = models.DateField(_("日期"), editable=False)
    back_at = models.DateTimeField(_("什么时候回"), null=True, blank=True, help_text=_("当天不回的不填。"))
    taker = models.CharField(_("谁来接"), max_length=40, blank=True)
    relation = models.CharField(_("和学生的关系"), max_length=20, blank=True)
    taker_phone = models.CharField(_("接的人的电话"), max_length=20, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, editable=False, related_name="+", verbose_name=_("谁填的"))
    agreed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("同意人")
    )
    agreed_at = models.DateTimeField(_("同意时间"), null=True, blank=True, editable=False)
    refusal = models.CharField(_("为什么不同意"), max_length=100, blank=True)
    out_at = models.DateTimeField(_("出门时间"), null=True, blank=True, editable=False)
    returned_at = models.DateTimeField(_("回校时间"), null=True, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=8, choices=S.choices, default=S.ASKED, editable=False)

    flow: ClassVar[Flow] = Flow(
        Step("agree", _("同意"), {S.ASKED}, S.AGREED, tone="main"),
        Step("refuse", _("不同意"), {S.ASKED}, S.REFUSED, fields=("refusal",), tone="no"),
        Step("go", _("出门"), {S.AGREED}, S.OUT, tone="main"),
        Step("come", _("回校"), {S.OUT}, S.BACK, tone="main"),
        Step("drop", _("不出门了"), {S.ASKED, S.AGREED}, S.DROPPED, tone="no"),
        final={S.BACK, S.REFUSED, S.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        S.ASKED: "soon", S.AGREED: "going", S.OUT: "late", S.BACK: "done", S.REFUSED: "idle", S.DROPPED: "idle",
    }  # fmt: skip
    extra_verbs: ClassVar[tuple[str, ...]] = ("all", "stand")
    verbs: ClassVar[dict[str, object]] = {"all": _("看全部外出"), "stand": _("代班主任同意")}

    class Meta:
        verbose_name = _("外出登记")
        verbose_name_plural = _("外出登记")
        constraints = [
            models.CheckConstraint(
                condition=Q(school_class=None) | Q(status__in=["asked", "refused", "dropped"])
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="security_outing_agreed",
                violation_error_message=_("班主任同意以后学生才能出门。"),
            ),
            models.CheckConstraint(
                condition=Q(back_at=None) | Q(back_at__gt=F("leaves_at")),
                name="security_outing_back",
                violation_error_message=_("回来的时间要晚于出去的时间。"),
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(returned_at__gte=F("out_at")),
                name="security_outing_returned",
                violation_error_message=_("回校时间不能早于出门时间。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["on", "status"], name="security_outing_on")]

    def __str__(self) -> str:
        return f"{self.get_why_display()} {self.words}".strip()
