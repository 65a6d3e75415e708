"""Cleaning zones and their scores, special rooms left tidy."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class ZoneKind(models.TextChoices):
    """What is cleaned."""

    OUTSIDE = "outside", _("环境区")
    CORRIDOR = "corridor", _("楼道")
    HALL = "hall", _("会议室、厅")
    TOILET = "toilet", _("卫生间")
    ROAD = "road", _("主干道")
    ROOM = "room", _("教室、办公室")
    DORM = "dorm", _("教职工寝室")


class Zone(Record):
    """A cleaning area and who cleans it: a class, a person, or both. women, men: places in a toilet."""

    Kind = ZoneKind

    name = models.CharField(_("名称"), max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=8, choices=ZoneKind.choices, default=ZoneKind.OUTSIDE)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("在哪里"))
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责班级")
    )
    cleaner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责人")
    )
    standard = models.CharField(_("验收标准"), max_length=300, blank=True)
    women = models.PositiveSmallIntegerField(_("女厕位"), null=True, blank=True)
    men = models.PositiveSmallIntegerField(_("男厕位"), null=True, blank=True)
    sort = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_open = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()
    search_from: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("保洁区域")
        verbose_name_plural = _("保洁区域")
        constraints = [
            models.CheckConstraint(
                condition=Q(school_class__isnull=False) | Q(cleaner__isnull=False), name="grounds_zone_whose",
                violation_error_message=_("保洁区域要有负责的班级或负责人。"),
            ),
            models.CheckConstraint(
                condition=Q(kind="toilet") | Q(women=None, men=None), name="grounds_zone_toilet",
                violation_error_message=_("只有卫生间才写厕位。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def whose(self) -> str:
        """Who cleans it."""
        return "、".join(str(one) for one in (self.school_class, self.cleaner) if one)

    @property
    def is_short(self) -> bool:
        """Fewer places for women than for men."""
        return self.women is not None and self.men is not None and self.women < self.men


class Score(Record):
    """What a zone was given on one day, out of ten."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="scores", verbose_name=_("保洁区域"), editable=False)
    on = models.DateField(_("日期"), editable=False)
    points = models.PositiveSmallIntegerField(_("得分"))
    is_low = models.BooleanField(_("不合格"), default=False, editable=False)
    note = models.CharField(_("哪里不干净"), max_length=200, blank=True)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("检查人")
    )
    why = models.CharField(_("改分原因"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("卫生评分")
        verbose_name_plural = _("卫生评分")
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "on"], name="grounds_score_once",
                violation_error_message=_("这个区域今天已经评过分了。"),
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=10), name="grounds_score_ten",
                violation_error_message=_("得分在 0 到 10 之间。"),
            ),
            models.CheckConstraint(
                condition=Q(is_low=False) | ~Q(note=""), name="grounds_score_words",
                violation_error_message=_("不合格要写哪里不干净。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.zone} {self.on} {self.points}"


class RoomUse(Record):
    """A class in a special room: how it found it, and how it left it."""

    class Status(models.TextChoices):
        """Whether they have left."""

        IN = "in", _("使用中")
        LEFT = "left", _("已离开")

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("功能室"))
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="+", verbose_name=_("班级"))
    teacher = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("老师")
    )
    on = models.DateField(_("日期"), editable=False)
    begun_at = models.DateTimeField(_("进入"), editable=False)
    found_tidy = models.BooleanField(_("进来时整洁"), default=True)
    left_at = models.DateTimeField(_("离开"), null=True, blank=True, editable=False)
    left_tidy = models.BooleanField(_("离开时卫生、教具整理好了"), default=False)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=4, choices=Status.choices, default=Status.IN, editable=False)

    flow: ClassVar[Flow] = Flow(
        Step("leave", _("离开登记"), {Status.IN}, Status.LEFT, fields=("left_tidy", "note"), tone="main"),
        final={Status.LEFT},
    )
    tones: ClassVar[dict[str, Any]] = {Status.IN: "going", Status.LEFT: "done"}

    class Meta:
        verbose_name = _("功能室使用登记")
        verbose_name_plural = _("功能室使用登记")
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(status="in"), name="grounds_roomuse_one",
                violation_error_message=_("这间功能室还有班级没有登记离开。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="left") | Q(left_tidy=True) | ~Q(note=""), name="grounds_roomuse_words",
                violation_error_message=_("没有整理好要写说明。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.place} {self.school_class}"
