"""The front door of accounts: the user, and the named persons the program itself acts as."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from lvye.kit.memo import once

from .models import User
from .origin import client_address

__all__ = ["SYSTEM_NAMES", "User", "account_create", "client_address", "system_user"]

SYSTEM_NAMES = {
    "system": _("系统"),
    "visitor": _("扫码报修"),
    "contractor": _("外单位"),
    "import": _("导入"),
}


# Kept for the life of the process, once they are known to be committed: these rows never change and never go, and
# every deed without a person would otherwise ask for its doer.
_committed: dict[str, User] = {}


@once
def system_user(code: str = "system") -> User:
    """The person the program acts as when nobody is signed in; nobody can sign in as it.

    Raises KeyError for a code that is not in SYSTEM_NAMES.
    """
    name = str(SYSTEM_NAMES[code])
    if code in _committed:
        return copy(_committed[code])
    rows = User.objects.filter(username=f"~{code}", is_system=True)
    found = rows.first()
    if found is None:
        made = User(username=f"~{code}", name=name, is_system=True)
        made.set_unusable_password()
        # Of two who make it at once both find the same row.
        User.objects.bulk_create([made], ignore_conflicts=True)  # house: accounts lie below records
        found = rows.get()
    if not connection.in_atomic_block:
        _committed[code] = copy(found)
    return found


def forget_system_users(**_kwargs: Any) -> None:
    """After a migration or a flush the rows may be others."""
    _committed.clear()


def account_create(
    username: str, name: str, password: str | None, *, email: str = "", password_is_given: bool = False
) -> User:
    """Make a sign-in. Without a password it cannot be used until one is set.

    password_is_given: its owner must change it before anything else.

    Raises ValidationError when the name is taken or not possible.
    """
    user = User(username=username, name=name, email=email, password_is_given=password_is_given and bool(password))
    user.set_password(password) if password else user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()  # house: accounts lie below records, which needs an actor
    return user
