"""The posts every school's logistics knows, and which of them one person must not hold together."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

POSTS: dict[str, Text] = {
    "principal": _("校长"),
    "vice_principal": _("分管副校长"),
    "director": _("总务主任"),
    "deputy_director": _("总务副主任"),
    "desk": _("总务干事（报修接听）"),
    "repairer": _("维修工"),
    "keeper": _("保管员"),
    "buyer": _("采购员"),
    "receiver": _("验收员"),
    "finance": _("会计"),
    "cashier": _("出纳"),
    "canteen": _("食堂管理员"),
    "guard": _("门卫"),
    "cleaner": _("保洁"),
    "gardener": _("花木工"),
    "teacher": _("教师"),
    "admin": _("系统管理员"),
}

ACCOUNTING_LAW = _("会计法（2024年修正）")
ARTICLE_25 = _("第二十五条")
CONTROL_RULES = _("行政事业单位内部控制规范（试行）财会〔2012〕21号")


@dataclass(frozen=True)
class Pair:
    """Two posts to be kept apart, with the document that says so and what it keeps apart."""

    first: str
    second: str
    document: Text
    article: Text
    why: Text


PAIRS: tuple[Pair, ...] = (
    Pair("finance", "keeper", ACCOUNTING_LAW, ARTICLE_25, _("记账与保管财物分开")),
    Pair("finance", "buyer", ACCOUNTING_LAW, ARTICLE_25, _("记账与经办分开")),
    Pair("finance", "director", ACCOUNTING_LAW, ARTICLE_25, _("记账与审批分开")),
    Pair("finance", "deputy_director", ACCOUNTING_LAW, ARTICLE_25, _("记账与审批分开")),
    Pair("finance", "vice_principal", ACCOUNTING_LAW, ARTICLE_25, _("记账与审批分开")),
    Pair("finance", "principal", ACCOUNTING_LAW, ARTICLE_25, _("记账与审批分开")),
    Pair("finance", "cashier", ACCOUNTING_LAW, _("第三十五条"), _("出纳不管账目的登记与稽核")),
    Pair("cashier", "keeper", ACCOUNTING_LAW, ARTICLE_25, _("管钱与保管财物分开")),
    Pair("buyer", "receiver", CONTROL_RULES, "", _("采购与验收分开")),
    Pair("buyer", "keeper", CONTROL_RULES, "", _("采购与保管分开")),
    Pair("receiver", "keeper", CONTROL_RULES, "", _("验收与保管分开")),
    Pair("buyer", "director", CONTROL_RULES, "", _("采购与审批分开")),
    Pair("buyer", "vice_principal", CONTROL_RULES, "", _("采购与审批分开")),
    Pair("buyer", "principal", CONTROL_RULES, "", _("采购与审批分开")),
)
