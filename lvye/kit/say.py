"""How the program says dates, times, amounts and shares: as a school writes them, in the reader's language.

Everything takes a plain value and returns a string. Moments are said in the current time zone.
"""

# house: the forms of dates and amounts differ by language in more than words: both are written here

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import get_language

__all__ = ["ago", "date", "day", "minutes", "moment", "money", "money_upper", "number", "period", "qty", "share"]

CENT = Decimal("0.01")
DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date(d: dt.date) -> str:
    """Without the year, where it goes without saying: 3月2日."""
    return f"{d.month}月{d.day}日" if _chinese() else f"{d.day} {MONTHS[d.month - 1]}"


def day(d: dt.date) -> str:
    """With the year: 2026年3月2日."""
    return f"{d.year}年{date(d)}" if _chinese() else f"{date(d)} {d.year}"


def period(begins_on: dt.date, ends_on: dt.date) -> str:
    """From the first day to the last, the year said once where it can be: 2026年2月23日—7月10日."""
    if begins_on == ends_on:
        return day(begins_on)
    same_year = begins_on.year == ends_on.year
    if _chinese():
        return f"{day(begins_on)}—{date(ends_on) if same_year else day(ends_on)}"
    return f"{date(begins_on) if same_year else day(begins_on)} – {day(ends_on)}"


def moment(at: dt.datetime) -> str:
    """Day and time of a moment in the school's time: 3月2日 14:05."""
    here = _local(at)
    return f"{date(here)} {here:%H:%M}"


def ago(at: dt.datetime, now: dt.datetime) -> str:
    """How long since: 刚刚, 5分钟前, 3小时前, 昨天 14:05, then the date (with the year where it is another)."""
    seconds = (now - at).total_seconds()
    here, today = _local(at), _local(now)
    if seconds < 0:
        return moment(at)
    if seconds < 60:
        return "刚刚" if _chinese() else "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)}分钟前" if _chinese() else f"{int(seconds // 60)} min ago"
    if here.date() == today.date():
        return f"{int(seconds // 3600)}小时前" if _chinese() else f"{int(seconds // 3600)} h ago"
    if (today.date() - here.date()).days == 1:
        return f"昨天 {here:%H:%M}" if _chinese() else f"yesterday {here:%H:%M}"
    return moment(at) if here.year == today.year else day(here)


def number(n: Decimal | int) -> str:
    """A whole or decimal number with thousands apart: 3,312."""
    return f"{n:,}"


def qty(amount: Decimal) -> str:
    """A quantity without idle zeros: 2.500 → 2.5, 1200.00 → 1,200."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(yuan: Decimal) -> str:
    """Yuan with two places: 1,234.50元."""
    return f"{amount(yuan)}元" if _chinese() else f"CNY {amount(yuan)}"


def amount(yuan: Decimal) -> str:
    """Yuan with two places where a label says that they are yuan: 1,234.50."""
    return f"{yuan.quantize(CENT, ROUND_HALF_UP):,}"


def money_upper(yuan: Decimal) -> str:
    """Yuan as a receipt states them: 壹仟贰佰叁拾肆元伍角整. The same in every language: it is a legal form.

    Raises ValueError from ten thousand 亿 up, which no receipt of a school states.
    """
    amount = abs(yuan).quantize(CENT, ROUND_HALF_UP)
    if amount >= Decimal(10) ** 12:
        raise ValueError("too much for a receipt")
    whole, cents = divmod(int(amount * 100), 100)
    jiao, fen = divmod(cents, 10)
    said = f"{_upper(whole)}元" if whole else ""
    if jiao:
        # 1000.5: after a whole that ends in nothing, the gap is said.
        said += ("零" if whole and whole % 10 == 0 else "") + f"{DIGITS[jiao]}角"
    if fen:
        said += ("零" if whole and not jiao else "") + f"{DIGITS[fen]}分"
    else:
        said = f"{said or '零元'}整"
    return f"负{said}" if yuan < 0 and amount else said


def share(part: Decimal | int, whole: Decimal | int) -> str:
    """Part of the whole in per cent with one place, idle zeros dropped: 92.5%, 100%. A dash where there is no whole."""
    if not whole:
        return "—"
    percent = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{qty(percent)}%"


def minutes(n: int) -> str:
    """A length of time given in minutes: 45分钟, 1小时20分, 2小时."""
    hours, rest = divmod(n, 60)
    if not hours:
        return f"{rest}分钟" if _chinese() else f"{rest} min"
    if _chinese():
        return f"{hours}小时{rest}分" if rest else f"{hours}小时"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _local(at: dt.datetime) -> dt.datetime:
    """By the school's clock, which is the installation's; quick, because lists say hundreds of moments."""
    zone = timezone.get_default_timezone()
    return at if at.tzinfo is None or at.tzinfo is zone else at.astimezone(zone)


def _upper(whole: int) -> str:
    """A positive whole number in capital characters, 零 said once for each gap."""
    said, gap = "", False
    groups = []
    while whole:
        whole, group = divmod(whole, 10_000)
        groups.append(group)
    for index in reversed(range(len(groups))):
        group = groups[index]
        if not group:
            gap = bool(said)
            continue
        if said and (gap or group < 1000):
            said += "零"
        said += _group(group) + GROUPS[index]
        gap = False
    return said


def _group(group: int) -> str:
    said, gap = "", False
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return said
