"""Standing records: books, accounts, items of spending."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.finance.models import Account, Book, Item

from .posts import BOOKS, OFFICE

register(
    Register(
        model=Book,
        menu="more",
        icon="book",
        columns=("code", "name", "is_parallel", "is_active"),
        fields=("code", "name", "is_parallel", "is_active"),
        sorts=("id",),
        rights=rights((OFFICE, "view export"), (BOOKS, "add change")),
        empty=_("账套：学校、工会、食堂的账各自平衡、各自月结。"),
    )
)

register(
    Register(
        model=Account,
        menu="more",
        icon="list",
        columns=("code", "name", "kind", "side", "journal", "is_active"),
        fields=("code", "name", "kind", "system", "side", "journal", "is_active"),
        filters=("kind", "system", "journal"),
        sorts=("code",),
        views=(View("money", _("现金和银行"), {"journal": Account.Journal.BANK}),),
        rights=rights((OFFICE, "view export"), (BOOKS, "add change")),
        empty=_("政府会计制度的科目表，学校可以在下面加明细科目。"),
    )
)

register(
    Register(
        model=Item,
        menu="more",
        icon="list",
        columns=("code", "name", "account", "is_capital", "is_active"),
        fields=("code", "name", "account", "is_capital", "is_active"),
        sorts=("code",),
        rights=rights((OFFICE, "view export"), (BOOKS, "add change")),
        empty=_("支出按什么科目列预算：办公费、水费、维修费、专用材料费。"),
    )
)

panel_on("finance.account", Panel(_("分录"), register="finance.entry", by="account"))
