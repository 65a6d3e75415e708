"""What somebody needs, and how much a department may have without asking."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department, Person, SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .goods import Item, Kind, Store


class NeedStatus(models.TextChoices):
    """Where a request stands. agreed: ready to be handed out."""

    ASKED = "asked", _("待批准")
    AGREED = "agreed", _("待发放")
    HANDED = "handed", _("已发放")
    REFUSED = "refused", _("没有批准")
    WITHDRAWN = "withdrawn", _("已撤回")


N = NeedStatus


class Need(Record):
    """领用申请: somebody needs goods. Within quota it goes straight to the keeper; over it, somebody agrees first.

    over: why it had to be agreed to, in words (over which quota, which item is only given on approval).
    """

    Status = NeedStatus
    flow: ClassVar[Flow] = Flow(
        Step("agree", _("同意"), {N.ASKED}, N.AGREED),
        Step("refuse", _("不同意"), {N.ASKED}, N.REFUSED, fields=("answer",), tone="no"),
        Step("hand_out", _("发放完毕"), {N.AGREED}, N.HANDED),
        Step("withdraw", _("撤回"), {N.ASKED, N.AGREED}, N.WITHDRAWN, tone="no"),
        final={N.HANDED, N.REFUSED, N.WITHDRAWN},
    )
    tones: ClassVar[dict[str, str]] = {
        N.ASKED: "soon", N.AGREED: "going", N.HANDED: "done", N.REFUSED: "late", N.WITHDRAWN: "idle",
    }  # fmt: skip
    extra_verbs: ClassVar[tuple[str, ...]] = ("own", "ask")
    verbs: ClassVar[dict[str, Any]] = {"own": _("看自己申请的"), "ask": _("申请领用")}
    search_from: ClassVar[tuple[str, ...]] = ("why", "what")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("部门")
    )
    to_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("给哪个班")
    )
    to_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("用在哪里")
    )
    store = models.ForeignKey(
        Store, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("到哪里领")
    )
    asked_on = models.DateField(_("申请日期"), editable=False)
    wanted_on = models.DateField(_("哪天要用"), null=True, blank=True)
    why = models.CharField(_("用途"), max_length=100, blank=True)
    what = models.CharField(_("要领什么"), max_length=300, blank=True, editable=False)
    over = models.CharField(_("为什么要批"), max_length=300, blank=True, editable=False)
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=9, choices=NeedStatus.choices, default=N.ASKED, editable=False)
    search_text = SearchField()

    class Meta:
        verbose_name = _("领用申请")
        verbose_name_plural = _("领用申请")
        indexes = [
            models.Index(fields=["status", "-id"], name="stores_need_status"),
            models.Index(fields=["person", "-id"], name="stores_need_person"),
        ]

    def __str__(self) -> str:
        return self.what or str(self.pk)


class NeedLine(Record):
    """One item needed. qty in the item's unit; unit_qty and unit as written."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="lines", verbose_name=_("领用申请"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("物资"))
    qty = models.DecimalField(_("数量"), max_digits=14, decimal_places=3)
    unit = models.CharField(_("单位"), max_length=10)
    unit_qty = models.DecimalField(_("填写的数量"), max_digits=14, decimal_places=3)

    class Meta:
        verbose_name = _("领用申请明细")
        verbose_name_plural = _("领用申请明细")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0), name="stores_needline_qty", violation_error_message=_("数量要大于零。")
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_qty.normalize():f}{self.unit}"


class QuotaPer(models.TextChoices):
    """The time a quota is for."""

    MONTH = "month", _("每月")
    TERM = "term", _("每学期")
    YEAR = "year", _("每年")


class Quota(Record):
    """定额: how much of an item, or of a kind of goods, a department may have in a time. No department: each."""

    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("部门"),
        help_text=_("不填：每个部门都按这个数。"),
    )  # fmt: skip
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("物资"))
    kind = models.ForeignKey(Kind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("类别"))
    qty = models.DecimalField(_("定额"), max_digits=14, decimal_places=3)
    per = models.CharField(_("多长时间"), max_length=5, choices=QuotaPer.choices, default=QuotaPer.TERM)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("领用定额")
        verbose_name_plural = _("领用定额")
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, kind__isnull=True) | Q(item__isnull=True, kind__isnull=False),
                name="stores_quota_one",
                violation_error_message=_("物资和类别选一个。"),
            ),
            models.CheckConstraint(
                condition=Q(qty__gte=0), name="stores_quota_qty", violation_error_message=_("定额不能小于零。")
            ),
            models.UniqueConstraint(
                *(Coalesce(name, Value(0)) for name in ("department", "item", "kind")),
                "per",
                condition=Q(is_active=True),
                name="stores_quota_once",
                violation_error_message=_("这个部门的这项定额已经有了。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_per_display()} {self.qty.normalize():f}"
