"""What the partners show on other pages: panels, chains, deadlines, kinds of notices."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import hub, link_by
from lvye.kernel.deadlines import api as deadlines
from lvye.kernel.notices import api as notices
from lvye.kernel.registers.api import MenuLink, Panel, menu_link, panel_on, registers
from lvye.modules.partners.models import (
    Contract,
    ContractStatus,
    Guarantee,
    GuaranteeStatus,
    Instalment,
    InstalmentStatus,
    Lease,
    LeaseStatus,
    LicenceStatus,
    Obligation,
    PartnerStatus,
    Rent,
    RentReceipt,
    RentStatus,
)
from lvye.modules.partners.services.contracts import GUARANTEE
from lvye.modules.partners.services.leases import NOTICE

for _target, _title, _register, _by in (
    ("partners.partner", _("证照"), "partners.licence", "partner"),
    ("partners.partner", _("合同"), "partners.contract", "partner"),
    ("partners.partner", _("出租承包"), "partners.lease", "partner"),
    ("partners.partner", _("年度评价"), "partners.evaluation", "partner"),
    ("partners.partner", _("禁止交易"), "partners.ban", "partner"),
    ("partners.contract", _("付款"), "partners.instalment", "contract"),
    ("partners.contract", _("保证金"), "partners.guarantee", "contract"),
    ("partners.contract", _("双方义务"), "partners.obligation", "contract"),
    ("partners.contract", _("补充合同"), "partners.contract", "main"),
    ("partners.lease", _("各期租金"), "partners.rent", "lease"),
    ("partners.rent", _("收据"), "partners.rentreceipt", "rent"),
    ("places.place", _("出租承包"), "partners.lease", "place"),
):
    panel_on(_target, Panel(_title, _register, _by))

hub("partners.partner")
for _model, _field in (
    (Contract, "partner"), (Instalment, "contract"), (Guarantee, "contract"), (Lease, "partner"), (Rent, "lease"),
    (RentReceipt, "rent"),
):  # fmt: skip
    link_by(_model, _field)


def _open(key: str, *related: str, **narrowed: Any) -> Any:
    """The rows of a register that still run, as far as a user may see them."""

    def rows(user: User) -> QuerySet[Any]:
        return registers[key].rows(user).filter(**narrowed).select_related(*related)

    return rows


deadlines.declare(
    deadlines.Deadline(
        "partners.licence", _("供应商证照"),
        _open("partners.licence", "partner", "kind", status=LicenceStatus.HELD, ends_on__isnull=False,
              partner__status=PartnerStatus.ACTIVE),
        warn_days="partners.warn_days", blocks=_("过期就不能再向它下单。"),
        title=lambda one: f"{one.partner.name} {one.kind.name}",
    ),
    deadlines.Deadline(
        "partners.contract", _("合同到期"), _open("partners.contract", "partner", status=ContractStatus.LIVE),
        warn_days="partners.warn_days", blocks=_("到期后不能再凭它供货和结算，要续签或另选。"),
        title=lambda one: f"{one.title} {one.partner.name}",
    ),
    deadlines.Deadline(
        "partners.instalment", _("合同付款"),
        _open("partners.instalment", "contract__partner", status=InstalmentStatus.PLANNED,
              contract__status=ContractStatus.LIVE),
        date="due_on", warn_days=14, blocks=_("逾期付款是学校违约。"),
        title=lambda one: f"{one.contract.partner.name} {one.label}",
    ),
    deadlines.Deadline(
        "partners.guarantee", _("退还保证金"),
        _open("partners.guarantee", "contract__partner", status=GuaranteeStatus.HELD),
        date="return_on", warn_days=14, blocks=_("到期不退是占用企业资金。"),
        title=lambda one: f"{one.contract.partner.name} {one.get_kind_display()}",
    ),
    deadlines.Deadline(
        "partners.obligation", _("合同义务"),
        _open("partners.obligation", "contract", status=Obligation.Status.OPEN, contract__status=ContractStatus.LIVE),
        date="due_on", warn_days=7, blocks=_("没有履行的要写明情况，年底评价时扣分。"),
        title=lambda one: f"{one.what} {one.contract.number}",
    ),
    deadlines.Deadline(
        "partners.lease", _("租约到期"), _open("partners.lease", "partner", status=LeaseStatus.LIVE),
        warn_days=60, blocks=_("到期后没有新租约不能继续经营。"),
        title=lambda one: f"{one.get_what_display()} {one.partner.name}",
    ),
    deadlines.Deadline(
        "partners.rent", _("租金应交"), _open("partners.rent", "lease__partner", status=RentStatus.DUE),
        date="due_on", warn_days="partners.rent_remind_days", blocks=_("过期没有收齐要催缴。"),
        title=lambda one: f"{one.lease.get_what_display()} {one.lease.partner.name}",
    ),
    deadlines.Deadline(
        "partners.ban", _("禁止交易期满"), _open("partners.ban", "partner", status="force", ends_on__isnull=False),
        warn_days=14, title=lambda one: one.partner.name,
    ),
)  # fmt: skip

for _label, _url, _icon, _right, _order in (
    (_("租金"), "partners:rents", "money", "partners.view_rent", 40),
    (_("供应商评价"), "partners:judge", "star", "partners.view_evaluation", 41),
):
    menu_link(MenuLink(group="money", label=_label, url_name=_url, icon=_icon, right=_right, order=_order))

notices.declare(notices.Kind(NOTICE, _("租金到期和过期")), notices.Kind(GUARANTEE, _("保证金该退还")))
