"""The card: one thing (or one lot) of the school's property, from the day it came to the day it left the books."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department, Person, SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .classes import AssetClass

CODE_LENGTH = 7  # one longer than a place's code: typed by hand, the two are never taken for each other


class Status(models.TextChoices):
    """Where a thing stands."""

    IN_USE = "in_use", _("在用")
    IDLE = "idle", _("闲置")
    LENT = "lent", _("借出")
    REPAIR = "repair", _("维修中")
    PENDING = "pending_scrap", _("待报废")
    SCRAPPED = "scrapped", _("已报废")
    LOST = "lost", _("丢失")
    JOINED = "joined", _("已并回")


S = Status
HERE = (S.IN_USE, S.IDLE)  # it stands where the card says, and may be moved, lent, sent to repair
ON_BOOKS = (S.IN_USE, S.IDLE, S.LENT, S.REPAIR, S.PENDING, S.LOST)
GONE = (S.SCRAPPED, S.JOINED)


class Source(models.TextChoices):
    """How it came to the school."""

    BOUGHT = "bought", _("购置")
    BUILT = "built", _("自建自制")
    GIFT = "gift", _("接受捐赠")
    MOVED_IN = "moved_in", _("调入")
    FOUND = "found", _("盘盈")
    OTHER = "other", _("其他")


class Asset(Record):
    """One card. `code` is printed on its label and leads here for ever; `number` is the card's.

    qty, value: pieces on this card and their value together, yuan. is_nominal: booked at a nominal 1 yuan.
    top, building: facts that follow from class and place, for lists and figures.
    life_months: fixed on the card when it is made (none: never depreciated), so that a later change of the table
    does not change what was charged. left_on: the day it left the books. A card that was joined to the lot it came of
    never stood for itself: its value is the lot's again, for the past as well, so it left the day it was acquired.
    keeper is answerable for it, user uses it. old_number, old_class: what an older book called it.
    about_kind, about_id: the register and number of the record it came of (an acceptance).
    """

    Status = Status
    Source = Source

    number = models.CharField(_("资产编号"), max_length=30, unique=True, editable=False)
    code = models.CharField(_("标签码"), max_length=CODE_LENGTH, unique=True, editable=False)
    name = models.CharField(_("名称"), max_length=80)
    asset_class = models.ForeignKey(AssetClass, models.PROTECT, related_name="+", verbose_name=_("资产分类"))
    top = models.ForeignKey(
        AssetClass, models.PROTECT, editable=False, related_name="+", verbose_name=_("门类"),
        limit_choices_to={"level": 1},
    )  # fmt: skip
    spec = models.CharField(_("规格型号"), max_length=120, blank=True)
    brand = models.CharField(_("品牌"), max_length=60, blank=True)
    serial = models.CharField(_("出厂编号"), max_length=60, blank=True)
    qty = models.PositiveIntegerField(_("数量"), default=1)
    unit = models.CharField(_("单位"), max_length=10, default="台")  # house: the usual unit, as it is kept
    value = models.DecimalField(_("价值（元）"), max_digits=14, decimal_places=2)
    is_nominal = models.BooleanField(_("名义金额"), default=False)
    life_months = models.PositiveSmallIntegerField(_("折旧年限（月）"), null=True, blank=True)
    acquired_on = models.DateField(_("取得日期"))
    source = models.CharField(_("取得方式"), max_length=10, choices=Source.choices, default=Source.BOUGHT)
    fund = models.CharField(_("经费来源"), max_length=40, blank=True)
    supplier = models.CharField(_("供货单位"), max_length=80, blank=True)
    invoice_number = models.CharField(_("发票号"), max_length=40, blank=True)
    warranty_until = models.DateField(_("保修到"), null=True, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("存放地点")
    )
    building = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("楼栋"),
        limit_choices_to={"kind": "building"},
    )  # fmt: skip
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("使用部门")
    )
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("班级")
    )
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("保管人")
    )
    user = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("使用人"))
    status = models.CharField(_("状态"), max_length=13, choices=S.choices, default=S.IN_USE, editable=False)
    left_on = models.DateField(_("销账日期"), null=True, blank=True, editable=False)
    old_number = models.CharField(_("原编号"), max_length=40, blank=True)
    old_class = models.CharField(_("原分类代码"), max_length=20, blank=True)
    about_kind = models.CharField(max_length=60, blank=True, editable=False)
    about_id = models.BigIntegerField(null=True, blank=True, editable=False)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("idle", _("转闲置"), {S.IN_USE}, S.IDLE),
        Step("use", _("启用"), {S.IDLE}, S.IN_USE, tone="main"),
        Step("repair", _("送修"), {S.IN_USE, S.IDLE}, S.REPAIR),
        Step("repaired", _("修好收回"), {S.REPAIR}, S.IN_USE, tone="main"),
        Step("lose", _("登记丢失"), {S.IN_USE, S.IDLE, S.LENT, S.REPAIR}, S.LOST, tone="no"),
        Step("found", _("找回"), {S.LOST}, S.IN_USE, tone="main"),
        Step("lend", _("借出"), {S.IN_USE, S.IDLE}, S.LENT),
        Step("give_back", _("归还"), {S.LENT}, S.IN_USE),
        Step("pend", _("待报废"), {S.IN_USE, S.IDLE, S.REPAIR, S.LOST}, S.PENDING),
        Step("keep", _("不报废"), {S.PENDING}, S.IDLE),
        Step("scrap", _("报废销账"), {S.PENDING}, S.SCRAPPED, tone="no"),
        Step("join", _("并回"), {S.IN_USE, S.IDLE}, S.JOINED),
        final={*GONE},
    )
    tones: ClassVar[dict[str, str]] = {
        S.IN_USE: "done", S.IDLE: "soon", S.LENT: "going", S.REPAIR: "going", S.PENDING: "soon", S.SCRAPPED: "idle",
        S.LOST: "late", S.JOINED: "idle",
    }  # fmt: skip
    verbs: ClassVar[dict[str, Any]] = {
        "move": _("变动存放、保管"), "book": _("改价值和折旧"), "all": _("看全部资产"), "split": _("拆出几件"),
        "take_in": _("并回拆出的"),
    }  # fmt: skip
    extra_verbs: ClassVar[tuple[str, ...]] = ("book", "all")
    search_from: ClassVar[tuple[str, ...]] = (
        "name", "number", "code", "spec", "brand", "serial", "old_number", "supplier",
    )  # fmt: skip

    class Meta:
        verbose_name = _("资产卡片")
        verbose_name_plural = _("资产卡片")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0),
                name="assets_asset_qty",
                violation_error_message=_("数量要大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="assets_asset_value",
                violation_error_message=_("价值不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(life_months__isnull=True) | Q(life_months__gt=0),
                name="assets_asset_life",
                violation_error_message=_("折旧年限要大于零，不折旧的留空。"),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("acquired_on")),
                name="assets_asset_left",
                violation_error_message=_("销账日期不能早于取得日期。"),
            ),
            models.CheckConstraint(
                condition=Q(status__in=GONE, left_on__isnull=False) | (~Q(status__in=GONE) & Q(left_on__isnull=True)),
                name="assets_asset_gone",
                violation_error_message=_("已报废的要有销账日期，没有报废的不能有。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.JOINED) | Q(value=0),
                name="assets_asset_joined",
                violation_error_message=_("并回的卡片价值已经算在原卡片上。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-id"], name="assets_asset_status"),
            models.Index(fields=["acquired_on", "id"], name="assets_asset_acquired"),
            models.Index(fields=["value", "id"], name="assets_asset_value_key"),
            models.Index(fields=["place", "-id"], name="assets_asset_room"),
            models.Index(fields=["keeper", "-id"], name="assets_asset_keeper"),
            models.Index(fields=["asset_class", "-id"], name="assets_asset_class"),
            models.Index(fields=["left_on"], name="assets_asset_left_on"),
            models.Index(fields=["old_number"], name="assets_asset_old"),
            models.Index(fields=["about_kind", "about_id"], name="assets_asset_about"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def tone(self) -> str:
        """The kind of its status, for its pill."""
        return self.tones[self.status]

    @property
    def is_on_books(self) -> bool:
        """Whether it still counts as the school's property."""
        return self.status not in GONE
