"""Kinds of message, declared by the packages that send them, so that people can choose by kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kit.registry import Registry

from .models import Cadence


@dataclass(frozen=True)
class Kind:
    """One kind of message: "repairs.assigned", what people call it, and how it comes unless they choose otherwise."""

    name: str
    label: str | Promise
    usual: str = Cadence.DAILY


kinds: Registry[Kind] = Registry("kind of notice")
GENERAL = "general"


def declare(*declared: Kind) -> None:
    """Make kinds of message known, in a package's `register.py`. Raises ImproperlyConfigured for a name used twice."""
    for kind in declared:
        kinds.add(kind.name, kind)


declare(Kind(GENERAL, _("一般消息")))
