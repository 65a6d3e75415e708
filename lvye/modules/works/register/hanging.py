"""What works show on other pages: panels, buttons, chains, deadlines, menu, 今日."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link, link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.registers.api import Block, MenuLink, Offer, Panel, menu_link, offer, panel_on, registers, workbench
from lvye.modules.works.blocks import going_block, opinions_block
from lvye.modules.works.models import (
    LIVE,
    Acceptance,
    AcceptanceStatus,
    Change,
    Diary,
    Finding,
    FindingStatus,
    Formality,
    Project,
    ProjectStatus,
)
from lvye.modules.works.queries import LABEL, cards_of

for _target, _title, _register, _by in (
    ("places.place", _("工程"), "works.project", "place"),
    ("partners.contract", _("工程"), "works.project", "contract"),
    ("works.project", _("工程日志"), "works.diary", "project"),
    ("works.project", _("问题和整改"), "works.finding", "project"),
    ("works.project", _("变更签证"), "works.change", "project"),
    ("works.project", _("验收"), "works.acceptance", "project"),
    ("works.project", _("手续和档案"), "works.formality", "project"),
    ("works.project", _("阶段"), "works.stage", "project"),
    ("works.acceptance", _("意见"), "works.opinion", "acceptance"),
    ("works.acceptance", _("提出的问题"), "works.finding", "acceptance"),
    ("works.diary", _("当天的问题"), "works.finding", "diary"),
):
    panel_on(_target, Panel(_title, _register, _by))

link_by(Project, "contract")
for _model in (Change, Diary, Finding, Acceptance):
    link_by(_model, "project")
link(
    LABEL, "assets.asset", forth=cards_of,
    back=lambda card: Project.objects.filter(pk=card.about_id) if card.about_kind == LABEL else (),
)  # fmt: skip


def _page(name: str, *when: str) -> Callable[[Any], str]:
    return lambda one: reverse(f"works:{name}", args=[one.pk]) if not when or one.status in when else ""


S = ProjectStatus
for _on, _name, _label, _icon, _url, _right, _order in (
    ("project", "diary", _("记日志"), "camera", _page("diary", S.GOING), "works.add_diary", 5),
    ("project", "accept", _("组织验收"), "check", _page("accept", S.GOING, S.DONE), "works.add_acceptance", 6),
    ("project", "over", _("移交使用"), "exit", _page("over", S.PASSED), "works.hand_over_project", 7),
    ("project", "paper", _("打印立项表"), "print", _page("sheet"), "works.view_project", 20),
    ("project", "final", _("打印结算表"), "print", _page("final", S.USED, S.CLOSED), "works.view_project", 21),
    ("change", "paper", _("打印签证单"), "print", _page("change-paper"), "works.view_change", 20),
    ("acceptance", "look", _("看现场、签意见"), "check", _page("look", AcceptanceStatus.OPEN), "works.give_opinion", 5),
    ("acceptance", "paper", _("打印验收单"), "print", _page("acceptance-paper"), "works.view_acceptance", 20),
):
    offer(Offer(name=_name, label=_label, icon=_icon, url=_url, right=_right, order=_order), on=f"works.{_on}")


def _rows(key: str, *related: str, **narrowed: Any) -> Callable[[User], QuerySet[Any]]:
    def rows(user: User) -> QuerySet[Any]:
        return registers[key].rows(user).filter(**narrowed).select_related(*related)

    return rows


declare(
    Deadline(
        "works.stage", _("工程阶段"),
        _rows("works.stage", "project", ended_on__isnull=True, project__status=S.GOING), warn_days=3,
        title=lambda one: f"{one.project.name} {one.name}", blocks=_("阶段超期会拖到完工和开学。"),
        url=lambda one: reverse("works.project:detail", args=[one.project_id]),
    ),
    Deadline(
        "works.finding", _("工程问题整改"), _rows("works.finding", "project", status=FindingStatus.OPEN), date="due_on",
        warn_days=2, title=lambda one: f"{one.project.name} {one.what}", blocks=_("没有改好、复查，不能验收和结算。"),
    ),
    Deadline(
        "works.formality", _("工程手续"),
        _rows("works.formality", "project", status=Formality.Status.WANTED, due_on__isnull=False,
              project__status__in=[*LIVE, S.DRAFT]),
        date="due_on", warn_days=14, title=lambda one: f"{one.project.name} {one.name}",
    ),
    Deadline(
        "works.meeting", _("校安工程例会"),
        _rows("works.project", status=S.GOING, meeting_due_on__isnull=False), date="meeting_due_on", warn_days=2,
    ),
    Deadline(
        "works.final", _("工程结算"), _rows("works.project", status__in=[S.PASSED, S.USED]), date="final_due_on",
        warn_days=60, blocks=_("验收后一年内要办完决算，资产按审定价入账。"),
    ),
    Deadline(
        "works.warranty", _("工程保修到期"),
        _rows("works.project", status__in=[S.PASSED, S.USED, S.CLOSED]), date="warranty_until",
        warn_days="works.warn_days", blocks=_("到期以后坏了要自己花钱修，趁保修期内回访一遍。"),
    ),
)  # fmt: skip
workbench(
    Block(name="works-going", title=_("工程"), template="works/blocks/going.html", context=going_block,
          right="works.view_project", order=48),
)  # fmt: skip
workbench(
    Block(name="works-opinions", title=_("请您验收"), template="works/blocks/opinions.html", context=opinions_block,
          right="works.give_opinion", order=12),
)  # fmt: skip
menu_link(
    MenuLink(group="things", label=_("工程台"), url_name="works:board", icon="building", right="works.view_project",
             order=60)
)  # fmt: skip
