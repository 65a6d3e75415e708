"""The figures of building works: passed, on time, what they cost and saved, changes, findings, the diary."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Share, Sum, declare
from lvye.modules.finance.api import Fund

from .models import ON_SITE, ChangeStatus, DiaryKind, FindingKind, FindingStatus, ProjectKind, ProjectStatus

WORKS = _("项")
YUAN = _("元")
PROJECT = "works.project"


def _kind(path: str) -> Dim:
    return Dim(_("类型"), path, {str(key): word for key, word in ProjectKind.choices})


KIND = _kind("kind")
NAME = Dim(_("工程"), "name")
FUND = Dim(_("资金来源"), "fund", {str(key): word for key, word in Fund.choices})
COMING = (ProjectStatus.DRAFT, ProjectStatus.ASKED, ProjectStatus.AGREED)
AGREED = Q(status=ChangeStatus.AGREED)

for figure in (
    Figure(
        name="works.going", label=_("在建工程"), unit=WORKS, register=PROJECT, date="", where=Q(status__in=ON_SITE),
        by={"kind": KIND, "name": NAME}, definition=_("现在开了工、还没有验收合格的工程。"),
    ),
    Figure(
        name="works.planned", label=_("拟建工程"), unit=WORKS, register=PROJECT, date="",
        where=Q(status__in=COMING), by={"kind": KIND, "name": NAME},
        definition=_("现在拟建、在审批和立了项还没有开工的工程。"),
    ),
    Figure(
        name="works.began", label=_("开工工程"), unit=WORKS, register=PROJECT, date="began_on", by={"kind": KIND},
        definition=_("开工日期在时段内的工程。"),
    ),
    Figure(
        name="works.passed", label=_("完成工程"), unit=WORKS, register=PROJECT, date="passed_on", better="more",
        by={"kind": KIND, "name": NAME}, definition=_("竣工验收合格的日期在时段内的工程。"),
    ),
    Figure(
        name="works.on_time", label=_("工程按期率"), unit="%", register=PROJECT, date="passed_on", better="more",
        value=Share(Q(finished_on__lte=F("ends_on"))), by={"kind": KIND},
        definition=_("竣工验收合格的日期在时段内的工程，完工日期不晚于计划完工的占多少。"),
    ),
    Figure(
        name="works.invested", label=_("完成工程概算"), unit=YUAN, register=PROJECT, date="passed_on",
        value=Sum("estimate"), by={"kind": KIND, "name": NAME, "fund": FUND},
        definition=_("竣工验收合格的日期在时段内的工程，立项概算之和。"),
    ),
    Figure(
        name="works.settled", label=_("工程审定金额"), unit=YUAN, register=PROJECT, date="settled_on",
        value=Sum("settled"), where=Q(settled__isnull=False), by={"kind": KIND, "name": NAME, "fund": FUND},
        definition=_("结算日期在时段内的工程，审定金额之和。"),
    ),
    Figure(
        name="works.submitted", label=_("工程送审金额"), unit=YUAN, register=PROJECT, date="settled_on",
        value=Sum("submitted"), where=Q(settled__isnull=False), by={"name": NAME},
        definition=_("结算日期在时段内的工程，施工单位送审金额之和；与审定金额之差是审减。"),
    ),
    Figure(
        name="works.changes", label=_("变更签证"), unit=_("份"), register="works.change", date="agreed_on",
        where=AGREED, better="less", by={"project": Dim(_("工程"), "project__name")},
        definition=_("同意日期在时段内的变更签证。"),
    ),
    Figure(
        name="works.changed", label=_("变更增减金额"), unit=YUAN, register="works.change", date="agreed_on",
        value=Sum("amount"), where=AGREED, better="less", by={"project": Dim(_("工程"), "project__name")},
        definition=_("同意日期在时段内的变更签证，增减金额相抵之和。"),
    ),
    Figure(
        name="works.findings", label=_("工程问题"), unit=_("个"), register="works.finding", date="found_on",
        by={"kind": Dim(_("哪方面"), "kind", {str(key): word for key, word in FindingKind.choices})},
        definition=_("发现日期在时段内的工程问题：现场的、验收提出的、保修的都算。"),
    ),
    Figure(
        name="works.put_right", label=_("工程问题整改率"), unit="%", register="works.finding", date="found_on",
        value=Share(Q(status=FindingStatus.CHECKED)), better="more",
        by={"kind": Dim(_("哪方面"), "kind", {str(key): word for key, word in FindingKind.choices})},
        definition=_("发现日期在时段内的工程问题中，复查合格的占多少。"),
    ),
    Figure(
        name="works.diaries", label=_("工程日志"), unit=_("条"), register="works.diary", date="on",
        by={"kind": Dim(_("种类"), "kind", {str(key): word for key, word in DiaryKind.choices})},
        definition=_("日期在时段内的工程日志，现场监督和例会也算。"),
    ),
):  # fmt: skip
    declare(figure)
