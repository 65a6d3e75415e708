"""Registers of what hangs on jobs: lines, parts, ratings, urgings, visits, questions, links; and the walks."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link, link_by
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.procurement.api import Request
from lvye.modules.repairs import services
from lvye.modules.repairs.models import (
    ContractorLink,
    Job,
    JobLine,
    Leftover,
    Material,
    Rating,
    Referral,
    Remark,
    Urging,
    Visit,
    Walk,
)
from lvye.modules.repairs.sight import through_job
from lvye.modules.stores.api import Issue

from .posts import LEADERS, OFFICE

HANGS = rights((OFFICE, "view export"), (LEADERS, "view export"), (("repairer",), "view"))

register(
    Register(
        model=JobLine,
        menu="more",
        icon="list",
        columns=("job", "action", "object", "qty", "unit", "is_approx", "done_on"),
        fields=("action", "object", "qty", "unit", "is_approx", "note"),
        filters=("action", "object", "unit", "done_on"),
        sorts=("-id", "-done_on"),
        amend=services.line_change,
        scope=through_job,
        rights=rights((OFFICE, "view export change"), (LEADERS, "view export"), (("repairer",), "view")),
        can_add=False,
        empty=_("维修明细是修好时填的“更换 灯管 3 根”，学期总结的数字都从这里来。修好第一件就有了。"),
    )
)
register(
    Register(
        model=Material,
        menu="more",
        icon="box",
        columns=("name", "qty", "unit", "price", "amount", "job", "issue", "used_on"),
        filters=("used_on", "item"),
        sorts=("-id", "-used_on"),
        scope=through_job,
        rights=HANGS,
        can_add=False,
        empty=_("维修用的材料在修好时登记。"),
    )
)
register(
    Register(
        model=Leftover,
        menu="more",
        icon="box",
        columns=("object", "qty", "unit", "fate", "where", "job", "done_on"),
        fields=("fate", "where"),
        filters=("fate", "done_on"),
        sorts=("-id", "-done_on"),
        views=(View("kept", _("留存的"), {"fate": Leftover.Fate.KEPT}),),
        amend=services.leftover_change,
        scope=through_job,
        rights=rights((OFFICE, "view export change"), (LEADERS, "view export"), (("repairer",), "view")),
        can_add=False,
        empty=_("修不了的东西不随手扔：登记修好时记下是入库留存、报废还是退回，买新的以前先来这里看一看。"),
    )
)
register(
    Register(
        model=Rating,
        menu="more",
        icon="star",
        columns=("job", "score", "tags", "words", "rated_on"),
        filters=("score", "rated_on"),
        sorts=("-id", "score"),
        scope=through_job,
        rights=rights((OFFICE, "view export"), (LEADERS, "view export"), (("repairer",), "view")),
        can_add=False,
        empty=_("修好以后报修人可以评价。没有评价的记为“未评价”，不算好评。"),
    )
)
register(
    Register(
        model=Urging,
        menu="more",
        icon="bell",
        columns=("job", "kind", "by_name", "words", "at"),
        filters=("kind",),
        scope=through_job,
        rights=rights((OFFICE, "view export"), (LEADERS, "view export"), (("repairer",), "view")),
        can_add=False,
        empty=_("还没有人催单。"),
    )
)


register(
    Register(
        model=Remark,
        menu="more",
        icon="chat",
        columns=("job", "side", "by_name", "words", "at"),
        filters=("side",),
        scope=through_job,
        rights=rights((OFFICE, "view export"), (LEADERS, "view export"), (("repairer",), "view")),
        can_add=False,
        empty=_("报修人、总务处和维修人员随时可以在报修单上补一句话或一张照片，都记在这里。"),
    )
)


def _record_visit(visit: Visit, *, actor: User, outcome: str = "", words: str = "") -> Visit:
    return services.visit_record(visit, outcome=outcome, words=words, now=timezone.now(), actor=actor)


register(
    Register(
        model=Visit,
        menu="more",
        icon="phone",
        columns=("job", "due_on", "status", "outcome", "words", "by", "done_on"),
        filters=("status", "outcome", "is_drawn", "due_on"),
        sorts=("-id", "due_on"),
        views=(View("due", _("待回访"), {"status": Visit.Status.DUE}), View("not", _("不满意"), {"outcome": "not"})),
        actions={"record": _record_visit},
        scope=through_job,
        rights=rights((OFFICE, "view export record"), (LEADERS, "view export record")),
        can_add=False,
        empty=_("每天从新办结的报修单里抽一部分回访，抽中的会列在这里。"),
    )
)


def _answer(referral: Referral, *, actor: User, answer: str = "") -> Referral:
    return services.referral_answer(referral, answer=answer, now=timezone.now(), actor=actor)


register(
    Register(
        model=Referral,
        menu="more",
        icon="flag",
        columns=("job", "question", "asked_by", "asked_at", "status", "answer", "answered_by", "answer_days"),
        filters=("status",),
        views=(View("asked", _("等答复"), {"status": Referral.Status.ASKED}),),
        actions={"answer": _answer},
        scope=through_job,
        rights=rights((OFFICE, "view export"), (LEADERS, "view export answer")),
        can_add=False,
        empty=_("总务处定不了的事从报修单上“请示”，列在这里等领导答复，答复会转给报修人。"),
    )
)


def _revoke(link: ContractorLink, *, actor: User) -> ContractorLink:
    return services.contractor_link_revoke(link, now=timezone.now(), actor=actor)


register(
    Register(
        model=ContractorLink,
        menu="more",
        icon="link",
        columns=("job", "contractor", "expires_on", "status", "revoked_at"),
        filters=("contractor", "status"),
        sorts=("-id", "expires_on"),
        actions={"revoke": _revoke},
        scope=through_job,
        rights=rights((OFFICE, "view export revoke")),
        can_add=False,
        empty=_("把报修单派给外修单位时会生成一个链接，对方凭链接处理这一张单。"),
    )
)
register(
    Register(
        model=Walk,
        menu="more",
        icon="walk",
        columns=("walked_on", "where", "by", "heard", "answer"),
        fields=("walked_on", "where", "by", "heard", "answer"),
        more=("place",),
        filters=("walked_on", "by"),
        sorts=("-id", "-walked_on"),
        rights=rights((OFFICE, "view add change export"), (LEADERS, "view export")),
        empty=_("每周到年级和处室走一走，听到的意见记在这里；坏了的东西直接报修。"),
    )
)

link_by(Job, "asset")
link(
    "repairs.job", "stores.issue",
    forth=lambda job: Issue.objects.filter(about="repairs.job", about_id=job.pk).order_by("pk"),
    back=lambda issue: Job.objects.filter(pk=issue.about_id) if issue.about == "repairs.job" else (),
)  # fmt: skip
link(
    "repairs.job", "procurement.request",
    forth=lambda job: Request.objects.filter(about="repairs.job", about_id=job.pk).order_by("pk"),
    back=lambda request: Job.objects.filter(pk=request.about_id) if request.about == "repairs.job" else (),
)  # fmt: skip
for _model in (JobLine, Material, Leftover, Rating, Visit, Referral):
    link_by(_model, "job")
