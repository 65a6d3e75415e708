"""The register of who is entitled to help; poverty of minors: for who keeps the list or books the aid, nobody else."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.meals import services
from lvye.modules.meals.models import Entitled, EntitledStatus

from .posts import BOOKS, HEADS


def _void(entitled: Entitled, *, actor: User, why: str = "") -> Entitled:
    return services.entitled_void(entitled, why=why, actor=actor)


register(
    Register(
        model=Entitled,
        menu="food",
        icon="heart",
        columns=("pupil", "school_class", "term", "kind", "per_day", "document", "status"),
        fields=("term", "pupil", "kind", "per_day", "document"),
        filters=("term", "kind", "school_class", "status"),
        views=(View("good", _("享受的"), {"status": EntitledStatus.GOOD}),),
        imports=("term", "pupil", "kind", "per_day", "document"),
        create=services.entitled_add,
        amend=services.entitled_change,
        actions={"void": _void},
        rights=rights((HEADS, "view add change export import void"), (BOOKS, "view export")),
        empty=_("享受营养餐和生活补助的学生：按资助认定名单登记，只写项目、金额和依据，不写家里的情况。"),
    )
)
