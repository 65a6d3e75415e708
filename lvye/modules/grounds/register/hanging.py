"""What the grounds show elsewhere: panels, buttons, deadlines, the menu, the home page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.places.api import Place
from lvye.kernel.registers.api import (
    Block,
    MenuLink,
    Offer,
    Panel,
    menu_link,
    offer,
    panel_on,
    registers,
    workbench,
)
from lvye.modules.grounds.blocks import drive_block, round_block
from lvye.modules.grounds.models import (
    Call,
    Design,
    DesignStatus,
    Drive,
    DriveStatus,
    PartStatus,
    Planting,
    PlantingStatus,
    Plot,
    PlotKind,
    Work,
)

for target, title, key, by in (
    ("places.place", _("绿地"), "grounds.plot", "place"),
    ("places.place", _("保洁区域"), "grounds.zone", "place"),
    ("places.place", _("功能室使用"), "grounds.roomuse", "place"),
    ("grounds.plot", _("栽种"), "grounds.planting", "plot"),
    ("grounds.plot", _("做过的活"), "grounds.work", "plot"),
    ("grounds.planting", _("死了的"), "grounds.loss", "planting"),
    ("grounds.plot", _("规划项目"), "grounds.designpart", "plot"),
    ("grounds.design", _("分年项目"), "grounds.designpart", "design"),
    ("grounds.designpart", _("栽种"), "grounds.planting", "part"),
    ("grounds.designpart", _("作业"), "grounds.work", "part"),
    ("grounds.designpart", _("转到了"), "grounds.designpart", "carried_from"),
    ("grounds.zone", _("得分"), "grounds.score", "zone"),
    ("grounds.zone", _("卫生运动"), "grounds.call", "zone"),
    ("grounds.drive", _("区域"), "grounds.call", "drive"),
):
    panel_on(target, Panel(title, register=key, by=by))


def _room(place: Place) -> str:
    """Only rooms can be signed into."""
    return f"{reverse('grounds.roomuse:new')}?place={place.pk}" if place.kind == "room" else ""


offer(
    Offer(name="room", label=_("功能室登记"), icon="door", url=_room, right="grounds.add_roomuse", order=60),
    on="places.place",
)


def _to(address: str) -> Callable[[Any], str]:
    return lambda one: reverse(address, args=[one.pk])


for model, name, label, icon, right in (
    (Design, "design", _("看各年"), "grid", "grounds.view_design"),
    (Drive, "drive", _("看进度"), "chart", "grounds.view_drive"),
    (Call, "answer", _("拍照报"), "camera", "grounds.answer_call"),
):
    offer(
        Offer(name=name, label=label, icon=icon, url=_to(f"grounds:{name}"), right=right, order=10),
        on=model._meta.label_lower,
    )


def _pond(plot: Plot) -> str:
    """Only ponds have a page of their own."""
    return reverse("grounds:pond", args=[plot.pk]) if plot.kind == PlotKind.POND else ""


offer(
    Offer(name="pond", label=_("池塘"), icon="leaf", url=_pond, right="grounds.view_plot", order=10), on="grounds.plot"
)
link_by(Planting, "part")
link_by(Work, "part")
link_by(Call, "work", leads_to=True)


def _uncounted(user: User) -> QuerySet[Any]:
    return registers["grounds.planting"].rows(user).filter(status=PlantingStatus.PLANTED).select_related("plot")


def _parts(user: User) -> QuerySet[Any]:
    rows = registers["grounds.designpart"].rows(user).filter(status=PartStatus.PLANNED)
    return rows.filter(design__status=DesignStatus.GOING)


def _drives(user: User) -> QuerySet[Any]:
    return registers["grounds.drive"].rows(user).filter(status=DriveStatus.OPEN)


declare(
    Deadline(
        "grounds.designpart", _("绿化规划项目"), _parts, date="due_on", warn_days=30,
        blocks=_("做成了、转到以后、不做了，每一项都要写结果。"),
    ),
    Deadline(
        "grounds.drive", _("爱国卫生运动"), _drives, date="ends_on", warn_days=3,
        blocks=_("每个区域都要报，没报的列在那里。"), url=lambda one: reverse("grounds:drive", args=[one.pk]),
    ),
)  # fmt: skip
declare(Deadline("grounds.planting", _("栽种清点成活"), _uncounted, date="count_due_on", warn_days=7))
workbench(
    Block(
        name="grounds-drive", title=_("卫生运动：等我报的"), template="grounds/blocks/drive.html", context=drive_block,
        right="grounds.answer_call", order=20,
    )
)  # fmt: skip
workbench(
    Block(
        name="grounds-round", title=_("今天的卫生"), template="grounds/blocks/round.html", context=round_block,
        right="grounds.add_score", order=45,
    )
)  # fmt: skip
for label, url_name, icon, right, order in (
    (_("环境台"), "grounds:board", "grid", "grounds.view_zone", 1),
    (_("今天评分"), "grounds:round", "star", "grounds.add_score", 2),
    (_("安排卫生运动"), "grounds:drive-new", "brush", "grounds.add_drive", 3),
):
    menu_link(MenuLink(group="ground", label=label, url_name=url_name, icon=icon, right=right, order=order))
