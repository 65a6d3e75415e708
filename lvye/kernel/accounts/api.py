"""The front door of accounts: the user, and the named persons the program itself acts as."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.apps import apps as registry
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from .models import User
from .origin import client_address

__all__ = ["SYSTEM_NAMES", "User", "account_create", "client_address", "system_user", "system_users_make"]

SYSTEM_NAMES = {
    "system": _("系统"),
    "visitor": _("扫码报修"),
    "contractor": _("外单位"),
    "import": _("导入"),
}


# Kept for the life of the process: these rows are made with the database (see `system_users_make`), never change and
# never go, and every deed without a person would otherwise ask for its doer.
_known: dict[str, User] = {}


def system_user(code: str = "system") -> User:
    """The person the program acts as when nobody is signed in; nobody can sign in as it.

    Raises KeyError for a code that is not in SYSTEM_NAMES.
    """
    if code not in _known:
        if code not in SYSTEM_NAMES:
            raise KeyError(code)
        _known[code] = User.objects.get(username=f"~{code}", is_system=True)
    return copy(_known[code])


def system_users_make(apps: Any = registry, **_kwargs: Any) -> None:
    """After a migration or a flush: whoever is missing is made, and what was known is looked for anew.

    Made here and not when first asked for, because a deed that is refused would take its doer along.
    """
    _known.clear()
    try:
        users = apps.get_model("accounts", "User").objects
    except LookupError:  # migrated back to nothing
        return
    for code, name in SYSTEM_NAMES.items():
        given = {"name": str(name), "is_system": True, "password": make_password(None)}
        users.get_or_create(username=f"~{code}", defaults=given)  # house: accounts lie below records


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
