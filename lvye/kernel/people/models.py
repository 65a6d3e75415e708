"""Persons, departments, classes; posts, who holds them and when; posts one person must not hold together."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class Department(Record):
    """An office of the school: 总务处, 教务处."""

    name = models.CharField(_("部门"), max_length=30, unique=True, error_messages={"unique": _("已经有这个部门了。")})
    head = models.ForeignKey(
        "Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="departments_headed",
        verbose_name=_("负责人"),
        limit_choices_to={"kind__in": ("teacher", "staff")},
        help_text=_("审批流程里“部门负责人”这一步由他办。"),
    )
    sort = models.IntegerField(_("顺序"), default=0)
    is_open = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("部门")
        verbose_name_plural = _("部门")

    def __str__(self) -> str:
        return self.name


class SchoolClass(Record):
    """A class of pupils, its head teacher and its room. A class that has left is closed, not deleted."""

    search_from: ClassVar[tuple[str, ...]] = ("grade", "name")

    name = models.CharField(_("班级"), max_length=30)
    grade = models.CharField(_("年级"), max_length=20, blank=True)
    head = models.ForeignKey(
        "Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="classes",
        verbose_name=_("班主任"),
        limit_choices_to={"kind__in": ("teacher", "staff")},
    )
    room = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="classes", verbose_name=_("教室")
    )
    sort = models.IntegerField(_("顺序"), default=0)
    is_open = models.BooleanField(_("在读"), default=True)
    search_text = SearchField()

    class Meta:
        verbose_name = _("班级")
        verbose_name_plural = _("班级")
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(is_open=True),
                name="people_schoolclass_name_once",
                violation_error_message=_("已经有一个在读的同名班级。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PersonKind(models.TextChoices):
    """Who a person is to the school."""

    STAFF = "staff", _("职工")
    TEACHER = "teacher", _("教师")
    STUDENT = "student", _("学生")
    OUTSIDE = "outside", _("外单位人员")


class PersonStatus(models.TextChoices):
    """Whether a person is at the school."""

    HERE = "here", _("在校")
    LEFT = "left", _("已离校")


class Person(Record):
    """Somebody the school deals with, with or without a sign-in.

    pinyin: the initials of the name, kept by the services. left_on: the last day; none while he is here.
    """

    flow: ClassVar[Flow] = Flow(
        Step("leave", _("离校"), {PersonStatus.HERE}, PersonStatus.LEFT, fields=("left_on",), tone="no"),
        Step("return", _("回校"), {PersonStatus.LEFT}, PersonStatus.HERE),
    )
    tones: ClassVar[dict[str, str]] = {PersonStatus.HERE: "done", PersonStatus.LEFT: "idle"}
    # phone: sees telephone numbers; minors: sees all pupils; signin: opens sign-ins and sets passwords.
    extra_verbs: ClassVar[tuple[str, ...]] = ("phone", "minors", "signin")
    verbs: ClassVar[dict[str, Any]] = {"signin": _("开通登录"), "phone": _("看电话"), "minors": _("看全部学生")}

    name = models.CharField(_("姓名"), max_length=40)
    kind = models.CharField(_("身份"), max_length=10, choices=PersonKind.choices, default=PersonKind.STAFF)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="persons", verbose_name=_("部门")
    )
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="pupils", verbose_name=_("班级")
    )
    number = models.CharField(_("工号或学号"), max_length=30, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="person",
        verbose_name=_("登录账号"),
    )
    pinyin = models.CharField(_("拼音首字母"), max_length=40, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=4, choices=PersonStatus.choices, default=PersonStatus.HERE, editable=False
    )
    left_on = models.DateField(_("离校日期"), null=True, blank=True)
    search_text = SearchField()

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="people_person_number_once",
                violation_error_message=_("这个工号或学号已经有人用了。"),
            )
        ]
        indexes = [models.Index(fields=["name"], name="people_person_name")]

    def __str__(self) -> str:
        return self.name

    def search_source(self) -> list[str]:
        """Name (and so its pinyin initials) and number. No telephone: a list would tell whose it is to anybody."""
        return [self.name, self.number]


class Post(Record):
    """A post (岗位) and the rights that hang on it.

    rights: strings "repairs.view_job"; a trailing "*" stands for any ending ("repairs.*").
    offered: every right a declaration ever gave this post, so that one the school took away stays away.
    """

    extra_verbs: ClassVar[tuple[str, ...]] = ("rights",)
    verbs: ClassVar[dict[str, Any]] = {"rights": _("改权限")}

    code = models.SlugField(_("代号"), max_length=30, unique=True)
    name = models.CharField(_("岗位"), max_length=30)
    rights = models.JSONField(_("权限"), default=list, blank=True, editable=False)
    offered = models.JSONField(default=list, blank=True, editable=False)
    sort = models.IntegerField(_("顺序"), default=0)
    is_open = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")

    def __str__(self) -> str:
        return self.name


def held_on(day: date, prefix: str = "") -> Q:
    """Appointments in force on a day, for a query through `prefix` ("appointments__")."""
    return Q(**{f"{prefix}from_on__lte": day}) & (Q(**{f"{prefix}to_on": None}) | Q(**{f"{prefix}to_on__gte": day}))


class Appointment(Record):
    """A person holds a post from a day to a day (both count; no end: until further notice).

    deputy_for: set where he stands in for the holder of that appointment; the post is the same one.
    despite: why an incompatible post was allowed all the same (only where the school's rule lets it).
    """

    removable: ClassVar[bool] = True  # an appointment that never began; the service sees to that
    verbs: ClassVar[dict[str, Any]] = {"end": _("免去")}

    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="appointments",
        verbose_name=_("人员"),
        limit_choices_to=~Q(kind=PersonKind.STUDENT),
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments", verbose_name=_("岗位"))
    from_on = models.DateField(_("从"))
    to_on = models.DateField(_("到"), null=True, blank=True)
    deputy_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("代理谁")
    )
    despite = models.CharField(
        _("不相容岗位兼任的理由"),
        max_length=200,
        blank=True,
        help_text=_("只有不相容的两个岗位要由一个人兼任时才写，写了会单独列出备查。"),
    )
    is_despite = models.BooleanField(_("不相容岗位兼任"), default=False, editable=False)

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="people_appointment_period",
                violation_error_message=_("结束日期不能早于开始日期。"),
            )
        ]
        indexes = [
            models.Index(fields=["post", "from_on"], name="people_appointment_post"),
            models.Index(fields=["person", "from_on"], name="people_appointment_person"),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} — {self.to_on or ''}".rstrip()


class IncompatiblePair(Record):
    """Two posts one person must not hold together (不相容岗位), and where that is written."""

    first = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("岗位一"))
    second = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("岗位二"))
    document = models.CharField(_("依据"), max_length=100)
    article = models.CharField(_("条款"), max_length=60, blank=True)
    why = models.CharField(_("说明"), max_length=200, blank=True)
    is_open = models.BooleanField(_("执行"), default=True)

    class Meta:
        verbose_name = _("不相容岗位")
        verbose_name_plural = _("不相容岗位")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="people_incompatiblepair_once",
                violation_error_message=_("这两个岗位已经列过了。"),
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="people_incompatiblepair_two",
                violation_error_message=_("请选两个不同的岗位。"),
            ),
        ]

    def __str__(self) -> str:
        return self.document
