"""The figures' place in the menu."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import MenuLink, menu_link

menu_link(MenuLink(group="plans", label=_("数字"), url_name="figures:overview", icon="chart", order=80))
