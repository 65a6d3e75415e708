"""The front door of accounts: the user, and the named persons the program itself acts as."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kit.memo import once

from .models import User

__all__ = ["SYSTEM_NAMES", "User", "account_create", "system_user"]

SYSTEM_NAMES = {
    "system": _("系统"),
    "visitor": _("扫码报修"),
    "contractor": _("外单位"),
    "import": _("导入"),
}


@once
def system_user(code: str = "system") -> User:
    """The person the program acts as when nobody is signed in; nobody can sign in as it.

    Raises KeyError for a code that is not in SYSTEM_NAMES.
    """
    name = str(SYSTEM_NAMES[code])
    found = User.objects.filter(username=f"~{code}", is_system=True).first()
    if found is None:
        found = User(username=f"~{code}", name=name, is_system=True)
        found.set_unusable_password()
        found.save()  # house: accounts lie below records, which needs an actor
    return found


def account_create(username: str, name: str, password: str | None, *, email: str = "") -> User:
    """Make a sign-in. Without a password it cannot be used until one is set.

    Raises ValidationError when the name is taken or not possible.
    """
    user = User(username=username, name=name, email=email)
    user.set_password(password) if password else user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()  # house: accounts lie below records, which needs an actor
    return user
