"""What a school's canteen begins with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.rules import api as rules
from lvye.modules.stores.api import Store, store_add


def store_prepare(*, actor: User) -> Store:
    """The canteen's store room, made where there is none with its number."""
    code = str(rules.value("canteen.store"))
    found = Store.objects.filter(code=code).first()
    return found or store_add(code=code, name=_("食堂库房"), level=Store.Level.SUB, actor=actor)
