"""事件: what happened at the gate or in the school, how it was handled, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class IncidentKind(models.TextChoices):
    """What it was."""

    STRANGER = "stranger", _("外人闯入、滋扰")
    DAMAGE = "damage", _("损坏公物")
    THEFT = "theft", _("失窃")
    CLIMB = "climb", _("翻墙")
    FIGHT = "fight", _("打架斗殴")
    BANNED = "banned", _("查到违禁物品")
    TRAFFIC = "traffic", _("校门口交通")
    MISSING = "missing", _("学生走失、未到校")
    DEVICE = "device", _("设施设备")
    OTHER = "other", _("其他")


class Level(models.TextChoices):
    """How grave."""

    SMALL = "small", _("一般")
    GRAVE = "grave", _("较大")
    MAJOR = "major", _("重大")


class IncidentStatus(models.TextChoices):
    """Where it stands."""

    OPEN = "open", _("处置中")
    HANDLED = "handled", _("已处置")
    CLOSED = "closed", _("已结案")


S = IncidentStatus


class Incident(Record):
    """One incident. who: outsiders by what is known of them, pupils by their class only: their names do not belong
    here. article: what was found on somebody. handed_as, target, target_id: the deed that took it over, and its record.
    """

    Kind, Level, Status = IncidentKind, Level, IncidentStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    kind = models.CharField(_("哪一类"), max_length=10, choices=IncidentKind.choices, default=IncidentKind.OTHER)
    level = models.CharField(_("等级"), max_length=6, choices=Level.choices, default=Level.SMALL)
    at = models.DateTimeField(_("发生时间"))
    on = models.DateField(_("日期"), editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("地点"))
    what = models.CharField(_("经过"), max_length=400)
    who = models.CharField(
        _("涉及的人"), max_length=120, blank=True, help_text=_("外来人员写知道的；学生只写班级，不写姓名。")
    )
    article = models.CharField(_("违禁物品"), max_length=60, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("记录人"), editable=False)
    shift = models.CharField(_("班次"), max_length=20, blank=True, editable=False)
    with_police = models.BooleanField(_("已报警"), default=False)
    due_on = models.DateField(_("最迟处置的日期"), editable=False)
    handling = models.CharField(_("怎么处置的"), max_length=400, blank=True)
    handled_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("处置人")
    )
    handled_on = models.DateField(_("处置日期"), null=True, blank=True, editable=False)
    lesson = models.CharField(_("原因和改进"), max_length=400, blank=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("结案人")
    )
    closed_on = models.DateField(_("结案日期"), null=True, blank=True, editable=False)
    handed_as = models.CharField(_("转去哪里"), max_length=60, blank=True, editable=False)
    target = models.CharField(_("台账"), max_length=60, blank=True, editable=False)
    target_id = models.BigIntegerField(_("编号"), default=0, editable=False)
    status = models.CharField(_("状态"), max_length=8, choices=S.choices, default=S.OPEN, editable=False)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("handle", _("写处置"), {S.OPEN}, S.HANDLED, fields=("handling", "with_police"), tone="main"),
        Step("close", _("结案"), {S.HANDLED}, S.CLOSED, fields=("lesson",), tone="main"),
        final={S.CLOSED},
    )
    tones: ClassVar[dict[str, str]] = {S.OPEN: "late", S.HANDLED: "going", S.CLOSED: "done"}
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)
    verbs: ClassVar[dict[str, object]] = {"all": _("看全部事件"), "hand": _("转出去")}
    search_from: ClassVar[tuple[str, ...]] = ("number", "what", "article")

    class Meta:
        verbose_name = _("安全事件")
        verbose_name_plural = _("安全事件")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | ~Q(handling=""),
                name="security_incident_handled",
                violation_error_message=_("请写明怎么处置的。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind="banned") | ~Q(article=""),
                name="security_incident_article",
                violation_error_message=_("查到违禁物品要写是什么。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(level="small") | ~Q(lesson=""),
                name="security_incident_lesson",
                violation_error_message=_("较大和重大事件结案要写原因和改进。"),
            ),
        ]
        indexes = [models.Index(fields=["on", "status"], name="security_incident_on")]

    def __str__(self) -> str:
        return f"{self.number} {self.what[:30]}"
