"""Partners and the licences they hold."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .catalogue import LicenceKind, SupplyCategory


class PartnerStatus(models.TextChoices):
    """Whether the school deals with it."""

    ACTIVE = "active", _("合作中")
    LEFT = "left", _("已退出")


P = PartnerStatus


class Partner(Record):
    """Somebody outside the school it buys from, has work done by, or lets rooms to.

    credit_code: 统一社会信用代码, 18 signs with a check digit; "" where it is not known (a master without a firm).
    bank, account: where its money goes.
    """

    Status = PartnerStatus

    class Kind(models.TextChoices):
        """What it mostly is to the school."""

        SUPPLIER = "supplier", _("供应商")
        CONTRACTOR = "contractor", _("施工维修单位")
        SERVICE = "service", _("服务单位")
        TENANT = "tenant", _("承租承包人")

    name = models.CharField(
        _("单位名称"), max_length=60, unique=True, error_messages={"unique": _("这个单位已经登记了。")}
    )
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices, default=Kind.SUPPLIER)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    categories = models.ManyToManyField(SupplyCategory, related_name="partners", blank=True, verbose_name=_("供什么"))
    contact = models.CharField(_("联系人"), max_length=40, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    address = models.CharField(_("地址"), max_length=100, blank=True)
    bank = models.CharField(_("开户行"), max_length=60, blank=True)
    account = models.CharField(_("账号"), max_length=40, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=PartnerStatus.choices, default=P.ACTIVE, editable=False)
    left_on = models.DateField(_("退出日期"), null=True, blank=True, editable=False)
    why = models.CharField(_("退出的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("name", "credit_code", "contact", "note")
    flow = Flow(
        Step("leave", _("退出"), {P.ACTIVE}, P.LEFT, fields=("why",), tone="no"),
        Step("readmit", _("恢复合作"), {P.LEFT}, P.ACTIVE),
    )
    tones: ClassVar[dict[str, str]] = {P.ACTIVE: "done", P.LEFT: "idle"}

    class Meta:
        verbose_name = _("往来单位")
        verbose_name_plural = _("往来单位")
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code=""),
                name="partners_partner_credit_code",
                violation_error_message=_("这个统一社会信用代码已经登记在另一个单位名下。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=P.LEFT) | Q(left_on__isnull=False),
                name="partners_partner_left_day",
                violation_error_message=_("退出的单位要有退出日期。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-id"], name="partners_partner_status"),
            models.Index(fields=["kind", "-id"], name="partners_partner_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class LicenceStatus(models.TextChoices):
    """Whether it is the one that counts."""

    HELD = "held", _("有效")
    REPLACED = "replaced", _("已换新证")
    WITHDRAWN = "withdrawn", _("已吊销或注销")


L = LicenceStatus


class Licence(Record):
    """One licence of a partner; a renewed one is a new record that replaces it. ends_on: none means long-term."""

    Status = LicenceStatus

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="licences", verbose_name=_("单位"))
    kind = models.ForeignKey(LicenceKind, models.PROTECT, related_name="+", verbose_name=_("证照"))
    number = models.CharField(_("证号"), max_length=60, blank=True)
    issued_by = models.CharField(_("发证机关"), max_length=60, blank=True)
    begins_on = models.DateField(_("发证日期"), null=True, blank=True)
    ends_on = models.DateField(_("有效期至"), null=True, blank=True, help_text=_("长期有效的不填。"))
    status = models.CharField(_("状态"), max_length=10, choices=LicenceStatus.choices, default=L.HELD, editable=False)
    why = models.CharField(_("原因"), max_length=200, blank=True)

    flow = Flow(
        Step("replace", _("换了新证"), {L.HELD}, L.REPLACED),
        Step("withdraw", _("吊销或注销"), {L.HELD}, L.WITHDRAWN, fields=("why",), tone="no"),
        final={L.REPLACED, L.WITHDRAWN},
    )
    tones: ClassVar[dict[str, str]] = {L.HELD: "done", L.REPLACED: "idle", L.WITHDRAWN: "late"}

    class Meta:
        verbose_name = _("证照")
        verbose_name_plural = _("证照")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "kind"],
                condition=Q(status=L.HELD),
                name="partners_licence_one_held",
                violation_error_message=_("这个单位的这种证照已经有一张有效的，新证请用“登记新证”。"),
            ),
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True) | Q(ends_on__isnull=True) | Q(begins_on__lte=F("ends_on")),
                name="partners_licence_days",
                violation_error_message=_("有效期不能早于发证日期。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "ends_on"], name="partners_licence_ends")]

    def __str__(self) -> str:
        return self.number or str(_("证照"))
