"""The registers of those who look on, and of incidents."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.canteen import services
from lvye.modules.canteen.models import Accompany, Incident, IncidentStatus, Visit

from .posts import HEADS, KITCHEN, LEADERS, STAFF


def _visit(*, actor: User, **values: Any) -> Visit:
    return services.visit_record(now=timezone.now(), actor=actor, **values)


def _close(incident: Incident, *, actor: User, is_food: bool | None = None, outcome: str = "") -> Incident:
    return services.incident_close(incident, is_food=is_food, outcome=outcome, now=timezone.now(), actor=actor)


register(
    Register(
        model=Accompany,
        menu="food",
        icon="bowl",
        columns=(
            "day",
            "meal",
            "who",
            "person",
            "parent",
            "quality",
            "hygiene",
            "order",
            "service",
            "is_same",
            "words",
        ),
        filters=("who", "day", "person", "is_same"),
        sorts=("-id", "-day"),
        views=(View("parent", _("家长"), {"who": "parent"}),),
        can_add=False,
        rights=rights(
            (HEADS, "view add export"),
            (LEADERS, "view add export"),
            (KITCHEN, "view"),
            (STAFF, "view add"),
        ),
        empty=_("每餐有一名学校负责人和学生同吃同价，吃完当场记；家长来也记在这里。"),
    )
)
register(
    Register(
        model=Visit,
        menu="food",
        icon="shield",
        columns=("visited_on", "kind", "authority", "inspectors", "grade", "words", "is_posted"),
        fields=("visited_on", "kind", "authority", "words", "grade"),
        more=("inspectors", "is_posted"),
        filters=("kind", "grade", "visited_on"),
        sorts=("-id", "-visited_on"),
        create=_visit,
        rights=rights((KITCHEN, "view add change export"), (HEADS, "view add change export"), (LEADERS, "view export")),
        empty=_("市场监管、卫生、教育部门来查的每一次：结论、等级；检查表拍照附上，最近一次要公示。"),
    )
)
register(
    Register(
        model=Incident,
        menu="more",
        icon="warn",
        columns=("number", "day", "meal", "ill", "words", "status", "is_food", "outcome"),
        filters=("status", "day"),
        views=(View("open", _("处置中"), {"status": IncidentStatus.OPEN}),),
        can_add=False,
        actions={"close": _close},
        rights=rights((KITCHEN, "view add"), (HEADS, "view add export close"), (LEADERS, "view add export close")),
        empty=_("没有。有人餐后不适时从“应急”启动：留样马上封存，一页集齐这一餐的全部记录。"),
    )
)  # fmt: skip
