"""The registers of those who work in the canteen. Symptoms are for those who answer for the kitchen alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Register, View, register, rights
from lvye.modules.canteen import services
from lvye.modules.canteen.models import Certificate, CheckStatus, MorningCheck, Worker

from .posts import ADMIN, GOODS, HEADS, KITCHEN, LEADERS


def _certificate(*, actor: User, **values: Any) -> Certificate:
    return services.certificate_add(actor=actor, today=timezone.localdate(), **values)


def _send_off(check: MorningCheck, *, actor: User, note: str = "", symptoms: Sequence[str] = ()) -> MorningCheck:
    return services.worker_send_off(check, symptoms=symptoms, note=note, now=timezone.now(), actor=actor)


def _come(check: MorningCheck, *, actor: User) -> MorningCheck:
    return services.worker_come(check, now=timezone.now(), actor=actor)


register(
    Register(
        model=Worker,
        menu="food",
        icon="people",
        columns=("person", "job", "begun_on", "left_on"),
        fields=("person", "job", "begun_on"),
        more=("left_on",),
        filters=("job",),
        create=services.worker_add,
        rights=rights(
            (KITCHEN, "view add change export health kitchen"),
            (HEADS, "view add change export health kitchen"),
            (LEADERS, "view export health"),
            (GOODS, "view"),
            (ADMIN, "view add change"),
        ),
        empty=_("先把食堂的每个人登记进来，再登记他的健康证：没有有效健康证的，不进当天名单。"),
    )
)
register(
    Register(
        model=Certificate,
        menu="food",
        icon="check",
        columns=("worker", "kind", "number", "issued_on", "ends_on"),
        fields=("worker", "kind", "number", "issued_on", "ends_on"),
        more=("issued_by",),
        filters=("kind", "worker", "ends_on"),
        sorts=("-id", "ends_on"),
        create=_certificate,
        rights=rights((KITCHEN, "view add change export"), (HEADS, "view add change export"), (LEADERS, "view export")),
        empty=_("每人一张健康证，一年一换；换了新证再登记一张，旧的留着。"),
    )
)
register(
    Register(
        model=MorningCheck,
        menu="food",
        icon="heart",
        columns=(
            "day", "worker", "status", Column("symptoms", _("症状"), lambda one: one.symptom_words), "temperature",
            "is_clean", "note", "checked_by",
        ),
        filters=("status", "day", "worker"),
        sorts=("-id", "-day"),
        views=(View("off", _("离岗的"), {"status": CheckStatus.OFF}),),
        can_add=False,
        actions={"send_off": _send_off, "come": _come},
        rights=rights((KITCHEN, "view export send_off come"), (HEADS, "view export send_off come"), (LEADERS, "view")),
        empty=_("每天上岗前一人点一下；有症状的当天离岗，这里留底。健康情况只有管食堂的人看得到。"),
    )
)  # fmt: skip
