"""The registers of cards and classes."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.exchange.api import Prepared, Table, sheet_columns
from lvye.kernel.places.api import scan_with
from lvye.kernel.registers.api import Column, Panel, Register, View, choose_with, panel_on, register, registers, rights
from lvye.modules.assets import services
from lvye.modules.assets.chooser import asset_field
from lvye.modules.assets.models import ON_BOOKS, Asset, AssetClass, Status
from lvye.modules.assets.queries import asset_by_code, book_value
from lvye.modules.assets.services.sheet import COLUMNS, NEEDED
from lvye.modules.assets.sight import cards

from .posts import EVERYBODY, HEADS, KEEPERS, LEADERS, LOOKERS, MONEY


def _create(*, actor: User, **values: Any) -> Asset:
    return services.asset_create(actor=actor, **values)


def _amend(asset: Asset, *, actor: User, **values: Any) -> Asset:
    return services.asset_amend(asset, today=timezone.localdate(), actor=actor, **values)


def _import(table: Table, *, actor: User) -> Prepared:
    return services.assets_import(table, today=timezone.localdate(), actor=actor)


def _step(name: str) -> Any:
    def step(asset: Asset, *, actor: User) -> Asset:
        return services.asset_step(asset, name, actor=actor)

    return step


def _worth(asset: Asset) -> Any:
    return book_value(asset, on=timezone.localdate())


choose_with(Asset, asset_field)


def _scanned(text: str) -> str:
    """Where a thing's label leads, for 扫一扫."""
    found = asset_by_code(text)
    return reverse("assets:scan", args=[found.code]) if found else ""


scan_with(_scanned)
STEPS = ("idle", "use", "repair", "repaired", "lose", "found")
DEEDS = " ".join((*STEPS, "join"))

register(
    Register(
        model=Asset,
        menu="things",
        icon="chair",
        columns=(
            "number", "name", "spec", "qty", "value", Column("worth", _("净值（元）"), _worth), "place", "keeper",
            "acquired_on", "status",
        ),
        fields=(
            "name", "asset_class", "spec", "qty", "unit", "value", "acquired_on", "place", "keeper", "user",
            "department", "school_class",
        ),
        more=(
            "brand", "serial", "source", "fund", "supplier", "invoice_number", "warranty_until", "life_months",
            "is_nominal", "old_number", "old_class", "note",
        ),
        filters=("status", "top", "place", "building", "department", "school_class", "source", "acquired_on"),
        sorts=("-id", "number", "-value", "acquired_on"),
        views=(
            View("in_use", _("在用"), {"status": Status.IN_USE}),
            View("idle", _("闲置"), {"status": Status.IDLE}),
            View("lent", _("借出"), {"status": Status.LENT}),
            View("pending", _("待报废"), {"status": Status.PENDING}),
            View("lost", _("丢失"), {"status": Status.LOST}),
        ),
        imports=tuple(COLUMNS),
        importer=_import,
        prepares=True,
        create=_create,
        amend=_amend,
        actions={name: _step(name) for name in STEPS},
        scope=cards,
        rights=rights(
            (HEADS, f"view add change export import all book {DEEDS}"),
            (KEEPERS, f"view add change export import all {DEEDS}"),
            (LEADERS, "view export all"),
            (MONEY, "view export all book"),
            (LOOKERS, "view all"),
            (("admin",), "export import"),
            (EVERYBODY, "view"),
        ),
        empty=_("一件资产一张卡片，一张永久标签。先从旧账的表格导入，或者登记第一件。"),
    )
)  # fmt: skip
sheet_columns("assets.asset", COLUMNS, required=NEEDED)

register(
    Register(
        model=AssetClass,
        menu="more",
        icon="grid",
        columns=("code", "name", "group", "life_months", "depreciates", "is_active"),
        fields=("name", "code", "parent", "life_months", "depreciates", "is_active"),
        more=("level", "group"),
        filters=("level", "depreciates", "is_active"),
        sorts=("code", "-id"),
        rights=rights(
            (("director", "finance", "admin"), "view add change export"),
            ((*KEEPERS, "deputy_director", *LEADERS, "buyer", "receiver"), "view"),
        ),
        empty=_("资产分类用国标 GB/T 14885-2022，折旧年限按政府会计准则应用指南；学校设好后就列在这里。"),
    )
)
panel_on("places.place", Panel(_("这里的资产"), register="assets.asset", by="place"))
panel_on("people.person", Panel(_("保管的资产"), register="assets.asset", by="keeper"))
panel_on("people.schoolclass", Panel(_("班级财产"), register="assets.asset", by="school_class"))


def _warranted(user: User) -> Any:
    rows = registers["assets.asset"].rows(user)
    return rows.filter(status__in=ON_BOOKS, warranty_until__isnull=False).select_related("place")


def _title(asset: Asset) -> str:
    return f"{asset.name} {asset.number}"


declare(
    Deadline(
        name="assets.warranty", label=_("保修到期"), rows=_warranted, date="warranty_until",
        warn_days="assets.warn_warranty", title=_title,
        blocks=_("到期前请检查一遍，有毛病的找供货单位免费修。"),
    )
)  # fmt: skip
