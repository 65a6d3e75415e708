"""What stands around every page: menu, bottom bar, who is here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lvye.kit.memo import once

from . import waiting
from .declare import GROUPS, MORE, MenuLink, Text, menu_links, registers, tab_links

WIDE, WIDE_SIGNS = 10, 0x2E80  # a label that takes the whole line; from here on signs are two letters wide
LAST = 99
SHORT_MENU = 16  # as many lines stand on a screen without folding
HUNDRED = 100
OF_REGISTERS = 60  # hand-made screens come before the plain lists
TABS: tuple[tuple[str, Text, str, str], ...] = (
    ("today", _("今日"), "home", "home"),
    ("report", _("报修"), "", "wrench"),
    ("scan", _("扫一扫"), "scan", "scan"),
    ("todo", _("待办"), "", "todo"),
    ("me", _("我的"), "me", "user"),
)


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: navigation and appearance. Lazy, so that parts of pages do not pay for it."""
    user = getattr(request, "user", None)
    size, theme = request.COOKIES.get("lv_size", ""), request.COOKIES.get("lv_theme", "")
    found: dict[str, Any] = {
        "elder": size == "elder",
        "theme": theme if theme in ("light", "dark") else "auto",
        "school_name": school_name,
    }
    if user is not None and user.is_authenticated:
        found |= {
            "me": user,
            "nav_html": cache(lambda: navigation_html(request.path, user)),  # asked more than once a page
            "tabs": cache(lambda: bottom_bar(request, user)),
            "bell": cache(lambda: bell_count(user)),
        }
    return found


@once
def school_name() -> str:
    """The school's name, from places (a package above: asked by name, not imported)."""
    if not apps.is_installed("lvye.kernel.places"):
        return str(_("绿叶"))
    school = apps.get_model("places", "School")._default_manager.only("name").first()
    return school.name if school else str(_("绿叶"))


bell_counters: list[Any] = []


def bell_count(user: Any) -> int:
    """How many notices wait; notices adds its counter to `bell_counters`."""
    return sum(counter(user) for counter in bell_counters)


@dataclass(frozen=True)
class _Place:
    """One line of the menu as it is for everybody; whose it is, the right says."""

    group: str
    order: int
    label: Text
    url: str
    icon: str
    right: str | None
    badge: Callable[[Any], int] | None = None


@cache
def _menu() -> list[_Place]:
    """The whole menu: it stands once the program has started."""
    all_of_them = _Place("school", LAST, _("全部台账"), reverse("registers:all"), "list", None)
    made = [all_of_them, *map(_of_link, menu_links)]
    for reg in (reg for reg in registers if reg.menu != MORE):
        title = reg.model._meta.verbose_name_plural or reg.key
        made.append(_Place(reg.menu, OF_REGISTERS, title, reverse(f"{reg.key}:list"), reg.icon, reg.permission("view")))
    return sorted(made, key=lambda place: place.order)


def _of_link(link: MenuLink) -> _Place:
    return _Place(link.group, link.order, link.label, reverse(link.url_name), link.icon, link.right, link.badge)


def navigation(user: Any) -> dict[str, list[_Place]]:
    """The menu by groups: the desks of the office, each user only his own."""
    groups: dict[str, list[_Place]] = {key: [] for key in GROUPS}
    for place in _menu():
        if place.right is None or user.has_perm(place.right):
            groups[place.group].append(place)
    return {key: places for key, places in groups.items() if places}


def navigation_html(path: str, user: Any) -> SafeString:
    """The menu as HTML, joined in Python: it stands on every page, and its links rarely change.

    Whoever has much in it sees the groups folded, but for the first and the one he is in; a count stays in sight.
    """
    words = _menu_words(get_language() or "")
    groups = waiting.kept(user, navigation)
    is_short = sum(map(len, groups.values())) <= SHORT_MENU
    at = max(
        (place.url for places in groups.values() for place in places if path.startswith(place.url)), key=len, default=""
    )
    parts = []
    for number, (key, places) in enumerate(groups.items()):
        is_open, inside = is_short or number == 0, 0
        links = []
        for place in places:
            here = ""
            if place.url == at:
                here, is_open = ' aria-current="page"', True
            waits = waiting.kept(user, place.badge) if place.badge else 0
            inside += waits
            links.append(f'<a href="{place.url}"{here}{words[place.url]}{_badge(waits)}</a>')
        parts.append(f"<details{' open' if is_open else ''}><summary>{words[key]}{_badge(inside)}</summary>")
        parts += ["<div>", *links, "</div></details>"]
    return mark_safe("".join(parts))  # noqa: S308 - labels are escaped, addresses our own


def _badge(count: int) -> str:
    return f' <b class="badge">{count if count < HUNDRED else "99+"}</b>' if count else ""


@cache
def _menu_words(_language: str) -> dict[str, str]:
    """Groups and links of the menu in one language: what stands behind the address of a link, escaped."""
    found: dict[str, str] = {key: escape(label) for key, label in GROUPS.items()}
    for place in _menu():
        label = str(place.label)
        wide = (
            ' class="wide"' if sum(2 if ord(sign) > WIDE_SIGNS else 1 for sign in label) > WIDE or place.badge else ""
        )
        found[place.url] = f"{wide}>{escape(label)}"
    return found


def bottom_bar(request: HttpRequest, user: Any) -> list[dict[str, Any]]:
    """The five places at the thumb."""
    made = []
    for slot, label, url_name, icon in TABS:
        chosen = _slot(slot, user)
        name = chosen.url_name if chosen else url_name
        if not name:
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        count = waiting.kept(user, chosen.count) if chosen and chosen.count else 0
        shown_label = chosen.label if chosen else label
        made.append(
            {
                "slot": slot,
                "label": shown_label,
                "url": url,
                "icon": chosen.icon if chosen else icon,
                "current": request.path == url,
                "count": count,
            }
        )
    return made


def _slot(slot: str, user: Any) -> Any:
    links = sorted((t for t in tab_links if t.slot == slot), key=lambda t: t.order)
    return next((t for t in links if t.right is None or user.has_perm(t.right)), None)
