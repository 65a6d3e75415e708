"""The register of hazards and of the traces on them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Hazard, Level, Source, Status, Trace
from lvye.modules.inspections.screens import hazard as hazard_page
from lvye.modules.inspections.sight import hazards, through_hazard

from .posts import ADMIN, GUARDS, HEADS, LEADERS, OFFICE, STAFF


def _report(*, actor: User, **values: Any) -> Hazard:
    return services.hazard_report(source=Source.DESK, now=timezone.now(), actor=actor, **values)


def _assign(
    hazard: Hazard, *, actor: User, measure: str = "", responsible: Person | None = None, **values: Any
) -> Hazard:
    return services.hazard_assign(
        hazard, measure=measure, responsible=responsible, now=timezone.now(), actor=actor, **values
    )


def _reassign(hazard: Hazard, *, actor: User, responsible: Person | None = None, measure: str = "") -> Hazard:
    return services.hazard_reassign(hazard, responsible=responsible, measure=measure, now=timezone.now(), actor=actor)


def _start(hazard: Hazard, *, actor: User) -> Hazard:
    return services.hazard_start(hazard, now=timezone.now(), actor=actor)


def _refer(hazard: Hazard, *, actor: User, interim: str = "") -> Hazard:
    return services.hazard_refer(hazard, interim=interim, now=timezone.now(), actor=actor)


def _mend(hazard: Hazard, *, actor: User, done_note: str = "") -> Hazard:
    return services.hazard_mend(hazard, note=done_note, now=timezone.now(), actor=actor)


def _recheck(hazard: Hazard, *, actor: User, check_note: str = "") -> Hazard:
    return services.hazard_recheck(hazard, note=check_note, now=timezone.now(), actor=actor)


def _fail(hazard: Hazard, *, actor: User, check_note: str = "") -> Hazard:
    return services.hazard_fail(hazard, note=check_note, now=timezone.now(), actor=actor)


def _close(hazard: Hazard, *, actor: User) -> Hazard:
    return services.hazard_close(hazard, now=timezone.now(), actor=actor)


def _drop(hazard: Hazard, *, actor: User, drop_why: str = "none", same_as: Hazard | None = None) -> Hazard:
    words = str(dict(Hazard.DropWhy.choices).get(drop_why, ""))
    return services.hazard_drop(hazard, why=drop_why, same_as=same_as, words=words, now=timezone.now(), actor=actor)


STEPS = "assign reassign start refer mend"
register(
    Register(
        model=Hazard,
        menu="safety",
        icon="warn",
        columns=("number", "place", "kind", "what", "level", "status", "responsible", "due_on", "found_on"),
        fields=("place", "kind", "what", "needs_warning"),
        more=("finder_name",),
        filters=("is_open", "status", "level", "kind", "building", "source", "responsible", "found_on"),
        sorts=("-id", "found_on"),
        views=(
            View("open", _("未销号"), {"is_open": "True"}),
            View("new", _("待核定"), {"status": Status.NEW}),
            View("mended", _("待复查"), {"status": Status.MENDED}),
            View("referred", _("书面上报"), {"status": Status.REFERRED}),
            View("major", _("重大"), {"level": Level.MAJOR}),
        ),
        create=_report,
        amend=services.hazard_change,
        actions={
            "assign": _assign, "reassign": _reassign, "start": _start, "refer": _refer, "mend": _mend,
            "recheck": _recheck, "fail": _fail, "close": _close, "drop": _drop,
        },
        screens={"detail": hazard_page.detail},
        scope=hazards,
        rights=rights(
            (OFFICE, f"view add change export {STEPS} recheck fail close all report warn"),
            (HEADS, "drop extend judge"),
            (LEADERS, "view export recheck fail close drop extend judge all report warn"),
            (GUARDS, "view export start mend recheck fail all report warn"),
            (STAFF, "view start mend report warn"),
            (ADMIN, "view add change export all report warn"),
        ),
        empty=_("发现隐患点“随手拍”：拍一张、选地点、说一句。每一处都盯到销号为止。"),
    )
)  # fmt: skip
register(
    Register(
        model=Trace,
        menu="more",
        icon="list",
        columns=("hazard", "kind", "by_name", "words", "at"),
        filters=("kind",),
        can_add=False,
        scope=through_hazard,
        rights=rights(((*OFFICE, *LEADERS), "view export"), ((*GUARDS, *STAFF, *ADMIN), "view")),
        empty=_("每处隐患的经过：谁、什么时候、做了什么，照片为证。"),
    )
)
