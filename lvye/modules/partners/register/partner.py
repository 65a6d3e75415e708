"""Registers of partners, their licences, and what both are called."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import sheet_columns
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.partners import services
from lvye.modules.partners.importing import COLUMNS, partners_import
from lvye.modules.partners.models import Licence, LicenceKind, LicenceStatus, Partner, PartnerStatus, SupplyCategory
from lvye.modules.partners.screens import details

from .posts import ADMIN, BUYER, HEADS, LEADERS, MONEY


def _leave(partner: Partner, *, actor: User, why: str = "") -> Partner:
    return services.partner_leave(partner, why=why, today=timezone.localdate(), actor=actor)


def _withdraw(licence: Licence, *, actor: User, why: str = "") -> Licence:
    return services.licence_withdraw(licence, why=why, actor=actor)


register(
    Register(
        model=Partner,
        menu="money",
        icon="people",
        columns=("name", "kind", "contact", "phone", "credit_code", "status"),
        fields=("name", "kind", "categories", "credit_code", "contact", "phone"),
        more=("address", "bank", "account", "note"),
        filters=("status", "kind"),
        sorts=("-id", "name"),
        views=(
            View("active", _("合作中"), {"status": PartnerStatus.ACTIVE}),
            View("left", _("已退出"), {"status": PartnerStatus.LEFT}),
        ),
        imports=tuple(COLUMNS),
        importer=partners_import,
        create=services.partner_add,
        amend=services.partner_change,
        screens={"detail": details.partner},
        actions={"leave": _leave, "readmit": services.partner_readmit},
        rights=rights(
            (HEADS, "view add change export import leave readmit"), (BUYER, "view add change export import"),
            (LEADERS, "view export"), (MONEY, "view export"), (ADMIN, "view add change export import"),
        ),
        empty=_("向谁买、请谁修、租给谁，都先登记在这里：单位、证照、供什么。先登记第一家，也可以从表格导入。"),
    )
)  # fmt: skip
sheet_columns("partners.partner", COLUMNS, required=("name",))

register(
    Register(
        model=Licence,
        menu="more",
        icon="shield",
        columns=("partner", "kind", "number", "begins_on", "ends_on", "status"),
        fields=("partner", "kind", "number", "issued_by", "begins_on", "ends_on"),
        filters=("status", "kind", "partner"),
        views=(View("held", _("有效"), {"status": LicenceStatus.HELD}),),
        create=services.licence_add,
        amend=services.licence_change,
        actions={"withdraw": _withdraw},
        rights=rights(
            (HEADS, "view add change export withdraw"), (BUYER, "view add change export"), (LEADERS, "view export"),
            (MONEY, "view"), (ADMIN, "view export"),
        ),
        empty=_("每个单位的营业执照、食品经营许可证……登记有效期，附上复印件；换了新证再登记一张，旧的自动换下。"),
    )
)  # fmt: skip

KEEP = rights((HEADS, "view add change export"), (ADMIN, "view add change export"), (BUYER, "view"))

register(
    Register(
        model=LicenceKind,
        menu="more",
        icon="shield",
        columns=("name", "code", "is_for_all", "is_active"),
        fields=("code", "name", "is_for_all", "sort", "is_active"),
        filters=("is_for_all", "is_active"),
        sorts=("-id", "sort"),
        rights=KEEP,
        empty=_("常用的证照已经列好；“所有单位都要有”的，缺了或者过期就不能下单。"),
    )
)
register(
    Register(
        model=SupplyCategory,
        menu="more",
        icon="tag",
        columns=("name", "code", "kind", "is_active"),
        fields=("code", "name", "kind", "needs", "sort", "is_active"),
        filters=("kind", "is_active"),
        sorts=("-id", "sort"),
        create=services.category_add,
        amend=services.category_change,
        rights=KEEP,
        empty=_("单位供的是哪一类、这一类要有什么证。常用的已经列好。"),
    )
)
