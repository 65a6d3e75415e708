"""来访: who comes, to whom, whether that person knows of it, when he leaves; with what car."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step


class VisitKind(models.TextChoices):
    """Who comes."""

    PARENT = "parent", _("家长")
    SUPPLIER = "supplier", _("送货、配送")
    WORKER = "worker", _("施工、维修")
    OFFICIAL = "official", _("上级、检查")
    GUEST = "guest", _("公务来访")
    OTHER = "other", _("其他")


class Paper(models.TextChoices):
    """What he showed."""

    ID = "id", _("身份证")
    LICENCE = "licence", _("驾驶证")
    WORK = "work", _("工作证")
    KNOWN = "known", _("认识的人")


class Meets(models.TextChoices):
    """How far he may go."""

    INSIDE = "inside", _("进校")
    LOBBY = "lobby", _("在接待室等")


class Confirmed(models.TextChoices):
    """How the person visited said yes."""

    PROGRAM = "program", _("本人在手机上确认")
    PHONE = "phone", _("门卫打电话核实")


class VisitStatus(models.TextChoices):
    """Where he is."""

    ASKED = "asked", _("等确认")
    INSIDE = "inside", _("在校")
    LEFT = "left", _("已离开")
    REFUSED = "refused", _("已劝返")


S = VisitStatus


class Visit(Record):
    """One visit. paper_tail: the last four of the paper's number, no more is kept. badge: the badge lent to him."""

    Kind, Paper, Meets, Confirmed, Status = VisitKind, Paper, Meets, Confirmed, VisitStatus

    kind = models.CharField(_("什么人"), max_length=10, choices=VisitKind.choices, default=VisitKind.PARENT)
    name = models.CharField(_("姓名"), max_length=40)
    phone = models.CharField(
        _("电话"), max_length=20,
        validators=[RegexValidator(r"^\+?[0-9][0-9 -]{5,18}$", _("电话只写数字，至少六位。"))],
    )  # fmt: skip
    company = models.CharField(_("单位"), max_length=60, blank=True)
    people = models.PositiveSmallIntegerField(
        _("几个人"), default=1, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    paper = models.CharField(_("看了什么证件"), max_length=8, choices=Paper.choices, default=Paper.ID)
    paper_tail = models.CharField(
        _("证件号后四位"), max_length=4, blank=True,
        validators=[RegexValidator(r"^[0-9Xx]{4}$", _("只写后四位。"))],
    )  # fmt: skip
    host = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("找谁"),
        limit_choices_to={"kind__in": ("teacher", "staff"), "status": "here"},
    )  # fmt: skip
    why = models.CharField(_("事由"), max_length=100)
    plate = models.CharField(_("车牌"), max_length=12, blank=True)
    goods_seen = models.BooleanField(_("物品看过，没有违禁品"), default=True)
    badge = models.CharField(_("临时证号"), max_length=12, blank=True)
    meets = models.CharField(_("到哪里"), max_length=6, choices=Meets.choices, default=Meets.INSIDE, editable=False)
    came_at = models.DateTimeField(_("到门口时间"), editable=False)
    on = models.DateField(_("日期"), editable=False)
    guard = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("值班人")
    )
    confirmed = models.CharField(_("怎么核实的"), max_length=8, choices=Confirmed.choices, blank=True, editable=False)
    entered_at = models.DateTimeField(_("进校时间"), null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("离校时间"), null=True, blank=True, editable=False)
    refusal = models.CharField(_("为什么不让进"), max_length=100, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=S.choices, default=S.ASKED, editable=False)

    flow: ClassVar[Flow] = Flow(
        Step("enter", _("放行"), {S.ASKED}, S.INSIDE, tone="main"),
        Step("refuse", _("劝返"), {S.ASKED}, S.REFUSED, fields=("refusal",), tone="no"),
        Step("leave", _("离开"), {S.INSIDE}, S.LEFT, tone="main"),
        final={S.LEFT, S.REFUSED},
    )
    tones: ClassVar[dict[str, str]] = {S.ASKED: "soon", S.INSIDE: "going", S.LEFT: "done", S.REFUSED: "idle"}
    extra_verbs: ClassVar[tuple[str, ...]] = ("all", "closed")
    verbs: ClassVar[dict[str, object]] = {"all": _("看全部来访"), "closed": _("封闭时间放行")}

    class Meta:
        verbose_name = _("来访登记")
        verbose_name_plural = _("来访登记")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["asked", "refused"]) | Q(entered_at__isnull=False) & ~Q(confirmed=""),
                name="security_visit_confirmed",
                violation_error_message=_("被访人确认以后才能放行。"),
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("entered_at")),
                name="security_visit_left",
                violation_error_message=_("离校时间不能早于进校时间。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(refusal=""),
                name="security_visit_refused",
                violation_error_message=_("请写为什么不让进。"),
            ),
        ]
        indexes = [models.Index(fields=["on", "status"], name="security_visit_on")]

    def __str__(self) -> str:
        return f"{self.name} {self.why}"
