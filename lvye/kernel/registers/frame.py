"""What stands around every page: menu, bottom bar, who is here."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from lvye.kit.memo import once

from .declare import GROUPS, Text, menu_links, registers, tab_links

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
            "nav": lambda: navigation(request, user),
            "tabs": lambda: bottom_bar(request, user),
            "bell": lambda: bell_count(user),
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


def navigation(request: HttpRequest, user: Any) -> list[dict[str, Any]]:
    """The menu: the desks of the office, each user only his own."""
    groups: dict[str, list[tuple[int, dict[str, Any]]]] = {key: [] for key in GROUPS}
    for link in menu_links:
        if link.right is None or user.has_perm(link.right):
            groups[link.group].append((link.order, _link(request, str(link.label), link.url_name, link.icon)))
    for reg in registers:
        if user.has_perm(reg.permission("view")):
            groups[reg.menu].append((60, _link(request, reg.title, f"{reg.key}:list", reg.icon)))
    return [
        {"key": key, "label": GROUPS[key], "links": [link for _order, link in sorted(links, key=lambda x: x[0])]}
        for key, links in groups.items()
        if links
    ]


def _link(request: HttpRequest, label: str, url_name: str, icon: str) -> dict[str, Any]:
    url = reverse(url_name)
    return {"label": label, "url": url, "icon": icon, "current": request.path == url}


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
        count = chosen.count(user) if chosen and chosen.count else 0
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
