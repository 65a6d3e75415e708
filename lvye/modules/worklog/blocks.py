"""What 今日, the menu and the phone's bottom bar show of the log; and what may be made of what was logged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Block, MenuLink, Offer, TabLink, menu_link, offer, tab_link, workbench

from .models import Entry
from .screens.handing import REPORT
from .screens.mend import entry_job_address, job_address
from .screens.staff import DAILY
from .sight import ALL, LOG


def today_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """How much one has logged today, and the way to log more."""
    person = person_of(user)
    if person is None:
        return None
    kept = Entry.objects.filter(person=person, done_on=timezone.localdate(now), status=Entry.Status.KEPT)
    return {"told": kept.count(), "url": reverse("worklog:week"), "write_url": reverse("worklog:log")}


workbench(
    Block(
        name="worklog-today", title=_("工作日志"), template="worklog/blocks/today.html", context=today_block,
        right=LOG, order=12,
    )
)  # fmt: skip
for label, url_name, icon, right, order in (
    (_("记一笔"), "worklog:log", "edit", LOG, 1),
    (_("我的一周"), "worklog:week", "calendar", LOG, 2),
    (_("我的本学期"), "worklog:term", "chart", LOG, 3),
    (_("谁记了什么"), "worklog:staff", "people", ALL, 4),
):
    menu_link(MenuLink(group="day", label=label, url_name=url_name, icon=icon, right=right, order=order))
# Who has no jobs given to him, but work every day, finds the box at his thumb.
tab_link(TabLink(slot="todo", label=_("记一笔"), url_name="worklog:log", icon="edit", right=DAILY, order=80))

for target, address in (("worklog.line", job_address), ("worklog.entry", entry_job_address)):
    offer(Offer(name="repair", label=_("转报修"), icon="wrench", url=address, right=REPORT, order=10), on=target)
