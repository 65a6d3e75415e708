"""Chains as the school edits them; what is asked; whose turn it is."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department, Person, Post
from lvye.kernel.records.api import Flow, Record, Step


class ApprovalChain(Record):
    """Who must agree, step by step, before something asked for is done.

    kind: what is asked ("stores.issue"). above: taken only from this amount on, in yuan or as the code of a rule;
    traits: {"fund": ["public"]}, taken only where the record has one of these values. Of several chains that fit the
    one with the smallest `sort` is taken. steps: a list of {by, posts, above, traits, name, hours}, in order.
    """

    code = models.SlugField(_("代号"), max_length=60, unique=True)
    name = models.CharField(_("流程"), max_length=60)
    kind = models.CharField(_("审批什么"), max_length=80)
    sort = models.IntegerField(
        _("先后"), default=100, help_text=_("同一件事有几个流程时，从小到大，用第一个合条件的。")
    )
    above = models.CharField(_("金额达到"), max_length=80, blank=True)
    traits = models.JSONField(_("限于"), default=dict, blank=True)
    steps = models.JSONField(_("审批步骤"), default=list, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    is_open = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("审批流程")
        verbose_name_plural = _("审批流程")
        indexes = [models.Index(fields=["kind", "sort"], name="approvals_chain_kind")]

    def __str__(self) -> str:
        return self.name


class Asking(Record):
    """One record put before those who must agree. What the chain said then stands in its turns, and stays."""

    class Status(models.TextChoices):
        """How it stands."""

        ASKED = "asked", _("审批中")
        RETURNED = "returned", _("退回修改")
        AGREED = "agreed", _("已同意")
        REFUSED = "refused", _("不同意")
        WITHDRAWN = "withdrawn", _("已撤回")

    OPEN: ClassVar[tuple[str, ...]] = (Status.ASKED, Status.RETURNED)
    flow: ClassVar[Flow] = Flow(
        Step("agree", _("同意"), {Status.ASKED}, Status.AGREED, tone="main"),
        Step("refuse", _("不同意"), {Status.ASKED}, Status.REFUSED, tone="no"),
        Step("send_back", _("驳回到申请人"), {Status.ASKED}, Status.RETURNED),
        Step("ask_again", _("重新提交"), {Status.RETURNED}, Status.ASKED),
        Step("withdraw", _("撤回"), {Status.ASKED, Status.RETURNED}, Status.WITHDRAWN, tone="no"),
        final={Status.AGREED, Status.REFUSED, Status.WITHDRAWN},
    )
    tones: ClassVar[dict[str, str]] = {
        Status.ASKED: "going", Status.RETURNED: "soon", Status.AGREED: "done", Status.REFUSED: "late",
        Status.WITHDRAWN: "idle",
    }  # fmt: skip
    verbs: ClassVar[dict[str, Any]] = {"all": _("看全部审批")}
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)

    kind = models.CharField(_("审批什么"), max_length=80, editable=False)
    target = models.CharField(_("台账"), max_length=60, editable=False)
    target_id = models.BigIntegerField(_("编号"), editable=False)
    title = models.CharField(_("事由"), max_length=200)
    amount = models.DecimalField(_("金额"), max_digits=14, decimal_places=2, null=True, blank=True)
    traits = models.JSONField(_("性质"), default=dict, blank=True, editable=False)
    chain = models.ForeignKey(
        ApprovalChain, models.PROTECT, related_name="askings", verbose_name=_("流程"), editable=False
    )
    chain_name = models.CharField(_("审批流程"), max_length=60, editable=False)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="askings", verbose_name=_("申请人"), editable=False
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提交人"), editable=False
    )
    note = models.CharField(_("申请说明"), max_length=500, blank=True)
    round = models.PositiveIntegerField(_("第几轮"), default=1, editable=False)
    asked_at = models.DateTimeField(_("提交时间"), editable=False)
    ended_at = models.DateTimeField(_("办结时间"), null=True, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.ASKED, editable=False)

    class Meta:
        verbose_name = _("审批")
        verbose_name_plural = _("审批")
        indexes = [
            models.Index(fields=["target", "target_id"], name="approvals_asking_target"),
            models.Index(fields=["requester", "status"], name="approvals_asking_requester"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target_id"],
                condition=Q(status__in=("asked", "returned")),
                name="approvals_asking_once",
                violation_error_message=_("这件事正在审批，不能重复提交。"),
            ),
            models.CheckConstraint(
                condition=Q(status__in=("asked", "returned"), ended_at=None)
                | (~Q(status__in=("asked", "returned")) & Q(ended_at__isnull=False)),
                name="approvals_asking_ended",
                violation_error_message=_("办结的审批要有办结时间。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided, by somebody or by the requester himself."""
        return self.status in self.OPEN

    @cached_property
    def turns_now(self) -> list[Turn]:
        """The turns of the present round in order, with post and persons."""
        return [turn for turn in self.all_turns if turn.round == self.round]

    @cached_property
    def all_turns(self) -> list[Turn]:
        """Every turn there was, in order."""
        known = self.turns.select_related("post", "person__user", "decided_by", "department__head__user")
        return list(known.order_by("round", "pk"))


class Turn(Record):
    """One who must agree in one round of an asking: a post, a head of department, a named person, or who records.

    place: the step it belongs to; a step is done when all its turns agreed. due_at: until when it should be decided.
    decided_by acted as the post, or for its holder (as_deputy). handed_by: who passed his turn on to `person`.
    number, decided_on: of a meeting's decision or an answer from above; its paper hangs on the turn.
    """

    class Kind(models.TextChoices):
        """Who decides."""

        POST = "post", _("岗位")
        HEAD = "head", _("部门负责人")
        PERSON = "person", _("指定的人")
        MEETING = "meeting", _("会议")
        OUTSIDE = "outside", _("上级批复")

    class Status(models.TextChoices):
        """How it stands."""

        WAITING = "waiting", _("还没轮到")
        OPEN = "open", _("待审批")
        AGREED = "agreed", _("同意")
        RETURNED = "returned", _("驳回")
        REFUSED = "refused", _("不同意")
        HANDED = "handed", _("已转办")
        PASSED = "passed", _("不用审批")
        DROPPED = "dropped", _("作罢")

    RECORDED: ClassVar[tuple[str, ...]] = (Kind.MEETING, Kind.OUTSIDE)
    flow: ClassVar[Flow] = Flow(
        Step("open", _("轮到"), {Status.WAITING}, Status.OPEN),
        Step("agree", _("同意"), {Status.OPEN}, Status.AGREED, tone="main"),
        Step("send_back", _("驳回"), {Status.OPEN}, Status.RETURNED),
        Step("refuse", _("不同意"), {Status.OPEN}, Status.REFUSED, tone="no"),
        Step("hand_over", _("转办"), {Status.OPEN}, Status.HANDED),
        Step("drop", _("作罢"), {Status.WAITING, Status.OPEN}, Status.DROPPED),
        final={Status.AGREED, Status.RETURNED, Status.REFUSED, Status.HANDED, Status.PASSED, Status.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        Status.WAITING: "idle", Status.OPEN: "going", Status.AGREED: "done", Status.RETURNED: "soon",
        Status.REFUSED: "late", Status.HANDED: "idle", Status.PASSED: "idle", Status.DROPPED: "idle",
    }  # fmt: skip
    verbs: ClassVar[dict[str, Any]] = {"remind": _("催办")}

    asking = models.ForeignKey(Asking, models.PROTECT, related_name="turns", verbose_name=_("审批"), editable=False)
    round = models.PositiveIntegerField(_("第几轮"), default=1, editable=False)
    place = models.PositiveIntegerField(_("第几步"), editable=False)
    kind = models.CharField(_("由谁"), max_length=10, choices=Kind.choices, editable=False)
    name = models.CharField(_("环节"), max_length=60, editable=False)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("岗位"), editable=False
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("部门"), editable=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("指定的人"), editable=False
    )
    hours = models.PositiveIntegerField(_("限几个工作小时"), default=0, editable=False)
    opened_at = models.DateTimeField(_("轮到时间"), null=True, blank=True, editable=False)
    due_at = models.DateTimeField(_("最晚"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("催办时间"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审批人"),
        editable=False,
    )  # fmt: skip
    as_deputy = models.BooleanField(_("代理"), default=False, editable=False)
    decided_at = models.DateTimeField(_("审批时间"), null=True, blank=True, editable=False)
    opinion = models.CharField(_("意见"), max_length=500, blank=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.WAITING, editable=False)

    class Meta:
        verbose_name = _("审批环节")
        verbose_name_plural = _("审批环节")
        indexes = [
            models.Index(fields=["status", "post"], name="approvals_turn_post"),
            models.Index(fields=["status", "person"], name="approvals_turn_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=("agreed", "returned", "refused", "handed"))
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="approvals_turn_decided",
                violation_error_message=_("审批过的环节要有审批人和时间。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_recorded(self) -> bool:
        """Decided elsewhere (a meeting, an office above) and recorded here with number, day and paper."""
        return self.kind in self.RECORDED
