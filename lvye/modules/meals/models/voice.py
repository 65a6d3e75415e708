"""What the diners say: surveys by side, the food committee, complaints."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.kernel.terms.api import Term


class Side(models.TextChoices):
    """Who is asked: each apart, because a mean over all of them says nothing."""

    PUPIL = "pupil", _("学生")
    PARENT = "parent", _("家长")
    TEACHER = "teacher", _("教职工")


class SurveyStatus(models.TextChoices):
    """Whether answers are taken."""

    OPEN = "open", _("正在填")
    CLOSED = "closed", _("已截止")


class _Answered(models.Manager["Survey"]):
    def get_queryset(self) -> models.QuerySet[Any]:
        """Surveys with how many answered, which the rate is made of."""
        some = Answer.objects.filter(survey=OuterRef("pk")).order_by().values("survey").annotate(n=Count("pk"))
        return super().get_queryset().annotate(answered=Coalesce(Subquery(some.values("n")), 0))


class Survey(Record):
    """One side asked once. asked: how many were asked, the denominator of the rate; code: what opens its page.

    month: of a monthly one with the food committee, its first day; of the term's great one none.
    shared: one device goes from hand to hand (pupils at a tablet), so one device may answer many times.
    """

    Status = SurveyStatus

    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("学期"))
    month = models.DateField(_("月份"), null=True, blank=True, editable=False)
    side = models.CharField(_("问谁"), max_length=8, choices=Side.choices)
    asked = models.PositiveIntegerField(_("问了多少人"), validators=[MinValueValidator(1)])
    code = models.CharField(_("填写码"), max_length=8, unique=True, editable=False)
    opens_on = models.DateField(_("从哪天填"))
    closes_on = models.DateField(_("填到哪天"))
    shared = models.BooleanField(_("几个人轮流用一台设备填"), default=False)
    reply = models.TextField(_("结果和整改反馈"), max_length=1000, blank=True)
    replied_on = models.DateField(_("反馈日期"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=8, choices=SurveyStatus.choices, default=SurveyStatus.OPEN, editable=False
    )

    objects = _Answered()

    flow: ClassVar[Flow] = Flow(
        Step("close", _("截止"), {SurveyStatus.OPEN}, SurveyStatus.CLOSED, tone="no"),
        Step("reply", _("写反馈"), {SurveyStatus.CLOSED}, SurveyStatus.CLOSED, fields=("reply",), tone="main"),
    )
    tones: ClassVar[dict[str, str]] = {SurveyStatus.OPEN: "going", SurveyStatus.CLOSED: "done"}

    class Meta:
        verbose_name = _("满意度测评")
        verbose_name_plural = _("满意度测评")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "side"], condition=Q(month__isnull=True), name="meals_survey_term",
                violation_error_message=_("这学期已经问过他们了。"),
            ),
            models.UniqueConstraint(
                fields=["month", "side"], name="meals_survey_month", violation_error_message=_("这个月已经问过他们了。")
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")), name="meals_survey_days",
                violation_error_message=_("截止日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(asked__gt=0), name="meals_survey_asked", violation_error_message=_("请写问了多少人。")
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.code}"


def _mark(label: Any) -> Any:
    return models.PositiveSmallIntegerField(label, validators=[MinValueValidator(1), MaxValueValidator(5)])


ASPECTS = ("quality", "price", "hygiene", "service")


class Answer(Record):
    """One answer, from 1 to 5 each. Nothing in it tells who gave it."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers", verbose_name=_("测评"))
    quality = _mark(_("饭菜质量"))
    price = _mark(_("价格"))
    hygiene = _mark(_("卫生"))
    service = _mark(_("服务"))
    words = models.CharField(_("想说的"), max_length=200, blank=True)
    day = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("测评答卷")
        verbose_name_plural = _("测评答卷")
        constraints = [
            models.CheckConstraint(
                condition=Q(quality__range=(1, 5), price__range=(1, 5), hygiene__range=(1, 5), service__range=(1, 5)),
                name="meals_answer_marks",
                violation_error_message=_("每一项请点一个表情。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Meeting(Record):
    """A meeting of the food committee. How many came of each side is kept, not who: children sit on it."""

    held_on = models.DateField(_("开会日期"))
    host = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("主持人"),
        limit_choices_to={"kind__in": ("teacher", "staff")},
    )  # fmt: skip
    pupils = models.PositiveSmallIntegerField(_("到会学生代表"), default=0)
    parents = models.PositiveSmallIntegerField(_("到会家长代表"), default=0)
    teachers = models.PositiveSmallIntegerField(_("到会教师代表"), default=0)
    topics = models.TextField(_("议了什么"), max_length=1000)
    decisions = models.TextField(_("定了什么"), max_length=1000, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("topics", "decisions")

    class Meta:
        verbose_name = _("食管委会议")
        verbose_name_plural = _("食管委会议")
        constraints = [
            models.UniqueConstraint(
                fields=["held_on"], name="meals_meeting_once", violation_error_message=_("这一天的会已经记了。")
            ),
            models.CheckConstraint(
                condition=Q(pupils__gt=0) | Q(parents__gt=0), name="meals_meeting_came",
                violation_error_message=_("食管委的会要有学生或家长代表到会。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d}"


class ComplaintStatus(models.TextChoices):
    """Whether it has its answer."""

    NEW = "new", _("待答复")
    ANSWERED = "answered", _("已答复")
    DONE = "done", _("已办结")


C = ComplaintStatus


class Complaint(Record):
    """What somebody has to say about the food, and what was answered by when."""

    Status = ComplaintStatus

    class Source(models.TextChoices):
        """Who says it; no names."""

        PUPIL = "pupil", _("学生")
        PARENT = "parent", _("家长")
        TEACHER = "teacher", _("教职工")
        COMMITTEE = "committee", _("食管委")
        UPPER = "upper", _("上级转办")

    class About(models.TextChoices):
        """What it is about: what the survey asks for, and safety."""

        QUALITY = "quality", _("饭菜质量")
        PRICE = "price", _("价格")
        HYGIENE = "hygiene", _("卫生")
        SERVICE = "service", _("服务")
        MONEY = "money", _("收费退费")
        SAFETY = "safety", _("吃了不舒服")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    received_on = models.DateField(_("收到日期"))
    source = models.CharField(_("谁提的"), max_length=10, choices=Source.choices)
    about = models.CharField(_("关于什么"), max_length=10, choices=About.choices)
    words = models.CharField(_("说了什么"), max_length=300)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="complaints",
        verbose_name=_("食管委会议"),
    )  # fmt: skip
    due_on = models.DateField(_("最迟答复"), editable=False)
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    measure = models.CharField(_("怎么改"), max_length=200, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("谁答复的")
    )
    status = models.CharField(_("状态"), max_length=8, choices=C.choices, default=C.NEW, editable=False)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("answer", _("答复"), {C.NEW}, C.ANSWERED, fields=("answer", "measure"), tone="main"),
        Step("accept", _("认可，办结"), {C.ANSWERED}, C.DONE, tone="main"),
        Step("again", _("没有解决"), {C.ANSWERED}, C.NEW, tone="no"),
        final={C.DONE},
    )
    tones: ClassVar[dict[str, str]] = {C.NEW: "soon", C.ANSWERED: "going", C.DONE: "done"}
    search_from: ClassVar[tuple[str, ...]] = ("number", "words", "answer")

    class Meta:
        verbose_name = _("伙食意见")
        verbose_name_plural = _("伙食意见")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="new") | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="meals_complaint_answer", violation_error_message=_("答复要写清楚。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number
