"""Registers of store rooms, kinds of goods, items, units and lots."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import Outcome, Table, sheet_columns
from lvye.kernel.registers.api import Column, Register, View, register, rights
from lvye.modules.stores import services
from lvye.modules.stores.models import Item, Kind, Lot, Quota, Store, Unit

from .posts import ADMIN, BOOKS, HEADS, KEEPERS, LEADERS, STAFF


def _import(table: Table, *, actor: User) -> Outcome:
    return services.stock_import(table, today=timezone.localdate(), actor=actor)


WHOLE = "view add change export import"
SET_UP = rights((HEADS + ADMIN, WHOLE), (KEEPERS, "view export"), (BOOKS + LEADERS, "view export"))

register(
    Register(
        model=Store,
        menu="more",
        icon="door",
        columns=("name", "level", "parent", "keeper", "place", "is_active"),
        fields=("code", "name", "level", "parent", "keeper", "place"),
        more=("is_active",),
        filters=("level", "is_active"),
        create=services.store_add,
        amend=services.store_change,
        rights=rights(
            (HEADS + ADMIN, f"{WHOLE} all value count close"),
            (KEEPERS, "view value count close"),
            (BOOKS, "view export value close"),
            (LEADERS, "view export value"),
            (("buyer", "receiver"), "view"),
        ),
        empty=_("先登记总保管室，再登记它管的分保管室，每个保管室写上保管员。"),
    )
)
register(
    Register(
        model=Kind,
        menu="more",
        icon="grid",
        columns=("name", "code", "is_lent", "sort", "is_active"),
        fields=("name", "code", "icon", "is_lent", "sort", "is_active"),
        filters=("is_lent", "is_active"),
        sorts=("sort", "-id"),
        rights=SET_UP,
        empty=_("物资分成几类：办公用品、清洁用品、体育用品……常用的已经列好，可以改名、停用，也可以再加。"),
    )
)
register(
    Register(
        model=Item,
        menu="more",
        icon="box",
        columns=("code", "name", "spec", "brand", "unit", "kind", "min_qty", "is_active"),
        fields=("name", "spec", "unit", "kind", "min_qty"),
        more=("code", "brand", "barcode", "by_lot", "warn_days", "is_asked", "is_active"),
        filters=("kind", "by_lot", "is_asked", "is_active"),
        sorts=("-id", "name", "code"),
        views=(
            View("asked", _("领用先审批"), {"is_asked": "True"}),
            View("lots", _("有保质期"), {"by_lot": "True"}),
        ),
        imports=tuple(services.COLUMNS),
        importer=_import,
        create=services.item_add,
        amend=services.item_change,
        rights=rights(
            (HEADS + ADMIN + KEEPERS, WHOLE), (BOOKS + LEADERS, "view export"), (("buyer", "receiver"), "view export"),
            (STAFF, "view"),
        ),
        empty=_("物资目录：名称、规格、单位、类别。可以从表格导入，也可以在入库时顺手加。"),
    )
)  # fmt: skip
register(
    Register(
        model=Unit,
        menu="more",
        icon="swap",
        columns=("item", "name", "factor", "barcode"),
        fields=("item", "name", "factor", "barcode"),
        filters=("item",),
        create=services.unit_add,
        rights=rights((HEADS + ADMIN + KEEPERS, WHOLE), (BOOKS + LEADERS, "view")),
        empty=_("一种物资可以用几个单位：1 盒 = 12 支。入库写盒、发放写支，自动换算。"),
    )
)
register(
    Register(
        model=Lot,
        menu="more",
        icon="calendar",
        columns=("item", "code", "expires_on"),
        filters=("item", "expires_on"),
        rights=rights((HEADS + ADMIN + KEEPERS, "view export"), (BOOKS + LEADERS, "view")),
        can_add=False,
        empty=_("有保质期的物资入库时写批号和有效期，发放时先到期的先发。"),
    )
)
register(
    Register(
        model=Quota,
        menu="more",
        icon="pause",
        columns=(Column("what", _("物资、类别"), lambda quota: quota.item or quota.kind, reads=("item", "kind")),
                 "department", "qty", "per", "is_active"),
        fields=("department", "item", "kind", "qty", "per", "is_active"),
        filters=("department", "item", "kind", "per", "is_active"),
        rights=SET_UP,
        empty=_("给部门定领用定额：定额以内随领随发，超出的先批后发。没有定额的按需领用。"),
    )
)  # fmt: skip

sheet_columns("stores.item", services.COLUMNS, required=("name",))
