"""The request: what is wanted, how many, why; what was there already; how it is to be bought."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department, Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.assets.api import AssetClass
from lvye.modules.finance.api import BudgetLine
from lvye.modules.partners.api import SupplyCategory
from lvye.modules.stores.api import Item, Store

from .origin import Origin
from .plan import PlanLine
from .way import Way

USER = settings.AUTH_USER_MODEL


class RequestStatus(models.TextChoices):
    """Where a request stands."""

    DRAFT = "draft", _("草稿")
    ASKED = "asked", _("审批中")
    AGREED = "agreed", _("待采购")
    ORDERED = "ordered", _("采购中")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("未同意")
    CANCELLED = "cancelled", _("已取消")


S = RequestStatus
LIVE = (S.ASKED, S.AGREED, S.ORDERED, S.DONE)
"""Requests that count against the lines of the law: what was refused or given up does not."""


class Request(Origin, Record):
    """A purchase request (采购申请).

    estimate: yuan, the sum of its lines. plan_line: what of the year's plan it carries out; none: out of plan (零星).
    stands: what was in store, idle, on order or under warranty when it was asked; despite: why it is bought all the
    same. way_by_rule, way_words: what the rules say and why; way: what was taken; way_why: why another.
    split_words: what the splitting watch said; split_why: the answer. For an emergency, what is to be reported and
    until when.
    """

    Status = RequestStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    what = models.CharField(_("买什么"), max_length=120, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("申请人")
    )
    requester = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("提交人"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("申请部门")
    )
    category = models.ForeignKey(SupplyCategory, models.PROTECT, related_name="+", verbose_name=_("类别"))
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="+", verbose_name=_("预算项目"))
    plan_line = models.ForeignKey(
        PlanLine, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("列在采购计划")
    )
    why = models.CharField(_("为什么买"), max_length=300)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("用在哪里")
    )
    wanted_on = models.DateField(_("哪天要用"), null=True, blank=True)
    asked_on = models.DateField(_("申请日期"), editable=False)
    estimate = models.DecimalField(_("预计金额（元）"), max_digits=14, decimal_places=2, editable=False)
    stands = models.TextField(_("买之前看到的"), max_length=1000, blank=True, editable=False)
    despite = models.CharField(_("有现成的为什么还买"), max_length=200, blank=True)
    way = models.CharField(_("采购方式"), max_length=10, choices=Way.choices, editable=False)
    way_by_rule = models.CharField(_("按规则应为"), max_length=10, choices=Way.choices, editable=False)
    way_words = models.CharField(_("为什么是这种方式"), max_length=400, editable=False)
    way_why = models.CharField(_("换方式的理由"), max_length=200, blank=True)
    split_words = models.CharField(_("拆分提示"), max_length=300, blank=True, editable=False)
    split_why = models.CharField(_("对拆分提示的说明"), max_length=200, blank=True)
    is_emergency = models.BooleanField(_("紧急采购"), default=False)
    emergency_why = models.CharField(_("紧急的原因"), max_length=200, blank=True)
    report_due_on = models.DateField(_("补报告的期限"), null=True, blank=True, editable=False)
    reported_on = models.DateField(_("补报告日期"), null=True, blank=True, editable=False)
    report = models.CharField(_("事后报告"), max_length=500, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=S.choices, default=S.DRAFT, editable=False)
    ended_why = models.CharField(_("取消的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "what", "why")
    flow = Flow(
        Step("ask", _("提交审批"), {S.DRAFT}, S.ASKED, tone="main"),
        Step("agree", _("同意"), {S.ASKED}, S.AGREED),
        Step("send_back", _("退回"), {S.ASKED}, S.DRAFT),
        Step("refuse", _("不同意"), {S.ASKED}, S.REFUSED),
        Step("order", _("下单"), {S.AGREED}, S.ORDERED),
        Step("reopen", _("重新采购"), {S.ORDERED}, S.AGREED),
        Step("finish", _("完成"), {S.ORDERED}, S.DONE),
        Step("cancel", _("取消"), {S.DRAFT, S.AGREED}, S.CANCELLED, fields=("ended_why",), tone="no"),
        final={S.DONE, S.REFUSED, S.CANCELLED},
    )
    tones: ClassVar[dict[str, str]] = {
        S.DRAFT: "idle", S.ASKED: "soon", S.AGREED: "soon", S.ORDERED: "going", S.DONE: "done", S.REFUSED: "late",
        S.CANCELLED: "idle",
    }  # fmt: skip
    verbs: ClassVar[dict[str, Any]] = {
        "all": _("看全部采购"), "way": _("换采购方式"), "buy": _("询价、下单"), "watch": _("看拆分提示"),
        "report": _("补报告"), "judge": _("按规则定采购方式"),
    }  # fmt: skip
    extra_verbs: ClassVar[tuple[str, ...]] = ("all", "way", "buy", "watch")

    class Meta:
        verbose_name = _("采购申请")
        verbose_name_plural = _("采购申请")
        constraints = [
            models.CheckConstraint(
                condition=Q(estimate__gt=0),
                name="procurement_request_estimate",
                violation_error_message=_("预计金额要大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(stands="") | ~Q(despite=""),
                name="procurement_request_despite",
                violation_error_message=_("学校里有现成的，请写明为什么还要买。"),
            ),
            models.CheckConstraint(
                condition=Q(is_emergency=False) | ~Q(emergency_why=""),
                name="procurement_request_emergency",
                violation_error_message=_("紧急采购要写明原因。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-id"], name="procurement_request_status"),
            models.Index(fields=["budget_line", "category"], name="procurement_request_split"),
            models.Index(fields=["requester", "-id"], name="procurement_request_own"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    @property
    def is_out_of_plan(self) -> bool:
        """Whether the year's plan does not hold it (零星采购)."""
        return self.plan_line_id is None


class Into(models.TextChoices):
    """Where a thing goes when it has come."""

    STORE = "store", _("入库")
    ASSET = "asset", _("建资产卡")
    NONE = "none", _("服务、工程，不入库")


class RequestLine(Record):
    """One thing wanted. price: yuan for one, as estimated.

    Where it goes when it has come, as the buyer says with the order and the receiver may mend: into a store as an item,
    or onto cards of a class that stand at a place in somebody's keeping.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="lines", verbose_name=_("采购申请"))
    name = models.CharField(_("品名"), max_length=60)
    spec = models.CharField(_("规格要求"), max_length=80, blank=True)
    qty = models.DecimalField(_("数量"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("单位"), max_length=10)
    price = models.DecimalField(_("预计单价（元）"), max_digits=12, decimal_places=2)
    into = models.CharField(_("到货后"), max_length=5, choices=Into.choices, default=Into.STORE)
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("入库的物资")
    )
    store = models.ForeignKey(
        Store, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("入哪个保管室")
    )
    asset_class = models.ForeignKey(
        AssetClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("资产分类")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("放在哪里")
    )
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("保管人")
    )

    removable: ClassVar[bool] = True
    verbs: ClassVar[dict[str, Any]] = {"sort": _("定到货后怎么办")}

    class Meta:
        verbose_name = _("采购申请明细")
        verbose_name_plural = _("采购申请明细")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0),
                name="procurement_requestline_qty",
                violation_error_message=_("数量要大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0),
                name="procurement_requestline_price",
                violation_error_message=_("单价不能小于零。"),
            ),
        ]
        indexes = [models.Index(fields=["name", "spec"], name="procurement_requestline_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.spec}".strip()

    @property
    def sum(self) -> Decimal:
        """Yuan, to the cent."""
        return (self.qty * self.price).quantize(Decimal("0.01"), "ROUND_HALF_UP")
