"""The list of suppliers a school has kept in a sheet: partners, what they supply, and their two usual licences."""

# house: the words sheets use: read, not shown

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import Outcome, Table
from lvye.kernel.records import api as records
from lvye.kit.sheets import CellError, Row, as_date, as_text

from .models import LicenceKind, Partner, SupplyCategory
from .services.partners import licence_add, partner_add

T = TypeVar("T")
# What a sheet calls its columns, beside the names the fields have here.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("单位名称", "供应商", "供应商名称", "供货单位", "供货商", "企业名称", "公司名称", "商户", "名称"),
    "kind": ("类型", "单位类型"),
    "categories": ("供什么", "供货类别", "供应类别", "经营范围", "主营", "供货内容", "供应商品"),
    "credit_code": ("统一社会信用代码", "信用代码", "社会信用代码", "税号"),
    "contact": ("联系人", "负责人", "法人", "法定代表人", "业务员"),
    "phone": ("电话", "联系电话", "联系方式", "手机"),
    "address": ("地址", "单位地址"),
    "bank": ("开户行", "开户银行"),
    "account": ("账号", "银行账号", "帐号"),
    "note": ("备注", "说明"),
    "business": ("营业执照号", "营业执照", "营业执照编号"),
    "business_until": ("营业执照有效期", "营业执照到期", "执照有效期"),
    "food": ("食品经营许可证", "食品许可证", "食品经营许可证号", "许可证号"),
    "food_until": ("食品经营许可证有效期", "许可证有效期", "许可证到期"),
}
PLAIN = ("name", "credit_code", "contact", "phone", "address", "bank", "account", "note")
LONG = re.compile("长期|永久|无固定期限")
SPLIT = re.compile("[、，,；;/ ]+")


def partners_import(table: Table, *, actor: User) -> Outcome:
    """Enter the partners of a sheet; who is there already stays as he is. All or nothing.

    Classes of supply the school does not know stand in the partner's remark, as the sheet has them.
    """
    outcome = Outcome(rows=len(table.rows))
    known = set(Partner.objects.values_list("name", flat=True))
    classes = {one.name: one for one in SupplyCategory.objects.filter(is_active=True)}
    kinds = {kind.code: kind for kind in LicenceKind.objects.filter(code__in=["business", "food"])}
    labels = {name: table.label(name) for name in COLUMNS}
    with records.attempt():
        for row in table.rows:
            before = len(outcome.problems)
            said, licences = _read(table, row, classes, outcome)
            if len(outcome.problems) > before:
                continue
            if said["name"] in known:
                outcome.notes.append(
                    _("第 %(row)s 行：“%(name)s”已经登记，没有改动。") % {"row": row.number, "name": said["name"]}
                )
                continue
            known.add(said["name"])
            try:
                made = partner_add(actor=actor, **said)
                for code, number, until in licences:
                    if code in kinds:
                        licence_add(partner=made, kind=kinds[code], number=number, ends_on=until, actor=actor)
                outcome.made += 1
            except ValidationError as problem:
                outcome.refuse_deed(row.number, problem, labels)
    return outcome


def _read(
    table: Table, row: Row, classes: dict[str, SupplyCategory], outcome: Outcome
) -> tuple[dict[str, Any], list[tuple[str, str, date | None]]]:
    """The values of a partner, and his licences as (kind, number, valid until)."""

    def cell(name: str, parse: Callable[[Any], T]) -> T | None:
        value = table.value(row, name)
        try:
            return parse(value)
        except CellError as problem:
            outcome.refuse(row.number, table.label(name), value, [problem.reason])
            return None

    said: dict[str, Any] = {name: cell(name, as_text) or "" for name in PLAIN}
    if not said["name"]:
        outcome.refuse(row.number, table.label("name"), None, [_("这里还没填。")])
    words = SPLIT.split(cell("categories", as_text) or "")
    said["categories"] = [classes[word] for word in words if word in classes]
    strange = "、".join(word for word in words if word and word not in classes)
    said["note"] = "；".join(part for part in (said["note"], strange) if part)[:200]
    kind = cell("kind", as_text) or ""
    said["kind"] = next((code for code, word in Partner.Kind.choices if str(word) == kind), Partner.Kind.SUPPLIER)
    licences = []
    for code in ("business", "food"):
        number, until = cell(code, as_text) or "", cell(f"{code}_until", _until)
        if number or until:
            licences.append((code, number, until))
    return said, licences


def _until(value: Any) -> date | None:
    """Until when a licence is valid; none for a long-term one."""
    if isinstance(value, str) and LONG.search(value):
        return None
    return as_date(value)
