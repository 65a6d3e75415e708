"""Declarations: the horizon in the menu and on the 今日 page."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Block, MenuLink, menu_link, workbench

from . import screens

menu_link(MenuLink(group="plans", label=_("快到期"), url_name="deadlines:horizon", icon="calendar", order=20))
workbench(Block(name="horizon", title=_("快到期"), template="deadlines/_block.html", context=screens.block, order=40))
