"""What stands behind 报修 and 待办 in the phone's bottom bar, and the same for the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import MenuLink, TabLink, menu_link, registers, tab_link
from lvye.modules.repairs.models import Job


def todo_count(user: User) -> int:
    """How many jobs wait for this repairer: his, begun or not; what waits for parts does not wait for him."""
    rows = registers["repairs.job"].rows(user).filter(worker__person__user=user.pk, is_open=True)
    return rows.exclude(status=Job.Status.HELD).order_by().count()


def unconfirmed_count(user: User) -> int:
    """How many of his own reports were repaired and wait for his word."""
    rows = registers["repairs.job"].rows(user).filter(reporter__user=user.pk, status=Job.Status.FINISHED)
    return rows.order_by().count()


tab_link(TabLink(slot="report", label=_("报修"), url_name="repairs:report", icon="wrench", right="repairs.report_job"))
tab_link(
    TabLink(
        slot="todo", label=_("待办"), url_name="repairs:mine", icon="todo", right="repairs.work_job",
        count=todo_count, order=10,
    )
)  # fmt: skip
tab_link(
    TabLink(
        slot="todo", label=_("我报的"), url_name="repairs:my-reports", icon="todo", right="repairs.report_job",
        count=unconfirmed_count, order=90,
    )
)  # fmt: skip
menu_link(
    MenuLink(
        group="service",
        label=_("我要报修"),
        url_name="repairs:report",
        icon="plus",
        right="repairs.report_job",
        order=10,
    )
)
menu_link(
    MenuLink(
        group="service",
        label=_("我报的"),
        url_name="repairs:my-reports",
        icon="list",
        right="repairs.report_job",
        order=20,
    )
)
menu_link(
    MenuLink(
        group="service", label=_("我的活"), url_name="repairs:mine", icon="todo", right="repairs.work_job", order=15
    )
)
