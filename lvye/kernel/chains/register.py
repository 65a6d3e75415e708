"""Declarations: the page of the chain on every register that stands in one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import ExtraScreen, extra_screen

from . import screens
from .declare import chained

extra_screen(
    ExtraScreen(
        name="chain",
        route="<int:pk>/chain/",
        view=screens.page,
        wanted=lambda reg: chained(reg.key),
        label=_("来龙去脉"),
        icon="link",
        of_record=True,
    )
)
