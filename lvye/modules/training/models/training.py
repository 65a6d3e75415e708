"""培训: one meeting, who was asked to it, who came and how it was shown, what the test said."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, Post
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.kernel.terms.api import Term

from .course import Audience, Course, Kind

CODE_LENGTH = 8


class SessionStatus(models.TextChoices):
    """Where it stands."""

    PLANNED = "planned", _("待办")
    OPEN = "open", _("签到中")
    HELD = "held", _("已办")
    DROPPED = "dropped", _("不办了")


S = SessionStatus


class Session(Record):
    """One training. due_on: its last day, by the school calendar; before_on: the day a new system goes live.

    code: what the wall shows while people sign. heads: people counted where nobody signs (pupils). teacher, or
    teacher_from where somebody from outside taught.
    """

    Kind, Audience, Status = Kind, Audience, SessionStatus

    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("培训科目")
    )
    term = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("学期"), editable=False
    )
    theme = models.CharField(_("主题"), max_length=80)
    kind = models.CharField(_("类型"), max_length=8, choices=Kind.choices, default=Kind.SKILL)
    audience = models.CharField(_("谁参加"), max_length=10, choices=Audience.choices, default=Audience.LOGISTICS)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("岗位"))
    due_on = models.DateField(_("最迟哪天办"))
    on = models.DateField(_("哪天"), null=True, blank=True)
    before_on = models.DateField(_("新系统、新流程哪天启用"), null=True, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("在哪里"))
    teacher = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁主讲")
    )
    teacher_from = models.CharField(_("外请主讲"), max_length=60, blank=True)
    content = models.TextField(_("讲什么"), max_length=2000, blank=True)
    with_test = models.BooleanField(_("要考核"), default=False)
    classes = models.CharField(_("哪些班级"), max_length=100, blank=True)
    heads = models.PositiveIntegerField(_("学生人数"), null=True, blank=True)
    told = models.CharField(_("效果和改进"), max_length=400, blank=True)
    why = models.CharField(_("为什么不办"), max_length=120, blank=True)
    code = models.CharField(_("签到码"), max_length=CODE_LENGTH, unique=True, editable=False)
    status = models.CharField(_("状态"), max_length=7, choices=S.choices, default=S.PLANNED, editable=False)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("open", _("开始签到"), {S.PLANNED}, S.OPEN, tone="main"),
        Step("finish", _("办完归档"), {S.PLANNED, S.OPEN}, S.HELD, fields=("told", "heads"), tone="main"),
        Step("drop", _("不办了"), {S.PLANNED, S.OPEN}, S.DROPPED, fields=("why",), tone="no"),
        final={S.HELD, S.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {S.PLANNED: "soon", S.OPEN: "going", S.HELD: "done", S.DROPPED: "idle"}
    search_from: ClassVar[tuple[str, ...]] = ("theme", "content", "teacher_from")

    class Meta:
        verbose_name = _("培训")
        verbose_name_plural = _("培训记录")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "term"], condition=Q(term__isnull=False) & ~Q(status="dropped"),
                name="training_session_once",
                violation_error_message=_("这个科目这学期已经排过了。"),
            ),
            models.CheckConstraint(
                condition=~Q(audience="post") | Q(post__isnull=False), name="training_session_post",
                violation_error_message=_("一个岗位的培训要选是哪个岗位。"),
            ),
            models.CheckConstraint(
                condition=Q(kind="pupil") & Q(audience="pupils") | ~Q(kind="pupil") & ~Q(audience="pupils"),
                name="training_session_pupils",
                violation_error_message=_("学生安全教育由学生参加，别的培训由教职工参加。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="held")
                | Q(on__isnull=False) & (Q(teacher__isnull=False) | ~Q(teacher_from="")),
                name="training_session_held",
                violation_error_message=_("办完的培训要有日期和主讲人。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(why=""), name="training_session_why",
                violation_error_message=_("请写为什么不办。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["status", "due_on"], name="training_session_due")]

    def __str__(self) -> str:
        return self.theme

    @property
    def whose(self) -> str:
        """Who taught, in words."""
        return self.teacher.name if self.teacher is not None else self.teacher_from

    @property
    def is_signed(self) -> bool:
        """People sign for it by name; pupils are counted."""
        return self.audience != Audience.PUPILS


class SitterStatus(models.TextChoices):
    """Whether he came."""

    ASKED = "asked", _("没签到")
    CAME = "came", _("到了")
    EXCUSED = "excused", _("请假")


class Sign(models.TextChoices):
    """How it was shown that he came."""

    TAP = "tap", _("手机点到")
    CODE = "code", _("扫现场的码")
    DESK = "desk", _("主办人代签")


P = SitterStatus


class Sitter(Record):
    """One person at one training."""

    Status, Sign = SitterStatus, Sign

    session = models.ForeignKey(Session, models.PROTECT, related_name="sitters", verbose_name=_("培训"), editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("姓名"), editable=False)
    sign = models.CharField(_("怎么签的"), max_length=4, choices=Sign.choices, blank=True, editable=False)
    signed_at = models.DateTimeField(_("签到时间"), null=True, blank=True, editable=False)
    note = models.CharField(_("为什么没来"), max_length=100, blank=True)
    score = models.DecimalField(
        _("成绩"), max_digits=4, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    passed = models.BooleanField(_("合格"), null=True, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=7, choices=P.choices, default=P.ASKED, editable=False)

    named_by: ClassVar[tuple[str, ...]] = ("person",)
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)
    verbs: ClassVar[dict[str, object]] = {"all": _("看全部人的培训"), "score": _("记成绩")}
    flow: ClassVar[Flow] = Flow(
        Step("come", _("到了"), {P.ASKED, P.EXCUSED}, P.CAME, tone="main"),
        Step("excuse", _("请假"), {P.ASKED}, P.EXCUSED, fields=("note",)),
        final=set(),
    )
    tones: ClassVar[dict[str, str]] = {P.ASKED: "late", P.CAME: "done", P.EXCUSED: "idle"}

    class Meta:
        verbose_name = _("参训人员")
        verbose_name_plural = _("参训人员")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], name="training_sitter_once",
                violation_error_message=_("这个人已经在名单里了。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="came") | ~Q(sign="") & Q(signed_at__isnull=False), name="training_sitter_signed",
                violation_error_message=_("到了的要有签到时间。"),
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(status="came", passed__isnull=False), name="training_sitter_score",
                violation_error_message=_("没有到的人不能有成绩。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="excused") | ~Q(note=""), name="training_sitter_note",
                violation_error_message=_("请假要写原因。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["person", "status"], name="training_sitter_person")]

    def __str__(self) -> str:
        return self.person.name
