"""Days and moments as clerks write them: 2026.3.5, 3月5日, 20260305, 26/3/5, and what a sheet keeps as a number."""

# house: the words sheets use: read, not shown

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from django.utils.translation import gettext as _

from .errors import CellError
from .grid import Raw, is_blank, shown

__all__ = ["as_date", "as_moment"]

Span = tuple[dt.date, dt.date]
EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of a sheet's calendar, in nobody's time zone
SERIALS = range(18_264, 73_416)  # 1950 to 2100
YEARS = range(1900, 2101)
NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
WEEKDAY = re.compile(r"[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?")
CLOCK = (
    r"(?P<half>上午|下午|晚上|晚|早上|早|中午|凌晨)?(?P<hour>\d{1,2})[:时点]"
    r"(?P<minute>\d{1,2})?(?:[:分](?P<second>\d{1,2})?)?(?:\.\d+)?秒?"
)
TIME = rf"(?:[\sT,]*{CLOCK})?"
FULL = re.compile(
    r"(?P<year>\d{4}|\d{2})\s*(?P<sign>[-/.年、\s])\s*(?P<month>\d{1,2})\s*[-/.月、\s]\s*(?P<day>\d{1,2})\s*[日号]?"
    + TIME
)
SOLID = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)" + TIME)
SHORT = re.compile(r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?" + TIME)
MONTH_ONLY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?(?:份)?")
YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")


def as_date(cell: Raw, *, year: int | None = None, within: Span | None = None) -> dt.date | None:
    """The day in a cell, None for a blank one.

    For days without a year: `within` (first and last day, a term) decides it, else `year`.
    Raises CellError when it is no day, or its year is not said and not known.
    """
    moment = as_moment(cell, year=year, within=within)
    return moment.date() if moment else None


def as_moment(cell: Raw, *, year: int | None = None, within: Span | None = None) -> dt.datetime | None:
    """The moment in a cell, without a time zone (midnight where no time is written), None for a blank one."""
    cell = shown(cell)
    if is_blank(cell):
        return None
    if isinstance(cell, dt.datetime):
        return _likely(cell.replace(tzinfo=None))
    if isinstance(cell, dt.date):
        return _likely(dt.datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001
    if isinstance(cell, bool | dt.time | dt.timedelta):
        raise CellError(_("这里要日期，读到的是时间或是否"))
    if isinstance(cell, int | float):
        return _from_number(cell)
    return _from_text(str(cell), year, within)


def _from_number(number: float) -> dt.datetime:
    if SERIALS[0] <= number <= SERIALS[-1]:
        return (EPOCH + dt.timedelta(seconds=round(number * 86_400))).replace(microsecond=0)
    if 19_000_101 <= number <= 21_001_231 and number == int(number):
        return _from_text(str(int(number)), None, None)
    raise CellError(_("“%(text)s”不是日期，请写成 2026-03-05 这样") % {"text": f"{number:g}"})


def _from_text(typed: str, year: int | None, within: Span | None) -> dt.datetime:
    text = WEEKDAY.sub(" ", unicodedata.normalize("NFKC", typed)).strip()
    text = _arabic(text)
    if text.isdigit() and len(text) == 5 and int(text) in SERIALS:
        return _from_number(int(text))
    if match := FULL.fullmatch(text) or SOLID.fullmatch(text):
        return _made(match, _full_year(match, typed), typed)
    if match := SHORT.fullmatch(text):
        return _made(match, _known_year(match, typed, year, within), typed)
    if MONTH_ONLY.fullmatch(text):
        raise CellError(_("“%(text)s”只有年月，没有日") % {"text": typed.strip()})
    raise CellError(_no_date(typed))


def _no_date(typed: str) -> str:
    return _("“%(text)s”不是日期，请写成 2026-03-05 这样") % {"text": typed.strip()[:20]}


def _arabic(text: str) -> str:
    """二〇二六年三月十五日 → 2026年3月15日."""
    if not re.search("[〇零一二三四五六七八九十]", text):
        return text
    text = re.sub("([一二三])?十([一二三四五六七八九])?", lambda m: f"{m[1] or '一'}{m[2] or '〇'}", text)
    return text.translate(NUMERALS)


def _full_year(match: re.Match[str], typed: str) -> int:
    year = int(match["year"])
    if len(match["year"]) == 4:
        return year
    if match["sign"] != "年" and year <= 12:
        # 03/05/26 may be three different days.
        raise CellError(_("“%(text)s”看不出哪个是年，请写成 2026-03-05 这样") % {"text": typed.strip()})
    return 2000 + year if year < 70 else 1900 + year


def _known_year(match: re.Match[str], typed: str, year: int | None, within: Span | None) -> int:
    month, day = int(match["month"]), int(match["day"])
    if within:
        for candidate in range(within[0].year, within[1].year + 1):
            after = (candidate, month, day) >= (within[0].year, within[0].month, within[0].day)
            if after and (candidate, month, day) <= (within[1].year, within[1].month, within[1].day):
                return candidate
        year = year or within[1].year
    if year is None:
        raise CellError(_("“%(text)s”没有年份，请写成 2026-03-05 这样") % {"text": typed.strip()})
    return year


def _made(match: re.Match[str], year: int, typed: str) -> dt.datetime:
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if match["half"] in {"下午", "晚上", "晚"} and hour < 12:
        hour += 12
    try:
        made = dt.datetime(year, int(match["month"]), int(match["day"]), hour, minute, second)  # noqa: DTZ001
    except ValueError as problem:
        raise CellError(_("“%(text)s”没有这一天或这个时刻") % {"text": typed.strip()[:20]}) from problem
    return _likely(made)


def _likely(moment: dt.datetime) -> dt.datetime:
    if moment.year not in YEARS:
        raise CellError(_("年份 %(year)s 不对，请核对") % {"year": moment.year})
    return moment
