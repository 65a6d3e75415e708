"""What people say of the work: ratings, words added to a job, return visits, walks, questions passed up."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .job import Job


class Rating(Record):
    """The reporter's word on one job, once. A job without one is 未评价, never good. tags: words joined by 、."""

    job = models.OneToOneField(Job, models.PROTECT, related_name="rating", verbose_name=_("报修单"))
    score = models.PositiveSmallIntegerField(_("评分（1-5）"))
    tags = models.CharField(_("标签"), max_length=100, blank=True)
    words = models.CharField(_("评语"), max_length=300, blank=True)
    rated_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("评价人")
    )
    rated_at = models.DateTimeField(_("评价时间"))
    rated_on = models.DateField(_("评价日期"))

    class Meta:
        verbose_name = _("评价")
        verbose_name_plural = _("评价")
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=1) & Q(score__lte=5),
                name="repairs_rating_score",
                violation_error_message=_("评分只能是 1 到 5 分。"),
            ),
        ]
        indexes = [models.Index(fields=["rated_on", "score"], name="repairs_rating_on")]

    def __str__(self) -> str:
        return f"{self.score} {self.tags or self.words}".strip()


class Remark(Record):
    """A sentence added to a job (补一句) by one of those it concerns: the others hear of it, the story keeps it.

    Photos that came with it hang on the job and bear the same moment. by: who, where he has signed in; a visitor with
    the page's secret has no name. by_name: as it was then.
    """

    class Side(models.TextChoices):
        """For whom he speaks."""

        REPORTER = "reporter", _("报修人")
        OFFICE = "office", _("总务处")
        WORKER = "worker", _("维修工")
        FIRM = "firm", _("外修单位")

    job = models.ForeignKey(Job, models.PROTECT, related_name="remarks", verbose_name=_("报修单"))
    side = models.CharField(_("哪一方"), max_length=8, choices=Side.choices)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁"))
    by_name = models.CharField(_("姓名"), max_length=60, blank=True)
    at = models.DateTimeField(_("时间"))
    words = models.CharField(_("补一句"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("补充说明")
        verbose_name_plural = _("补充说明")
        indexes = [models.Index(fields=["job", "at"], name="repairs_remark_at")]

    def __str__(self) -> str:
        return self.words or str(self.get_side_display())


class VisitStatus(models.TextChoices):
    """Whether the visit was made."""

    DUE = "due", _("待回访")
    DONE = "done", _("已回访")


class Visit(Record):
    """A return visit (回访): drawn from the closed jobs by a rule's share, or made while a job is on its way."""

    class Outcome(models.TextChoices):
        """What the visited person said."""

        SATISFIED = "satisfied", _("满意")
        NOT = "not", _("不满意")
        UNREACHABLE = "unreachable", _("联系不上")

    Status = VisitStatus

    job = models.ForeignKey(Job, models.PROTECT, related_name="visits", verbose_name=_("报修单"))
    due_on = models.DateField(_("回访期限"))
    is_drawn = models.BooleanField(_("抽中"), default=False, editable=False)
    status = models.CharField(
        _("状态"), max_length=10, choices=VisitStatus.choices, default=VisitStatus.DUE, editable=False
    )
    done_on = models.DateField(_("回访日期"), null=True, blank=True, editable=False)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("回访人")
    )
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome.choices, blank=True)
    words = models.CharField(_("对方怎么说"), max_length=300, blank=True)

    tones: ClassVar[dict[str, str]] = {VisitStatus.DUE: "soon", VisitStatus.DONE: "done"}
    flow = Flow(
        Step("record", _("记下回访"), {VisitStatus.DUE}, VisitStatus.DONE, fields=("outcome", "words"), tone="main")
    )

    class Meta:
        verbose_name = _("回访")
        verbose_name_plural = _("回访")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=VisitStatus.DUE) | (Q(done_on__isnull=False) & ~Q(outcome="")),
                name="repairs_visit_done",
                violation_error_message=_("请记下回访结果。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="repairs_visit_due"),
            models.Index(fields=["done_on", "outcome"], name="repairs_visit_done_on"),
        ]

    def __str__(self) -> str:
        return f"{_('回访')} {self.pk}"


class Walk(Record):
    """A walk to the grades and departments to hear what is missing (每周走访). Faults heard become jobs."""

    walked_on = models.DateField(_("走访日期"))
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地点"))
    where = models.CharField(_("走访了谁"), max_length=60)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("走访人"))
    heard = models.CharField(_("听到什么"), max_length=400)
    answer = models.CharField(_("怎样答复"), max_length=400, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("where", "heard", "answer")

    class Meta:
        verbose_name = _("走访")
        verbose_name_plural = _("走访")
        indexes = [models.Index(fields=["walked_on"], name="repairs_walk_on")]

    def __str__(self) -> str:
        return self.where


class ReferralStatus(models.TextChoices):
    """Whether an answer has come."""

    ASKED = "asked", _("等答复")
    ANSWERED = "answered", _("已答复")


class Referral(Record):
    """A request beyond the office's authority, passed up and answered back to the one who asked.

    answer_days: working days from the question to its answer; the same day is 0.
    """

    Status = ReferralStatus

    job = models.ForeignKey(Job, models.PROTECT, related_name="referrals", verbose_name=_("报修单"))
    question = models.CharField(_("请示什么"), max_length=300)
    asked_at = models.DateTimeField(_("请示时间"), editable=False)
    asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("请示人")
    )
    status = models.CharField(
        _("状态"), max_length=10, choices=ReferralStatus.choices, default=ReferralStatus.ASKED, editable=False
    )
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("答复人")
    )
    answer_days = models.PositiveSmallIntegerField(_("几个工作日答复"), null=True, blank=True, editable=False)

    tones: ClassVar[dict[str, str]] = {ReferralStatus.ASKED: "soon", ReferralStatus.ANSWERED: "done"}
    flow = Flow(
        Step("answer", _("答复"), {ReferralStatus.ASKED}, ReferralStatus.ANSWERED, fields=("answer",), tone="main"),
        final={ReferralStatus.ANSWERED},
    )

    class Meta:
        verbose_name = _("请示")
        verbose_name_plural = _("请示")
        indexes = [
            models.Index(fields=["asked_at"], name="repairs_referral_asked"),
            models.Index(fields=["answered_at"], name="repairs_referral_answered"),
        ]

    def __str__(self) -> str:
        return self.question
