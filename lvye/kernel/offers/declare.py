"""What a module declares of a deed that takes a fault over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from lvye.kernel.accounts.api import User
from lvye.kernel.records.api import Record
from lvye.kit.registry import Registry

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A deed ready to take what somebody found: 报修, 转隐患, 记一笔.

    code: "repairs.report", module and deed. takes(*, title, text, place, photos, about, actor) -> Record makes the
    module's own record; place may be None, photos are `files.Received`, about is the record the fault was found on.
    It raises ValidationError where it cannot take it (no place, nobody to do it). right: who may hand over by it;
    None: everybody. needs_place: not offered where the fault has none. order: smaller stands first. is_listed: not
    offered for every fault, but only called by name where it belongs (an emergency plan by an incident).
    """

    code: str
    label: Text
    takes: Callable[..., Record]
    right: str | None = None
    icon: str = "go"
    needs_place: bool = False
    order: int = 50
    is_listed: bool = True


offers: Registry[Offer] = Registry("offer of a deed")


def offer(declared: Offer) -> Offer:
    """Name a deed, in a module's `register.py`; raises ImproperlyConfigured if the code is taken."""
    return offers.add(declared.code, declared)


def offers_for(user: User, *, has_place: bool = True) -> list[Offer]:
    """The deeds this user may hand a fault to, in order."""
    may = [one for one in offers if one.is_listed and (one.right is None or user.has_perm(one.right))]
    return sorted((one for one in may if has_place or not one.needs_place), key=lambda one: (one.order, one.code))
