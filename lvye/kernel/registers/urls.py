"""The addresses of every register, made from the declarations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter

from . import home, listpage, pwa, screens
from .declare import Register, extra_screens, registers

SCREENS: dict[str, tuple[str, Callable[..., Any]]] = {
    "list": ("", screens.list_),
    "new": ("new/", screens.new),
    "detail": ("<int:pk>/", screens.detail),
    "edit": ("<int:pk>/edit/", screens.edit),
    "do": ("<int:pk>/do/<slug:step>/", screens.do),
    "do-many": ("do/<slug:step>/", screens.do_many),
}


class RegisterKey(StringConverter):
    """ "repairs.job" in an address; only registers that are declared."""

    regex = r"[a-z_]+\.[a-z_]+"

    def to_python(self, value: str) -> str:
        """The key, or ValueError (the address does not match) for a register nobody declared."""
        if value not in registers:
            raise ValueError(value)
        return value


register_converter(RegisterKey, "register")


def _guarded(reg: Register, view: Callable[..., Any]) -> Callable[..., Any]:
    return partial(view, reg=reg)


def _urls(reg: Register) -> list[URLPattern]:
    unused = {"do", "do-many"} if not reg.actions else set()
    if not reg.fields:
        unused |= {"new", "edit"}
    made = [
        path(route, _guarded(reg, reg.screens.get(name, view)), name=name)
        for name, (route, view) in SCREENS.items()
        if name not in unused
    ]
    extra = [path(e.route, _guarded(reg, e.view), name=e.name) for e in extra_screens if e.wanted(reg)]
    return extra + made


def register_urls() -> list[URLResolver]:
    """One group of addresses per register, named by its key."""
    return [
        path(f"{reg.key.replace('.', '/')}/", include((_urls(reg), reg.key), namespace=reg.key)) for reg in registers
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("me/", home.me, name="me"),
    *pwa.urlpatterns,
    path(
        "views/",
        include(
            (
                [
                    path("all/", home.all_registers, name="all"),
                    path("<register:key>/save/", listpage.save_view, name="save-view"),
                    path("<int:pk>/drop/", listpage.drop_view, name="drop-view"),
                ],
                "registers",
            )
        ),
    ),
    *register_urls(),
]
