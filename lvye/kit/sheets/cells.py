"""Words, choices and yes-or-no in a cell."""

# house: the words sheets use: read, not shown

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.utils.translation import gettext as _

from .errors import CellError
from .grid import Formula, Raw, is_blank, shown
from .header import plain

__all__ = ["as_choice", "as_text", "as_yes_no"]

K = TypeVar("K")
# Full-width letters and digits are typing accidents; full-width punctuation is how Chinese is written.
NARROW = {code: code - 0xFEE0 for ends in ("０９", "ａｚ", "ＡＺ") for code in range(ord(ends[0]), ord(ends[1]) + 1)}
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BROKEN = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
YES = {"是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "1", "已"}
NO = {"否", "无", "没有", "×", "✗", "x", "n", "no", "false", "0", "未"}


def as_text(cell: Raw, *, lines: bool = False) -> str:
    """The words in a cell, trimmed ("" for a blank one); a whole number loses its ".0". `lines` keeps line breaks.

    Raises CellError for a formula (a name is written, not computed: what it shows may change behind our back), for a
    number too long for a sheet to keep exactly, and for what the sheet has turned into a date.
    """
    if isinstance(cell, Formula):
        raise CellError(_("这一格是公式，这里要写文字：请复制这一列，选择性粘贴为“值”"))
    if is_blank(cell):
        return ""
    if isinstance(cell, str):
        return _words(cell, lines)
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, int | float):
        return _digits(cell)
    if isinstance(cell, dt.datetime | dt.date | dt.time | dt.timedelta):
        raise CellError(_("这一格被表格程序变成了日期或时间，这里要写文字：请把单元格格式设为“文本”再写一遍"))
    raise CellError(_("看不懂这一格"))


def _words(cell: str, lines: bool) -> str:
    if BROKEN.fullmatch(cell.strip()):
        raise CellError(_("这一格的公式算不出来（%(text)s）") % {"text": cell.strip()})
    text = UNSEEN.sub("", unicodedata.normalize("NFC", cell)).translate(NARROW).replace("\u3000", " ")
    if not lines:
        return re.sub(r"\s+", " ", text).strip()
    return "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in text.splitlines()).strip()


def _digits(cell: float) -> str:
    if not abs(cell) < 10**15:
        raise CellError(_("数字超过 15 位，表格程序存不全：请把单元格格式设为“文本”再写一遍"))
    return str(int(cell)) if cell == int(cell) else repr(round(cell, 9))


def as_choice(cell: Raw, choices: Iterable[tuple[K, object]], synonyms: Mapping[str, K] | None = None) -> K | None:
    """The key whose label (or itself, or a synonym) stands in the cell; None for a blank one. Raises CellError."""
    pairs = [(key, label) for key, label in choices if key not in {None, ""}]
    text = as_text(cell)
    if not text:
        return None
    known: dict[str, K] = {plain(word): key for word, key in (synonyms or {}).items()}
    known |= {plain(key): key for key, _label in pairs}
    known |= {plain(label): key for key, label in pairs}
    if (found := known.get(plain(text))) is not None:
        return found
    allowed = "、".join(str(label) for _key, label in pairs[:12]) + ("…" if len(pairs) > 12 else "")
    raise CellError(_("“%(text)s”不在可选的里面：%(allowed)s") % {"text": text[:20], "allowed": allowed})


def as_yes_no(cell: Raw) -> bool | None:
    """是 or 否 in its usual forms; None for a blank cell. Raises CellError for anything else."""
    cell = shown(cell)
    if isinstance(cell, bool):
        return cell
    text = plain(as_text(cell))
    if not text:
        return None
    if text in YES or text in NO:
        return text in YES
    raise CellError(_("“%(text)s”看不出是还是否，请写“是”或“否”") % {"text": text[:20]})
