"""Kinds of duty, their shifts and seats: what a school changes without a programmer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Post
from lvye.kernel.registers.api import Column, Panel, Register, panel_on, register
from lvye.kernel.rosters.models import Kind, Seat, Shift
from lvye.kernel.rosters.pool import weekday_names
from lvye.kit.memo import once

from .posts import office_rights

SET_UP = office_rights("view add change export", admin="view add change export", staff="view")


@once
def _post_names() -> dict[str, str]:
    return dict(Post.objects.values_list("code", "name"))


def posts_words(seat: Seat) -> str:
    """The posts by name."""
    return "、".join(_post_names().get(code, code) for code in seat.posts)


register(
    Register(
        model=Kind,
        menu="system",
        icon="people",
        columns=("name", "gap_days", "rest_hours", "week_most", "weekend_times", "holiday_times", "is_open"),
        fields=("name", "code", "note", "gap_days", "rest_hours", "week_most", "weekend_times", "holiday_times"),
        more=("place", "source", "sort", "is_open"),
        filters=("is_open",),
        sorts=("sort",),
        rights=SET_UP,
        empty=_("还没有值班类型。先登记一类，例如值班、护导、陪餐，再给它加班次和席位。"),
    )
)
register(
    Register(
        model=Shift,
        menu="more",
        icon="clock",
        columns=(
            "kind", "name", Column("hours", _("时间"), lambda shift: shift.hours), "on",
            Column("weekdays", _("只在周几"), lambda shift: weekday_names(shift.weekdays)), "span", "weight", "is_open",
        ),
        fields=("kind", "name", "begins", "ends", "on", "weekdays", "span", "weight"),
        more=("place", "sort", "is_open"),
        filters=("kind", "is_open"),
        sorts=("sort",),
        rights=SET_UP,
        empty=_("还没有班次。登记一个：从几点到几点，哪些日子要值。"),
    )
)  # fmt: skip
register(
    Register(
        model=Seat,
        menu="more",
        icon="people",
        columns=(
            "shift",
            "name",
            "count",
            Column("posts", _("哪些岗位的人可以值"), posts_words),
            "department",
            "is_open",
        ),
        fields=("shift", "name", "count", "posts"),
        more=("department", "sort", "is_open"),
        filters=("shift", "is_open"),
        sorts=("sort",),
        rights=SET_UP,
        empty=_("还没有席位。登记一个：这个班次要几个人，哪些岗位的人可以值。"),
    )
)
panel_on("rosters.kind", Panel(_("班次"), register="rosters.shift", by="kind"))
panel_on("rosters.shift", Panel(_("席位"), register="rosters.seat", by="shift"))
