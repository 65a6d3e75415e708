"""What a school's canteen begins with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.stores.api import Kind, Store, store_add

FOOD = "food"


def store_prepare(*, actor: User) -> Store:
    """The canteen's store room and the kind of goods its food is, made where they are not there."""
    if not Kind.objects.filter(code=FOOD).exists():
        last = Kind.objects.order_by("-sort").first()
        records.create(Kind, actor=actor, code=FOOD, name=_("食材"), icon="bowl", sort=(last.sort if last else 0) + 10)
    code = str(rules.value("canteen.store"))
    found = Store.objects.filter(code=code).first()
    return found or store_add(code=code, name=_("食堂库房"), level=Store.Level.SUB, actor=actor)
