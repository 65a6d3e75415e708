"""What fire shows on other pages: panels, buttons, chains, deadlines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link, link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.registers.api import Offer, Panel, offer, panel_on, registers
from lvye.modules.fire.models import (
    Device,
    DeviceStatus,
    Drill,
    DrillStatus,
    Finding,
    FindingStatus,
    PlanStatus,
    Upkeep,
    UpkeepStatus,
)
from lvye.modules.procurement.api import Request
from lvye.modules.repairs.api import Job

panel_on("places.place", Panel(_("消防器材"), register="fire.device", by="place"))
panel_on("assets.asset", Panel(_("消防器材"), register="fire.device", by="asset"))
link_by(Finding, "drill")
link_by(Drill, "plan")
link(
    "fire.finding",
    "repairs.job",
    forth=lambda finding: Job.objects.filter(pk=finding.target_id) if finding.target == "repairs.job" else (),
    back=lambda job: Finding.objects.filter(target="repairs.job", target_id=job.pk),
)


link(
    "fire.upkeep",
    "procurement.request",
    forth=lambda upkeep: Request.objects.filter(about="fire.upkeep", about_id=upkeep.pk).order_by("pk"),
    back=lambda request: Upkeep.objects.filter(pk=request.about_id) if request.about == "fire.upkeep" else (),
)


def _page(name: str, *, of: str = "pk", when: Callable[[Any], bool] = lambda one: True) -> Callable[[Any], str]:
    return lambda one: reverse(f"fire:{name}", args=[getattr(one, of)]) if when(one) else ""


for target, name, words, icon, url, right, order in (
    ("device", "check", _("检查"), "check", _page("scan", of="code"), "fire.check_device", 5),
    ("device", "card", _("打印检查卡"), "print", _page("card"), "fire.view_device", 20),
    ("upkeep", "back", _("登记取回"), "check", _page("upkeep-back", when=lambda one: one.status == UpkeepStatus.OUT),
     "fire.back_upkeep", 5),
    ("upkeep", "paper", _("打印单子"), "print", _page("upkeep-paper"), "fire.view_upkeep", 20),
    ("drill", "run", _("计时"), "clock", _page("drill-run", when=lambda one: one.status == DrillStatus.PLANNED),
     "fire.hold_drill", 5),
    ("drill", "review", _("讲评和改进"), "chat", _page("drill-review", when=lambda one: one.status == DrillStatus.HELD),
     "fire.close_drill", 5),
    ("drill", "paper", _("打印记录"), "print", _page("drill-paper"), "fire.view_drill", 20),
    ("plan", "revise", _("拟新版"), "edit", _page("plan-revise", when=lambda one: one.status == PlanStatus.HOLDS),
     "fire.revise_plan", 5),
    ("plan", "paper", _("打印预案"), "print", _page("plan-paper"), "fire.view_plan", 20),
):  # fmt: skip
    offer(Offer(name=name, label=words, icon=icon, url=url, right=right, order=order), on=f"fire.{target}")


def _buy(upkeep: Upkeep) -> str:
    """Ask for new ones in place of what was scrapped."""
    is_scrap = upkeep.kind == Upkeep.Kind.SCRAP and upkeep.status == UpkeepStatus.DONE
    about = urlencode({"about": f"fire.upkeep:{upkeep.pk}", "what": _("灭火器")})
    return f"{reverse('procurement.request:new')}?{about}" if is_scrap else ""


offer(
    Offer(name="buy", label=_("申请买新的"), icon="box", url=_buy, right="procurement.add_request", order=30),
    on="fire.upkeep",
)


def _devices(by: str) -> Callable[[User], QuerySet[Any]]:
    def rows(user: User) -> QuerySet[Any]:
        found = registers["fire.device"].rows(user).exclude(status=DeviceStatus.SCRAPPED)
        return found.filter(**{f"{by}__isnull": False}).select_related("place")

    return rows


def _title(device: Device) -> str:
    return f"{device.what} {device.where}"


def _plans(user: User) -> QuerySet[Any]:
    return registers["fire.plan"].rows(user).filter(status=PlanStatus.HOLDS, owner__isnull=False)


def _drills(user: User) -> QuerySet[Any]:
    return registers["fire.drill"].rows(user).filter(status=DrillStatus.PLANNED)


def _findings(user: User) -> QuerySet[Any]:
    return registers["fire.finding"].rows(user).filter(status=FindingStatus.OPEN)


def _out(user: User) -> QuerySet[Any]:
    return registers["fire.upkeep"].rows(user).filter(status=UpkeepStatus.OUT, due_on__isnull=False)


declare(
    Deadline(
        "fire.scrap",
        _("消防器材报废"),
        _devices("scrap_due_on"),
        date="scrap_due_on",
        warn_days="fire.warn_days",
        title=_title,
        blocks=_("到年限的不能再充装，要换新的。"),
    ),
    Deadline(
        "fire.service",
        _("消防器材送修、检测"),
        _devices("service_due_on"),
        date="service_due_on",
        warn_days="fire.warn_days",
        title=_title,
        blocks=_("过了日子的，月检会记成不正常。"),
    ),
    Deadline("fire.upkeep", _("送修器材取回"), _out, date="due_on", warn_days=3),
    Deadline("fire.plan", _("应急预案修订"), _plans, date="review_on", warn_days=30),
    Deadline("fire.drill", _("演练"), _drills, date="planned_on", warn_days=7),
    Deadline("fire.finding", _("演练改进"), _findings, date="due_on", warn_days=3),
)
