"""What to do once the school stands: links on the last page, also from the modules above."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from lvye.kit.registry import Registry

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Following:
    """One next deed: where it is done, and in a line what for."""

    url_name: str
    label: Text
    words: Text
    icon: str
    right: str | None = None
    order: int = 50


followings: Registry[Following] = Registry("next deed after the first run")


def following(declared: Following) -> Following:
    """Declare a next deed; raises ImproperlyConfigured where the address has one."""
    return followings.add(declared.url_name, declared)
