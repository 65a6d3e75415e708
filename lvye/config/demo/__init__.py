"""The demo school: believable, made through the services, with one full term behind it and the next one running."""

# house: what the commands print is for a terminal in both languages; the school's words are data

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals.api import chains_prepare
from lvye.kernel.duties import demo as duties
from lvye.kernel.places.api import School
from lvye.kernel.rosters import demo as rosters
from lvye.kernel.terms.api import term_close
from lvye.modules.assets import demo as assets
from lvye.modules.canteen import demo as canteen
from lvye.modules.counts import demo as counts
from lvye.modules.finance import demo as finance
from lvye.modules.fire import demo as fire
from lvye.modules.grounds import demo as grounds
from lvye.modules.history import demo as history
from lvye.modules.inspections import demo as inspections
from lvye.modules.meals import demo as meals
from lvye.modules.menus import demo as menus
from lvye.modules.openings import demo as openings
from lvye.modules.partners import demo as partners
from lvye.modules.plans import demo as plans
from lvye.modules.procurement import demo as procurement
from lvye.modules.repairs import demo as repairs
from lvye.modules.repairs.api import Job
from lvye.modules.security import demo as security
from lvye.modules.shop import demo as shop
from lvye.modules.stores import demo as stores
from lvye.modules.training import demo as training
from lvye.modules.worklog import demo as worklog
from lvye.modules.works import demo as works

from .school import PASSWORD, SIGN_INS, Demo, build

TODAY = dt.date(2026, 11, 20)  # the day tests and benches play on


def make(*, small: bool = False, today: dt.date = TODAY) -> Demo:
    """Build the school and its work up to `today`. Raises ValidationError if there is another school already."""
    school = build(today=today, small=small)
    chains_prepare(school.actor)
    rosters.fill(school, small=small)
    finance.fill(school)
    partners.fill(school)
    assets.fill(school, small=small)
    stores.fill(school, small=small)
    counts.fill(school)
    menus.fill(school, small=small)
    openings.fill(school)
    worklog.full_term(school, small=small)
    repairs.make(school, small=small)
    worklog.running_term(school, small=small)
    inspections.fill(school)
    fire.fill(school, small=small)
    grounds.fill(school, small=small)
    works.fill(school)
    plans.make(school, small=small)
    finance.year(school, small=small)
    procurement.fill(school, waiting=_waiting_for_a_part())
    meals.fill(school)
    shop.fill(school)
    duties.fill(school, small=small)
    security.fill(school, small=small)
    canteen.fill(school, small=small)
    training.fill(school)
    history.make(school)
    with transaction.atomic():
        term_close(school.full, actor=school.user("director"))  # last: a closed term takes no more records
    return school


def _waiting_for_a_part() -> Job | None:
    """The repair the newest purchase is asked for."""
    held = Job.objects.filter(status=Job.Status.HELD, what__contains="便池")
    return held.order_by("-pk").first()


def run(*, if_empty: bool, small: bool) -> int:
    """What `lvye demo` does; returns its exit code."""
    known = School.objects.first()
    if known is not None:
        if known.code == Demo.CODE:
            sys.stdout.write("演示学校已经有了 (the demo school is there)\n")
            return 0
        if if_empty:
            return 0
        sys.stderr.write("lvye: 这里已经有真实学校的数据，不能建演示学校。请换一个 LVYE_HOME。\n")
        return 1
    make(small=small, today=timezone.localdate())
    sys.stdout.write("演示学校建好了 (the demo school is ready)\n")
    return 0


def logins() -> Iterator[str]:
    """The demo's sign-ins, one a line; nothing where the school is a real one."""
    if School.objects.filter(code=Demo.CODE).exists():
        yield f"演示账号（密码都是 {PASSWORD}；demo sign-ins, one password）："
        names = dict(User.objects.filter(username__in=SIGN_INS).values_list("username", "name"))
        for username, post in SIGN_INS.items():
            if username in names:
                yield f"  {username:<16} {post} {names[username]}"
