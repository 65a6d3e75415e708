"""What hangs on a job: lines of work, materials, urgings, a contractor's link."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, Step
from lvye.modules.stores.api import Issue, Item

from .catalogue import Contractor, WorkItem
from .job import Job


class JobLine(Record):
    """动作 × 物件 × 数量 × 单位: what the tally of the term is made of.

    The words are copied from the item as they were. is_approx with its sense: 余 and 多 say at least, 近 just under,
    约 about; unknown: the sheet had a number nobody can read (qty is then 0 and qty_text what was written).
    """

    class Sense(models.TextChoices):
        """How a quantity that is not exact is meant."""

        AT_LEAST = "at_least", _("余")
        UNDER = "just_under", _("近")
        ABOUT = "about", _("约")
        UNKNOWN = "unknown", _("不详")

    job = models.ForeignKey(Job, models.PROTECT, related_name="lines", verbose_name=_("报修单"))
    item = models.ForeignKey(WorkItem, models.PROTECT, related_name="+", verbose_name=_("维修项目"))
    action = models.CharField(_("动作"), max_length=20)
    object = models.CharField(_("物件"), max_length=40)
    qty = models.DecimalField(_("数量"), max_digits=10, decimal_places=2)
    unit = models.CharField(_("单位"), max_length=10)
    qty_text = models.CharField(_("数量原文"), max_length=20, blank=True)
    is_approx = models.BooleanField(_("约数"), default=False)
    approx_sense = models.CharField(_("约数含义"), max_length=10, choices=Sense.choices, blank=True)
    done_on = models.DateField(_("完成日期"))
    note = models.CharField(_("备注"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("维修明细")
        verbose_name_plural = _("维修明细")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0) | Q(approx_sense="unknown"),
                name="repairs_jobline_qty",
                violation_error_message=_("数量要大于零。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["done_on", "object", "action", "unit", "qty", "is_approx"], name="repairs_jobline_done"
            ),
            models.Index(fields=["item", "done_on"], name="repairs_jobline_item"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object}"


class Material(Record):
    """What was used up on a job. amount: yuan, kept, because prices change.

    item, issue: what of the store, and the 领用单 it went out by; none for what was bought on the spot. returned: so
    much of it was not needed and lies in the store again: qty and amount are what was really used.
    """

    job = models.ForeignKey(Job, models.PROTECT, related_name="materials", verbose_name=_("报修单"))
    name = models.CharField(_("材料"), max_length=60)
    qty = models.DecimalField(_("数量"), max_digits=10, decimal_places=2)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("库存物资"))
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("领用单"))
    price = models.DecimalField(_("单价（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    returned = models.DecimalField(_("退回"), max_digits=10, decimal_places=2, default=0, editable=False)
    used_on = models.DateField(_("日期"))

    verbs: ClassVar[dict[str, Any]] = {"returned": _("退料")}

    class Meta:
        verbose_name = _("维修用料")
        verbose_name_plural = _("维修用料")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0) | Q(qty=0, returned__gt=0),
                name="repairs_material_qty",
                violation_error_message=_("数量要大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="repairs_material_amount",
                violation_error_message=_("金额不能小于零。"),
            ),
        ]
        indexes = [models.Index(fields=["used_on"], name="repairs_material_used")]

    def __str__(self) -> str:
        return self.name


class Leftover(Record):
    """A thing that could not be repaired, and what became of it: kept for its parts, written off, sent back.

    Nothing is simply thrown away: the list of what was kept is looked at before something new is bought.
    """

    class Fate(models.TextChoices):
        """What became of it."""

        KEPT = "kept", _("入库留存")
        SCRAPPED = "scrapped", _("报废")
        RETURNED = "returned", _("退回")

    job = models.ForeignKey(Job, models.PROTECT, related_name="leftovers", verbose_name=_("报修单"))
    object = models.CharField(_("物件"), max_length=40)
    qty = models.DecimalField(_("数量"), max_digits=10, decimal_places=2)
    unit = models.CharField(_("单位"), max_length=10)
    fate = models.CharField(_("去向"), max_length=10, choices=Fate.choices)
    where = models.CharField(_("放在哪里、退给谁"), max_length=60, blank=True)
    done_on = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("修不了的物件")
        verbose_name_plural = _("修不了的物件")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0),
                name="repairs_leftover_qty",
                violation_error_message=_("数量要大于零。"),
            ),
        ]
        indexes = [models.Index(fields=["done_on", "fate"], name="repairs_leftover_done")]

    def __str__(self) -> str:
        return f"{self.object} {self.get_fate_display()}"


class Urging(Record):
    """Somebody asked when it will be done (催单), or reported the same fault again (同报)."""

    class Kind(models.TextChoices):
        """What he said."""

        URGE = "urge", _("催单")
        SAME = "same", _("又报同一故障")

    job = models.ForeignKey(Job, models.PROTECT, related_name="urgings", verbose_name=_("报修单"))
    kind = models.CharField(_("类型"), max_length=5, choices=Kind.choices, default=Kind.URGE)
    at = models.DateTimeField(_("时间"))
    by_name = models.CharField(_("谁"), max_length=40, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    words = models.CharField(_("说了什么"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("催单")
        verbose_name_plural = _("催单")
        indexes = [models.Index(fields=["at"], name="repairs_urging_at")]

    def __str__(self) -> str:
        return self.words or self.by_name or str(self.pk)


def make_link_token() -> str:
    """The secret of a contractor's link: 144 bits, because it may write."""
    return secrets.token_urlsafe(18)


class LinkStatus(models.TextChoices):
    """Whether a link works, as far as nobody's clock is concerned."""

    LIVE = "live", _("有效")
    REVOKED = "revoked", _("已收回")


class ContractorLink(Record):
    """The way an outside master reaches one job without an account; it lapses, and can be withdrawn."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="links", verbose_name=_("报修单"))
    contractor = models.ForeignKey(Contractor, models.PROTECT, related_name="+", verbose_name=_("外修单位"))
    token = models.CharField(max_length=32, unique=True, default=make_link_token, editable=False)
    expires_on = models.DateField(_("有效期至"))
    status = models.CharField(
        _("状态"), max_length=8, choices=LinkStatus.choices, default=LinkStatus.LIVE, editable=False
    )
    revoked_at = models.DateTimeField(_("收回时间"), null=True, blank=True, editable=False)

    Status = LinkStatus
    flow = Flow(Step("revoke", _("收回"), {LinkStatus.LIVE}, LinkStatus.REVOKED, tone="no"))
    tones: ClassVar[dict[str, str]] = {LinkStatus.LIVE: "going", LinkStatus.REVOKED: "idle"}

    class Meta:
        verbose_name = _("外修链接")
        verbose_name_plural = _("外修链接")

    def __str__(self) -> str:
        return f"{_('外修链接')} {self.pk}"
