"""All addresses: the registers' own, and the `urls.py` of each package that has one."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from lvye.kernel.registers.urls import urlpatterns as register_urls


def package_urls() -> list[URLResolver]:
    """`<package>/urls.py` of every kernel package and module, in the order of the settings."""
    packages = [*settings.KERNEL, *settings.MODULES]
    own = [p for p in packages if not p.endswith(".registers") and find_spec(p) and find_spec(f"{p}.urls")]
    return [path("", include(f"{package}.urls")) for package in own]


urlpatterns: list[URLPattern | URLResolver] = [
    *package_urls(),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    *register_urls,
]
