"""What a module declares of things that lapse. All of it is data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, registers
from lvye.kernel.rules import api as rules
from lvye.kit.registry import Registry


@dataclass(frozen=True)
class Deadline:
    """One kind of thing that lapses.

    name: "partners.contract_ends". rows(user): the open ones he may see, from `registers[...].rows(user)` (what is
    settled no longer lapses), with select_related of what `title` uses; who lacks the register's view right sees none.
    date: the field, a date or a moment, with the last day on which all is well. blocks: what stops when it has passed.
    warn_days: days before it that are called 快到期, or the code of a rule that says how many.
    title, url: of one record; its own text and its page in the register unless given.
    """

    name: str
    label: str | Promise
    rows: Callable[[User], QuerySet[Any]]
    date: str = "ends_on"
    warn_days: int | str = 30
    blocks: str | Promise = ""
    url: Callable[[Any], str] | None = None
    title: Callable[[Any], str] = str

    def register_for(self, user: User) -> Register:
        """The register the records belong to; raises ImproperlyConfigured when they have none."""
        return registers[self.rows(user).model._meta.label_lower]

    def seen_by(self, user: User) -> QuerySet[Any]:
        """The open records this user may see; none without the register's view right."""
        rows = self.rows(user)
        right = registers[rows.model._meta.label_lower].permission("view")
        return rows if user.has_perm(right) else rows.none()

    def warns(self) -> int:
        """How many days before it is called 快到期."""
        return int(rules.value(self.warn_days)) if isinstance(self.warn_days, str) else self.warn_days

    def address(self, record: Any) -> str:
        """Where one sees the record and can act."""
        return self.url(record) if self.url else reverse(f"{record._meta.label_lower}:detail", args=[record.pk])


deadlines: Registry[Deadline] = Registry("deadline")


def declare(*declared: Deadline) -> None:
    """Make things that lapse known, in a module's `register.py`. Raises ImproperlyConfigured for a name used twice."""
    for deadline in declared:
        deadlines.add(deadline.name, deadline)


@register()
def check_deadlines(**_: Any) -> list[CheckMessage]:
    """Every rule a declaration names exists."""
    return [
        Error(f"{deadline.name}: no rule {deadline.warn_days!r}", id="deadlines.E001")
        for deadline in deadlines
        if isinstance(deadline.warn_days, str) and deadline.warn_days not in rules.declared
    ]
