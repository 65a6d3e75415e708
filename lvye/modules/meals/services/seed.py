"""The categories every canteen's book begins with, in the order of the published sheet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.meals.models import Category, Section


def catalogue_prepare(*, actor: User) -> int:
    """Make what is missing of the shipped categories; returns how many."""
    there = set(Category.objects.values_list("code", flat=True))
    rows = [
        {"code": code, "section": section, "name": name, "comes_in": comes_in, "is_food": is_food, "sort": sort}
        for sort, (code, section, name, comes_in, is_food) in enumerate(_shipped(), start=1)
        if code not in there
    ]
    return len(records.create_many(Category, rows, actor=actor))


def _shipped() -> list[tuple[str, str, str, bool, bool]]:
    return [
        ("fee", Section.INCOME, _("学生伙食费"), True, False),
        ("aid", Section.INCOME, _("伙食补助"), True, False),
        ("staff", Section.INCOME, _("教职工伙食费"), True, False),
        ("other-in", Section.INCOME, _("其他收入"), True, False),
        ("dishes", Section.FOOD, _("菜品"), False, True),
        ("rice-oil", Section.FOOD, _("米、油"), False, True),
        ("spices", Section.FOOD, _("调味品"), False, True),
        ("materials", Section.FOOD, _("其他物料"), False, False),
        ("gas", Section.FOOD, _("燃气"), False, False),
        ("utilities", Section.FOOD, _("水电"), False, False),
        ("cooks", Section.FOOD, _("炊事人员工资"), False, False),
        ("tax", Section.TAX, _("税金及附加"), False, False),
        ("office", Section.ADMIN, _("办公"), False, False),
        ("wages", Section.ADMIN, _("管理人员工资"), False, False),
        ("social", Section.ADMIN, _("社保"), False, False),
        ("repairs", Section.ADMIN, _("维修"), False, False),
        ("depreciation", Section.ADMIN, _("设备折旧"), False, False),
        ("other-out", Section.ADMIN, _("其他（写清楚）"), False, False),
        ("interest", Section.FINANCE, _("利息收入"), True, False),
        ("bank", Section.FINANCE, _("手续费"), False, False),
        ("extra-in", Section.EXTRA_IN, _("营业外收入"), True, False),
        ("extra-out", Section.EXTRA_OUT, _("营业外支出"), False, False),
    ]
