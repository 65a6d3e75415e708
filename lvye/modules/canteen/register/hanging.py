"""What the canteen shows on other pages: panels, buttons, chains, deadlines, kinds of notices."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link, link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.notices import api as notices
from lvye.kernel.registers.api import Panel, panel_on, registers
from lvye.modules.canteen.models import Batch, Certificate, Delivery, FindingStatus, Licence, Machine
from lvye.modules.repairs.api import Job
from lvye.modules.stores.api import Receipt

panel_on("canteen.worker", Panel(_("证件"), register="canteen.certificate", by="worker"))
panel_on("canteen.worker", Panel(_("晨检"), register="canteen.morningcheck", by="worker"))
panel_on("canteen.delivery", Panel(_("这次到的食材"), register="canteen.batch", by="delivery"))
panel_on("canteen.order", Panel(_("订货明细"), register="canteen.orderline", by="order"))
panel_on("canteen.order", Panel(_("到货"), register="canteen.delivery", by="order"))
panel_on("canteen.batch", Panel(_("用到哪里去了"), register="canteen.use", by="batch"))
panel_on("canteen.batch", Panel(_("处置"), register="canteen.discard", by="batch"))
panel_on("canteen.meal", Panel(_("菜"), register="canteen.serving", by="meal"))
panel_on("canteen.meal", Panel(_("用料"), register="canteen.use", by="meal"))
panel_on("canteen.meal", Panel(_("消毒"), register="canteen.disinfection", by="meal"))
panel_on("canteen.meal", Panel(_("陪餐"), register="canteen.accompany", by="meal"))
panel_on("canteen.serving", Panel(_("留样"), register="canteen.sample", by="serving"))
panel_on("canteen.serving", Panel(_("用料"), register="canteen.use", by="serving"))
panel_on("canteen.control", Panel(_("发现的问题"), register="canteen.finding", by="control"))
panel_on("canteen.accompany", Panel(_("发现的问题"), register="canteen.finding", by="company"))
panel_on("canteen.visit", Panel(_("发现的问题"), register="canteen.finding", by="visit"))
panel_on("partners.partner", Panel(_("送过的食材"), register="canteen.batch", by="supplier"))

link_by(Delivery, "order")
link_by(Batch, "delivery")
link(
    "canteen.delivery", "stores.receipt",
    forth=lambda delivery: Receipt.objects.filter(pk=delivery.receipt_id) if delivery.receipt_id else (),
    back=lambda receipt: Delivery.objects.filter(receipt=receipt.pk).order_by("pk"),
)  # fmt: skip

link(
    "canteen.machine", "repairs.job",
    forth=lambda one: Job.objects.filter(pk=one.handed_id) if one.handed == "repairs.job" else (),
    back=lambda job: Machine.objects.filter(handed="repairs.job", handed_id=job.pk),
)  # fmt: skip


def _newest(user: User) -> QuerySet[Any]:
    """The certificate of each kind that ends last, of those who work here."""
    rows = registers["canteen.certificate"].rows(user).filter(worker__left_on=None)
    later = Certificate.objects.filter(worker=OuterRef("worker"), kind=OuterRef("kind")).order_by("-ends_on", "-pk")
    return rows.filter(pk=Subquery(later.values("pk")[:1]))


def _licences(user: User) -> QuerySet[Any]:
    """The paper of each kind that ends last."""
    later = Licence.objects.filter(kind=OuterRef("kind")).order_by("-ends_on", "-pk")
    return registers["canteen.licence"].rows(user).filter(pk=Subquery(later.values("pk")[:1]))


def _findings(user: User) -> QuerySet[Any]:
    return registers["canteen.finding"].rows(user).filter(status=FindingStatus.OPEN)


declare(
    Deadline(
        "canteen.certificate", _("食堂人员证件"), _newest, date="ends_on", warn_days=30,
        blocks=_("过期的那天起不进当天名单，不能上岗。"),
    ),
    Deadline(
        "canteen.licence", _("食堂证照"), _licences, date="ends_on", warn_days=120,
        blocks=_("过期的那天起不能供餐；要在到期前 90 到 15 个工作日之间申请延续。"),
    ),
    Deadline(
        "canteen.finding", _("食品安全问题整改"), _findings, date="due_on", warn_days=2,
        blocks=_("到期没有改好的，检查时要说明。"),
    ),
)  # fmt: skip
notices.declare(
    notices.Kind("canteen.health", _("食堂人员离岗")),
    notices.Kind("canteen.receive", _("食材等验收")),
    notices.Kind("canteen.finding", _("食堂问题要我整改")),
    notices.Kind("canteen.danger", _("食源性事件")),
)
