"""What a rule is: its declaration, and its value as text, as a Python value and as people read it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lvye.kit.registry import Registry

Kind = Literal["int", "decimal", "text", "bool", "time", "list"]
YES, NO = {"true", "1", "是", "yes", "on"}, {"false", "0", "否", "no", "off"}  # house: read, not shown
NONE = "无"  # house: how an empty list is spelt, read back by parse in any language
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
ITEMS = re.compile(r"[\n,、;；，]+")


@dataclass(frozen=True)
class RuleSpec:
    """One threshold, as the code declares it: what the school may change without a programmer.

    code: "package.word". value: holds until the school records another. unit: what the number counts.
    kind: int, decimal, text, bool, time (of day) or list (of texts; value() gives a tuple).
    region, document, article: where the declared value comes from. why: what it is for. note: for who changes it.
    least, most: the values that make sense, both included (int, decimal, time).
    """

    code: str
    label: str | Promise
    value: Any
    unit: str | Promise = ""
    kind: Kind = "int"
    region: str | Promise = ""
    document: str | Promise = ""
    article: str | Promise = ""
    why: str | Promise = ""
    note: str | Promise = ""
    least: Any = None
    most: Any = None

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "value", parse(self, self.value))
        except ValidationError as problem:
            raise ImproperlyConfigured(f"rule {self.code!r}: {'; '.join(problem.messages)}") from None

    @property
    def package(self) -> str:
        """The package that declared it: the label of its app."""
        return self.code.partition(".")[0]


declared: Registry[RuleSpec] = Registry("rule")


def declare(*specs: RuleSpec) -> None:
    """Make rules known, in a package's `thresholds.py`. Raises ImproperlyConfigured for a code used twice."""
    for one in specs:
        declared.add(one.code, one)


def spec(code: str) -> RuleSpec:
    """The declaration of a rule; raises ImproperlyConfigured for a code nobody declared."""
    return declared[code]


def parse(rule: RuleSpec, raw: Any) -> Any:
    """The typed value of what a person typed, a service passed or the database keeps.

    Full-width digits and signs are read as plain ones. Raises ValidationError with a sentence.
    """
    found = _READERS[rule.kind](rule, raw)
    if (rule.least is not None and found < rule.least) or (rule.most is not None and found > rule.most):
        raise _refusal(rule, raw, _bounds(rule))
    return found


def text_of(value: Any) -> str:
    """The one spelling in which the database keeps a value."""
    if isinstance(value, bool):
        return "是" if value else "否"  # house: a spelling, read back by parse in any language
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return ("、".join(value) or NONE) if isinstance(value, tuple) else str(value)


def show(rule: RuleSpec, value: Any) -> str:
    """The value as people read it, with its unit."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, tuple):
        return "、".join(value) or "—"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        value = f"{value:f}"
    return f"{value}{rule.unit}" if value != "" else "—"


def _int(rule: RuleSpec, raw: Any) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and re.fullmatch(r"[+-]?\d{1,12}", text := _plain(raw)):
        return int(text)
    raise _refusal(rule, raw, _("请填写整数，例如 3"))


def _decimal(rule: RuleSpec, raw: Any) -> Decimal:
    if isinstance(raw, (int, str, Decimal)) and not isinstance(raw, bool):
        try:
            found = Decimal(_plain(str(raw)).replace(",", ""))
        except InvalidOperation:
            found = Decimal("NaN")
        if found.is_finite() and abs(found) < Decimal(10) ** 12:
            return found
    raise _refusal(rule, raw, _("请填写数字，例如 3.5"))


def _bool(rule: RuleSpec, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and (word := _plain(raw).lower()) in YES | NO:
        return word in YES
    raise _refusal(rule, raw, _("请填写“是”或“否”"))


def _time(rule: RuleSpec, raw: Any) -> time:
    if isinstance(raw, time):
        return raw.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(raw, str) and (parts := TIME.fullmatch(_plain(raw))):
        hour, minute = int(parts[1]), int(parts[2])
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise _refusal(rule, raw, _("请填写时间，例如 08:00"))


def _text(rule: RuleSpec, raw: Any) -> str:
    if isinstance(raw, str):
        return raw.strip()
    raise _refusal(rule, raw, _("请填写文字"))


def _list(rule: RuleSpec, raw: Any) -> tuple[str, ...]:
    items = ITEMS.split("" if _plain(raw) == NONE else raw) if isinstance(raw, str) else raw
    if isinstance(items, (list, tuple)) and all(isinstance(item, str) for item in items):
        return tuple(dict.fromkeys(word for item in items if (word := item.strip())))
    raise _refusal(rule, raw, _("请填写若干项，用顿号或换行分开；一项也没有就填“无”"))


_READERS: dict[str, Callable[[RuleSpec, Any], Any]] = {
    "int": _int,
    "decimal": _decimal,
    "bool": _bool,
    "time": _time,
    "text": _text,
    "list": _list,
}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _bounds(rule: RuleSpec) -> str:
    least = None if rule.least is None else show(rule, rule.least)
    most = None if rule.most is None else show(rule, rule.most)
    if least is None:
        return _("最大可以填%(most)s") % {"most": most}
    if most is None:
        return _("最小可以填%(least)s") % {"least": least}
    return _("应在%(least)s和%(most)s之间") % {"least": least, "most": most}


def _refusal(rule: RuleSpec, raw: Any, what: str) -> ValidationError:
    shown = show(rule, raw) if isinstance(raw, (time, tuple)) else str(raw)
    text = _("“%(label)s”不能是“%(raw)s”：%(what)s。")
    return ValidationError(text % {"label": rule.label, "raw": shown[:60], "what": what}, code="rule_value")
