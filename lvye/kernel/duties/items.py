"""The items of a checklist: what is asked, what an answer is, and when it is a fault. Pure values, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Text = str | Promise
TICK, READING, CHOICE, TEXT, PHOTO = "tick", "reading", "choice", "text", "photo"
KINDS = (TICK, READING, CHOICE, TEXT, PHOTO)
OK, BAD, CANNOT = "ok", "bad", "cannot"
MOST_ITEMS, MOST_WORDS = 60, 500
WIDTHS = str.maketrans("０１２３４５６７８９．，－＋：", "0123456789.,-+:")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to look at.

    code: short, unique in its list, kept through versions so that answers stay comparable. kind: tick (正常/不正常),
    reading (a number in `unit`, a fault below `low` or above `high`), choice (of `choices`; those in `bad` are
    faults), text, photo (at least one). when: asked only where an earlier item was answered so ({"drain": ("bad",)});
    for a tick "ok" or "bad", for a choice its words. required: an answer, or why there can be none, must be given.
    """

    code: str
    label: str
    kind: str = TICK
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    choices: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required: bool = True
    hint: str = ""

    def as_plain(self) -> dict[str, Any]:
        """As it is kept in a version, without what is not said."""
        said: dict[str, Any] = {"code": self.code, "label": self.label, "kind": self.kind}
        said |= {name: str(limit) for name in ("low", "high") if (limit := getattr(self, name)) is not None}
        said |= {name: value for name in ("unit", "hint") if (value := getattr(self, name))}
        said |= {name: list(value) for name in ("choices", "bad") if (value := getattr(self, name))}
        if self.when:
            said["when"] = {code: list(values) for code, values in self.when.items()}
        return said if self.required else {**said, "required": False}

    def is_asked(self, answers: Mapping[str, Answer]) -> bool:
        """Whether it is asked, by the answers before it."""
        return all(code in answers and answers[code].key in values for code, values in self.when.items())

    @property
    def limits(self) -> str:
        """The limits in words: "0～8℃", "不低于60℃"."""
        if self.low is not None and self.high is not None:
            return f"{self.low}～{self.high}{self.unit}"
        if self.low is not None:
            return _("不低于%(limit)s") % {"limit": f"{self.low}{self.unit}"}
        return _("不高于%(limit)s") % {"limit": f"{self.high}{self.unit}"} if self.high is not None else ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was answered. key: ok, bad, cannot, or the word chosen; value: number or words; note: 情况 or reason."""

    item: Item
    key: str
    value: Decimal | str | None = None
    note: str = ""

    @property
    def is_bad(self) -> bool:
        """Whether it is a fault."""
        if self.key == CANNOT:
            return False
        if self.item.kind == READING and isinstance(self.value, Decimal):
            return _outside(self.item, self.value)
        return self.key == BAD or self.key in self.item.bad

    @property
    def is_cannot(self) -> bool:
        """Whether it could not be looked at."""
        return self.key == CANNOT

    @property
    def words(self) -> str:
        """As people read it."""
        if self.is_cannot:
            return _("无法检查：%(why)s") % {"why": self.note}
        if self.item.kind == READING:
            return f"{self.value}{self.item.unit}"
        if self.item.kind == TICK:
            return _("不正常") if self.key == BAD else _("正常")
        return str(self.value) if self.value is not None else _("已拍照")

    def as_plain(self) -> dict[str, Any]:
        """As it is kept with a result."""
        said: dict[str, Any] = {"key": self.key}
        if self.value is not None:
            said["value"] = str(self.value)
        return said | ({"note": self.note} if self.note else {}) | ({"bad": True} if self.is_bad else {})


def _outside(item: Item, value: Decimal) -> bool:
    return (item.low is not None and value < item.low) or (item.high is not None and value > item.high)


def item_from(plain: Mapping[str, Any]) -> Item:
    """An item as it was kept. Raises ValidationError where it is none."""
    values = dict(plain)
    for name in ("low", "high"):
        if values.get(name) is not None:
            values[name] = number(str(values[name]))
    for name in ("choices", "bad"):
        values[name] = tuple(values.get(name, ()))
    values["when"] = {code: tuple(wanted) for code, wanted in values.get("when", {}).items()}
    return Item(**values)


def items_from(plain: Iterable[Mapping[str, Any]]) -> list[Item]:
    """All items of a version."""
    return [item_from(one) for one in plain]


def number(text: str) -> Decimal:
    """A reading as people type it: full-width digits and a comma for the point are understood.

    "1,234" is refused: it may mean 1.234 or 1234. Raises ValidationError.
    """
    plain = text.strip().translate(WIDTHS).replace("。", ".")
    head, comma, tail = plain.partition(",")
    if comma and "." not in plain and "," not in tail and len(tail) in (1, 2):
        plain = f"{head}.{tail}"
    try:
        found = Decimal(plain)
    except InvalidOperation:
        raise ValidationError(_("“%(text)s”不是一个数，请只填数字，小数点用“.”。") % {"text": text.strip()}) from None
    if not found.is_finite() or abs(found) >= 10**9 or -int(found.as_tuple().exponent) > 3:
        raise ValidationError(_("“%(text)s”不像读数：最多三位小数，不能太大。") % {"text": text.strip()})
    return found


def read_answers(items: Sequence[Item], said: Mapping[str, Mapping[str, Any]], photos: set[str]) -> dict[str, Answer]:
    """The answers to a list, by code. said: code → {key, value, note}; photos: items that have a picture.

    Items that are not asked are left out, whatever was sent. Raises ValidationError with a sentence for each item
    that lacks its answer.
    """
    found: dict[str, Answer] = {}
    problems: dict[str, list[str]] = {}
    for item in items:
        if not item.is_asked(found):
            continue
        try:
            answer = _read(item, said.get(item.code, {}), item.code in photos)
        except ValidationError as problem:
            problems[item.code] = problem.messages
            continue
        if answer is not None:
            found[item.code] = answer
    if problems:
        raise ValidationError(problems)
    return found


def _read(item: Item, said: Mapping[str, Any], has_photo: bool) -> Answer | None:
    note = str(said.get("note", "")).strip()[:MOST_WORDS]
    key, value = str(said.get("key", "")).strip(), str(said.get("value", "") or "").strip()
    if key == CANNOT:
        if not note:
            raise ValidationError(_("%(item)s：无法检查，请写明原因。") % {"item": item.label})
        return Answer(item=item, key=CANNOT, note=note)
    answer = _READERS[item.kind](item, key, value, note, has_photo)
    if answer is None and item.required:
        raise ValidationError(_("%(item)s：还没有填。") % {"item": item.label})
    return answer


def _tick(item: Item, key: str, value: str, note: str, has_photo: bool) -> Answer | None:
    return Answer(item=item, key=key, note=note) if key in (OK, BAD) else None


def _reading(item: Item, key: str, value: str, note: str, has_photo: bool) -> Answer | None:
    if not value:
        return None
    try:
        found = number(value)
    except ValidationError as problem:
        raise ValidationError(f"{item.label}：{problem.messages[0]}") from None
    return Answer(item=item, key=BAD if _outside(item, found) else OK, value=found, note=note)


def _choice(item: Item, key: str, value: str, note: str, has_photo: bool) -> Answer | None:
    chosen = value or key
    return Answer(item=item, key=chosen, value=chosen, note=note) if chosen in item.choices else None


def _text(item: Item, key: str, value: str, note: str, has_photo: bool) -> Answer | None:
    return Answer(item=item, key=OK, value=value[:MOST_WORDS], note=note) if value else None


def _photo(item: Item, key: str, value: str, note: str, has_photo: bool) -> Answer | None:
    return Answer(item=item, key=OK, note=note) if has_photo else None


_READERS = {TICK: _tick, READING: _reading, CHOICE: _choice, TEXT: _text, PHOTO: _photo}


def check_items(items: Sequence[Item]) -> None:
    """Raises ValidationError where a list cannot be asked: no items, two of one code, a choice without choices,
    limits the wrong way round, a condition on what does not come before."""
    if not items or len(items) > MOST_ITEMS:
        raise ValidationError(_("检查表要有 1 到 %(n)s 项。") % {"n": MOST_ITEMS})
    seen: dict[str, Item] = {}
    for item in items:
        if item.code in seen:
            raise ValidationError(_("检查项代号“%(code)s”用了两次。") % {"code": item.code})
        if why := _wrong(item, seen):
            raise ValidationError(f"{item.label or item.code}：{why}")
        seen[item.code] = item


def _wrong(item: Item, before: Mapping[str, Item]) -> str:
    if not item.label.strip() or item.kind not in KINDS:
        return _("要写明查什么、怎么答。")
    if item.kind == CHOICE and (len(item.choices) < 2 or not set(item.bad) <= set(item.choices)):
        return _("选择题至少要有两个选项，不合格的也要在选项里。")
    if item.low is not None and item.high is not None and item.low > item.high:
        return _("下限比上限大。")
    return _("只能以排在前面的检查项为条件。") if not set(item.when) <= set(before) else ""
