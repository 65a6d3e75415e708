"""The register of works and of the papers of their files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.works import services
from lvye.modules.works.models import Formality, Gate, Project, ProjectKind, ProjectStatus
from lvye.modules.works.screens import details

from .posts import ADMIN, BUYER, DESK, HEADS, LEADERS, MONEY


def _create(*, actor: User, **values: Any) -> Project:
    return services.project_create(today=timezone.localdate(), actor=actor, **values)


def _change(project: Project, *, actor: User, **values: Any) -> Project:
    return services.project_change(project, today=timezone.localdate(), actor=actor, **values)


def _start(project: Project, *, actor: User, began_on: date | None = None) -> Project:
    return services.project_start(project, began_on=began_on, today=timezone.localdate(), actor=actor)


def _finish(project: Project, *, actor: User, finished_on: date | None = None) -> Project:
    return services.project_finish(project, finished_on=finished_on, today=timezone.localdate(), actor=actor)


def _settle(
    project: Project, *, actor: User, submitted: Decimal | None = None, settled: Decimal | None = None
) -> Project:
    today = timezone.localdate()
    return services.project_settle(project, submitted=submitted, settled=settled, today=today, actor=actor)


def _drop(project: Project, *, actor: User, why_not: str = "") -> Project:
    return services.project_drop(project, why=why_not, actor=actor)


register(
    Register(
        model=Project,
        menu="things",
        icon="building",
        columns=(
            "name", "number", "kind", "place", "scale", "estimate", "settled", "fund", "begins_on", "ends_on",
            "passed_on", "warranty_until", "status",
        ),
        fields=(
            "name", "kind", "place", "scale", "why", "estimate", "fund", "begins_on", "ends_on", "lead", "site",
            "contract",
        ),
        more=("designer", "supervisor", "group", "file_keeper", "warranty_months", "is_proof"),
        filters=("status", "kind", "fund", "lead", "passed_on"),
        sorts=("-id", "ends_on"),
        views=(
            View("plan", _("拟建"), {"status": ProjectStatus.DRAFT}),
            View("going", _("在建"), {"status": ProjectStatus.GOING}),
            View("done", _("待验收"), {"status": ProjectStatus.DONE}),
            View("used", _("待结算"), {"status": ProjectStatus.USED}),
            View("safety", _("校安工程"), {"kind": ProjectKind.SAFETY}),
        ),
        create=_create,
        amend=_change,
        screens={"detail": details.project},
        actions={"ask": services.project_send, "start": _start, "finish": _finish, "settle": _settle, "drop": _drop},
        rights=rights(
            (HEADS, "view add change export ask start finish settle drop hand_over"), (DESK, "view add change export"),
            (LEADERS, "view export"), (MONEY, "view export settle"), ((*BUYER, *ADMIN), "view"),
        ),
        empty=_("新建、改造、修路、打井、校安工程，一项一条：多少钱、谁来做、分几步、验收了没有、结算了没有、保修到哪天。"),
    )
)  # fmt: skip


def _file(
    formality: Formality, *, actor: User, got_on: date | None = None, number: str = "", kept: str = ""
) -> Formality:
    today = timezone.localdate()
    return services.formality_file(formality, got_on=got_on, number=number, kept=kept, today=today, actor=actor)


register(
    Register(
        model=Formality,
        menu="more",
        icon="doc",
        columns=("project", "name", "gate", "due_on", "got_on", "number", "kept", "why", "status"),
        fields=("project", "name", "gate", "due_on"),
        filters=("project", "gate", "status"),
        views=(
            View("wanted", _("待办"), {"status": Formality.Status.WANTED}),
            View("start", _("开工前"), {"status": Formality.Status.WANTED, "gate": Gate.START}),
        ),
        create=services.formality_add,
        actions={"file": _file, "spare": services.formality_spare},
        rights=rights(
            (HEADS, "view add change export file spare"), (DESK, "view add change export file"),
            (LEADERS, "view export"), ((*MONEY, *BUYER, *ADMIN), "view"),
        ),
        empty=_("立项时按工程种类自动列好：批复、勘查、图纸、许可、安全协议、竣工图、保修书……办好一件归档一件，原件拍照附上。"),
    )
)  # fmt: skip
