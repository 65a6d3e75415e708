"""The registers of certificates, and of what the posts ask for."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Panel, Register, View, panel_on, register, rights
from lvye.modules.training import services
from lvye.modules.training.models import Licence, LicenceStatus, Need
from lvye.modules.training.sight import licences

from .posts import ADMIN, CANTEEN, DESK, HEADS, LEADERS, STAFF


def _add(*, actor: User, **values: Any) -> Licence:
    return services.licence_add(today=timezone.localdate(), actor=actor, **values)


def _void(licence: Licence, *, actor: User, why: str = "") -> Licence:
    return services.licence_void(licence, why=why, actor=actor)


register(
    Register(
        model=Licence,
        menu="people",
        icon="shield",
        columns=(
            "person", Column("what", _("什么证"), lambda one: one.what), "number", "issued_by", "issued_on", "ends_on",
            "status",
        ),
        fields=("person", "kind", "name", "number", "issued_on", "ends_on"),
        more=("issued_by",),
        imports=("person", "kind", "number", "issued_on", "ends_on"),
        filters=("kind", "status", "ends_on", "person"),
        sorts=("-id",),
        views=(View("holds", _("在册"), {"status": LicenceStatus.HOLDS}),),
        create=_add,
        actions={"void": _void},
        scope=licences,
        rights=rights(
            ((*HEADS, *DESK), "view add change export import void all"), (LEADERS, "view export all"),
            ((*CANTEEN, *STAFF), "view"), (ADMIN, "view all"),
        ),
        empty=_("保安员证、消防设施操作员证、电工证一张一条，附上扫描件；到期前一个月提醒。食堂的健康证在“健康证和培训证”。"),
    )
)  # fmt: skip
register(
    Register(
        model=Need,
        menu="more",
        icon="check",
        columns=("post", "kind", "least", "document", "article", "why", "is_open"),
        fields=("post", "kind", "least", "document", "article", "why", "is_open"),
        filters=("post", "kind", "is_open"),
        rights=rights(
            ((*HEADS, *ADMIN), "view add change export"), ((*DESK, *LEADERS), "view export"),
            ((*CANTEEN, *STAFF), "view"),
        ),
        empty=_("哪个岗位要什么证、人人要还是至少几人要、依据哪份文件哪一条。"),
    )
)  # fmt: skip
panel_on("people.person", Panel(_("证件"), register="training.licence", by="person"))
