"""Which columns of a sheet are which fields of a register."""

# house: the words schools write over their columns: read, not shown

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import FieldDoesNotExist
from django.db.models import NOT_PROVIDED, Field

from lvye.kernel.registers.api import Register
from lvye.kit.registry import Registry

__all__ = ["Expected", "expected_for", "field_of", "sheet_columns"]


@dataclass(frozen=True)
class Expected:
    """What a sheet for a register may hold: field → labels, the most exact first; and what it must hold."""

    labels: Mapping[str, Sequence[str]]
    required: Collection[str] = field(default_factory=tuple)


_declared: Registry[Expected] = Registry("sheet")

# What schools write over their columns, beside the name the field has here.
USUAL: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "名称"),
    "full_name": ("名称", "全称"),
    "number": ("编号", "单号", "工号", "学号", "号码"),
    "code": ("编码", "编号", "代码"),
    "campus": ("校区",),
    "building": ("楼栋", "楼", "楼名", "建筑", "建筑物", "教学楼"),
    "floor": ("楼层", "层"),
    "room": ("房间", "房间号", "房号", "教室", "场所", "房间名称"),
    "place": ("地点", "位置", "报修地点", "场所"),
    "kind": ("类型", "类别", "种类"),
    "category": ("类别", "分类", "类型"),
    "department": ("部门", "处室", "科室", "年级组"),
    "school_class": ("班级", "班"),
    "grade": ("年级",),
    "username": ("用户名", "登录名", "账号"),
    "phone": ("电话", "手机", "手机号", "联系电话", "联系方式"),
    "post": ("岗位", "职务"),
    "qty": ("数量",),
    "unit": ("单位", "计量单位"),
    "note": ("备注", "说明"),
}


def sheet_columns(key: str, labels: Mapping[str, Sequence[str]], *, required: Collection[str] = ()) -> None:
    """Declare what the sheets of a register ("repairs.job") call its fields, and which columns they must have.

    Beside these labels each field's own name is understood. Called in a module's register.py.
    """
    _declared.add(key, Expected(labels, required))


def expected_for(reg: Register) -> Expected:
    """Labels and required columns of all fields a sheet may bring into this register."""
    declared = _declared.get(reg.key)
    labels = {}
    for name in reg.imports:
        own = field_of(reg, name)
        given = tuple(declared.labels.get(name, ())) if declared else ()
        words = (*([str(own.verbose_name)] if own is not None else []), *given, *USUAL.get(name, ()))
        labels[name] = tuple(dict.fromkeys(words)) or (name,)
    if declared:
        return Expected(labels, declared.required)
    needed = [] if reg.importer else [name for name in reg.imports if _needed(field_of(reg, name))]
    return Expected(labels, needed)


def field_of(reg: Register, name: str) -> Field[object, object] | None:
    """The model's own field of that name, or None: an importer may take columns that are no fields."""
    try:
        found = reg.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def _needed(found: Field[object, object] | None) -> bool:
    return found is not None and not found.blank and not found.null and found.default is NOT_PROVIDED
