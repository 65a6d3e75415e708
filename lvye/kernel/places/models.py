"""The school, its places as one tree, and the permanent codes printed on them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .codes import LENGTH


class School(Record):
    """The school this installation belongs to: one row, made by the first-run wizard."""

    name = models.CharField(_("学校全称"), max_length=60)
    short_name = models.CharField(_("简称"), max_length=20, blank=True)
    code = models.CharField(_("学校标识码"), max_length=20, blank=True)
    phone = models.CharField(
        _("总务处电话"), max_length=30, blank=True, help_text=_("扫码失败、停水停电时请人拨打的电话。")
    )
    address = models.CharField(_("地址"), max_length=120, blank=True)
    is_only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("学校")
        verbose_name_plural = _("学校")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_only=True), name="places_school_only", violation_error_message=_("学校只能有一所。")
            )
        ]

    def __str__(self) -> str:
        return self.name


class PathField(models.CharField):  # type: ignore[type-arg]
    """A path compared byte by byte on every engine, so that "all below" is one stretch of an index.

    SQLite compares so by itself; PostgreSQL needs the collation "C".
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """CharField's column, with the collation where the engine needs one."""
        parameters: dict[str, Any] = dict(super().db_parameters(connection))
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class Kind(models.TextChoices):
    """What a place is; `PARENTS` says what it may lie in."""

    CAMPUS = "campus", _("校区")
    BUILDING = "building", _("楼栋")
    FLOOR = "floor", _("楼层")
    ROOM = "room", _("房间")
    SPOT = "spot", _("点位")
    GROUND = "ground", _("场地")


ROOT = ""
PARENTS: dict[str, frozenset[str]] = {
    Kind.CAMPUS: frozenset({ROOT}),
    Kind.BUILDING: frozenset({ROOT, Kind.CAMPUS}),
    Kind.GROUND: frozenset({ROOT, Kind.CAMPUS, Kind.GROUND}),
    Kind.FLOOR: frozenset({Kind.BUILDING}),
    Kind.ROOM: frozenset({Kind.FLOOR, Kind.BUILDING, Kind.ROOM, Kind.GROUND, Kind.CAMPUS}),
    Kind.SPOT: frozenset({Kind.CAMPUS, Kind.BUILDING, Kind.FLOOR, Kind.ROOM, Kind.GROUND}),
}


class PlaceStatus(models.TextChoices):
    """Whether a place is in use."""

    OPEN = "open", _("在用")
    CLOSED = "closed", _("停用")


class Place(Record):
    """One place. `path`, `depth`, `full_name` and `building` follow from the tree and are kept by the services.

    path: the ids from the root down to this place, each ended by "/": "1/4/9/".
    full_name: what people read, "教学楼 3层 301教室"; the campus is in it only where there are several.
    A place is never deleted: it is closed, and its history stays.
    """

    flow: ClassVar[Flow] = Flow(
        Step("close", _("停用"), {PlaceStatus.OPEN}, PlaceStatus.CLOSED, tone="no"),
        Step("reopen", _("重新启用"), {PlaceStatus.CLOSED}, PlaceStatus.OPEN),
    )
    tones: ClassVar[dict[str, str]] = {PlaceStatus.OPEN: "done", PlaceStatus.CLOSED: "idle"}
    search_from: ClassVar[tuple[str, ...]] = ("full_name",)
    verbs: ClassVar[dict[str, Any]] = {"rename": _("改名"), "move": _("移到别处")}

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级地点")
    )
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=40)
    sort = models.IntegerField(_("顺序"), default=0, help_text=_("同一层里从小到大排；相同时按名称。"))
    status = models.CharField(
        _("状态"), max_length=6, choices=PlaceStatus.choices, default=PlaceStatus.OPEN, editable=False
    )
    in_names = models.BooleanField(_("全名里带校区"), default=False, editable=False)
    full_name = models.CharField(_("地点"), max_length=250, editable=False)
    path = PathField(max_length=120, editable=False, unique=True, null=True, blank=True)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    building = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("楼栋"),
        limit_choices_to={"kind": Kind.BUILDING},
    )
    search_text = SearchField()

    class Meta:
        verbose_name = _("地点")
        verbose_name_plural = _("地点")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(status=PlaceStatus.OPEN),
                name="places_place_name_once",
                violation_error_message=_("这里已经有一个同名的地点。"),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(status=PlaceStatus.OPEN, parent=None),
                name="places_place_root_once",
                violation_error_message=_("这里已经有一个同名的地点。"),
            ),
        ]
        indexes = [models.Index(fields=["full_name"], name="places_place_full_name")]

    def __str__(self) -> str:
        return self.full_name or self.name

    @property
    def is_open(self) -> bool:
        """Whether it is in use."""
        return self.status == PlaceStatus.OPEN


class CodeStatus(models.TextChoices):
    """Whether a code leads to its place."""

    LIVE = "live", _("有效")
    REVOKED = "revoked", _("作废")


class PlaceCode(Record):
    """The short code printed on a place's label. It leads there for ever; only revoking it ends that.

    reporting: whether people without account may report from it.
    """

    flow: ClassVar[Flow] = Flow(
        Step("revoke", _("作废"), {CodeStatus.LIVE}, CodeStatus.REVOKED, tone="no"),
        Step("reopen", _("恢复"), {CodeStatus.REVOKED}, CodeStatus.LIVE),
    )
    tones: ClassVar[dict[str, str]] = {CodeStatus.LIVE: "done", CodeStatus.REVOKED: "idle"}
    verbs: ClassVar[dict[str, Any]] = {"reporting_on": _("开放扫码报修"), "reporting_off": _("停止扫码报修")}

    place = models.ForeignKey(Place, models.PROTECT, related_name="codes", verbose_name=_("地点"))
    code = models.CharField(_("地点码"), max_length=LENGTH, unique=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=7, choices=CodeStatus.choices, default=CodeStatus.LIVE, editable=False
    )
    revoked_at = models.DateTimeField(_("作废时间"), null=True, blank=True, editable=False)
    reporting = models.BooleanField(_("可扫码报修"), default=True)

    class Meta:
        verbose_name = _("地点码")
        verbose_name_plural = _("地点码")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=CodeStatus.LIVE, revoked_at=None) | Q(status=CodeStatus.REVOKED),
                name="places_placecode_revoked",
                violation_error_message=_("有效的地点码不能有作废时间。"),
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_live(self) -> bool:
        """Whether it leads to its place."""
        return self.status == CodeStatus.LIVE
