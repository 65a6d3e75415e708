"""Items of a plan, how each is measured, and what proves it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvye.kernel.people.api import Department, Person, Post
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .plan import Plan


class Area(models.TextChoices):
    """The desk of the office an item belongs to."""

    OFFICE = "office", _("综合管理")
    REPAIRS = "repairs", _("维修维护")
    TEACHING = "teaching", _("教学保障")
    ASSETS = "assets", _("校产物资")
    MONEY = "money", _("经费收费")
    CANTEEN = "canteen", _("食堂食品")
    SAFETY = "safety", _("安全消防")
    UTILITIES = "utilities", _("水电暖")
    GROUNDS = "grounds", _("绿化保洁")
    DORMITORY = "dormitory", _("宿舍")
    EVENTS = "events", _("活动会务")
    WORKS = "works", _("基建工程")
    STAFF = "staff", _("队伍建设")
    OTHER = "other", _("其他")


class State(models.TextChoices):
    """How an item stands, computed from its targets and proofs."""

    OPEN = "open", _("未完成")
    PART = "part", _("部分完成")
    DONE = "done", _("完成")
    DROPPED = "dropped", pgettext_lazy("state", "取消")


class ItemStatus(models.TextChoices):
    """Whether it is still meant to be done."""

    KEPT = "kept", _("在列")
    DROPPED = "dropped", pgettext_lazy("state", "取消")


class Source(models.TextChoices):
    """Where the item came from."""

    OWN = "own", _("自己列的")
    UNFINISHED = "unfinished", _("上期没做完")
    LAPSE = "lapse", _("期内到期")
    HISTORY = "history", _("往年这时有")
    SEASON = "season", _("季节惯例")
    DECISION = "decision", _("会议决定")


class PlanItem(Record):
    """One thing to be done until `due_on`, by a person or whoever holds a post.

    off_day: the day is no working day, and that is meant. state: how it stood when it was last computed; a cache of
    `standing`, for lists and figures alone, rebuilt by the clock and provably (`standing.drifted`).
    why: why it was not finished, or why it was dropped. follows: the unfinished item of an earlier plan it goes
    on with. hint: the key of the offer it was taken from. reminded_for: the due day people were reminded of.
    """

    Area = Area
    State = State
    Status = ItemStatus
    Source = Source

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items", verbose_name=_("计划"))
    what = models.CharField(_("做什么"), max_length=120)
    area = models.CharField(_("哪方面"), max_length=10, choices=Area.choices, default=Area.OFFICE)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责人")
    )
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责岗位"))
    helpers = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("协助的人"))
    begins_on = models.DateField(_("开始日期"), null=True, blank=True)
    due_on = models.DateField(_("完成期限"))
    off_day = models.BooleanField(_("期限是休息日也照办"), default=False)
    budget = models.DecimalField(_("预算（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    partner = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("配合处室")
    )
    ask = models.CharField(_("请对方配合什么"), max_length=200, blank=True)
    partner_on = models.DateField(_("对方答应的日期"), null=True, blank=True, editable=False)
    detail = models.TextField(_("具体做法"), max_length=1000, blank=True)
    status = models.CharField(
        _("状态"), max_length=10, choices=ItemStatus.choices, default=ItemStatus.KEPT, editable=False
    )
    state = models.CharField(_("完成情况"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    why = models.CharField(_("原因"), max_length=200, blank=True)
    source = models.CharField(
        _("怎么列进来的"), max_length=10, choices=Source.choices, default=Source.OWN, editable=False
    )
    hint = models.CharField(max_length=80, blank=True, editable=False)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="followed", verbose_name=_("接着做")
    )
    reminded_for = models.DateField(null=True, blank=True, editable=False)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("what", "detail")
    # all: sees every item; prove: says how it went on items he answers for.
    extra_verbs: ClassVar[tuple[str, ...]] = ("all", "prove")
    verbs: ClassVar[dict[str, object]] = {
        "all": _("看全部计划事项"), "prove": _("登记完成凭据"), "explain": _("说明原因"), "partner": _("答应配合"),
    }  # fmt: skip
    flow = Flow(
        Step("drop", _("取消这一项"), {ItemStatus.KEPT}, ItemStatus.DROPPED, fields=("why",), tone="no"),
        Step("restore", _("恢复这一项"), {ItemStatus.DROPPED}, ItemStatus.KEPT),
    )
    tones: ClassVar[dict[str, str]] = {ItemStatus.KEPT: "going", ItemStatus.DROPPED: "idle"}

    class Meta:
        verbose_name = _("计划事项")
        verbose_name_plural = _("计划事项")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(post__isnull=False),
                name="plans_planitem_somebody",
                violation_error_message=_("请写明由谁或哪个岗位负责。"),
            ),
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True) | Q(begins_on__lte=F("due_on")),
                name="plans_planitem_days",
                violation_error_message=_("完成期限不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                name="plans_planitem_budget",
                violation_error_message=_("预算不能小于零。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=ItemStatus.DROPPED) | ~Q(why=""),
                name="plans_planitem_dropped_why",
                violation_error_message=_("取消要写明原因。"),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "status"], name="plans_planitem_due"),
            models.Index(fields=["plan", "hint"], name="plans_planitem_hint"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def whose(self) -> str:
        """Who answers for it: the person, else the post. Needs both read along."""
        return self.person.name if self.person else self.post.name if self.post else ""


class TargetKind(models.TextChoices):
    """How one sees that it is reached."""

    FIGURE = "figure", _("数字达到")
    PROOF = "proof", _("有凭据")


class Sense(models.TextChoices):
    """Which side of the aim is good."""

    AT_LEAST = "ge", _("不少于")
    AT_MOST = "le", _("不超过")


class ProofKind(models.TextChoices):
    """What can prove a yes/no."""

    ANY = "any", _("任何一种")
    PHOTO = "photo", _("照片")
    PAPER = "paper", _("单据文件")
    RECORD = "record", _("台账里的一条记录")
    WORDS = "words", _("一句话说明")


class Target(Record):
    """One measure of an item: a figure of the registry against an aim, or a proof of a kind.

    figure, only: as in `figures.one(figure, period, only)`, over the plan's period (a standing figure: now).
    """

    Kind = TargetKind
    Sense = Sense

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="targets", verbose_name=_("计划事项"))
    kind = models.CharField(_("怎样算完成"), max_length=10, choices=TargetKind.choices, default=TargetKind.FIGURE)
    figure = models.CharField(_("数字"), max_length=60, blank=True)
    only = models.JSONField(_("只看"), default=dict, blank=True)
    sense = models.CharField(_("要求"), max_length=2, choices=Sense.choices, default=Sense.AT_LEAST)
    aim = models.DecimalField(_("目标值"), max_digits=14, decimal_places=2, null=True, blank=True)
    proof = models.CharField(_("凭据"), max_length=10, choices=ProofKind.choices, default=ProofKind.ANY)

    removable: ClassVar[bool] = True

    class Meta:
        verbose_name = _("计划目标")
        verbose_name_plural = _("计划目标")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=TargetKind.FIGURE) | (~Q(figure="") & Q(aim__isnull=False)),
                name="plans_target_figure",
                violation_error_message=_("数字目标要选一个数字，并写明目标值。"),
            ),
            models.CheckConstraint(
                condition=Q(aim__isnull=True) | Q(aim__gte=0),
                name="plans_target_aim",
                violation_error_message=_("目标值不能小于零。"),
            ),
        ]

    def __str__(self) -> str:
        return self.figure or self.get_proof_display()


class ProofStatus(models.TextChoices):
    """Whether it counts."""

    KEPT = "kept", _("在用")
    WITHDRAWN = "withdrawn", _("已撤下")


class Proof(Record):
    """What shows that an item was done: a record of any register, a file (attached to this one), a sentence.

    about, about_id: the register and number of that record ("repairs.job", 7). label: how it was called then.
    """

    Kind = ProofKind
    Status = ProofStatus

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="proofs", verbose_name=_("计划事项"))
    kind = models.CharField(_("凭据"), max_length=10, choices=ProofKind.choices)
    about = models.CharField(_("记录类别"), max_length=60, blank=True)
    about_id = models.BigIntegerField(_("记录号"), null=True, blank=True)
    label = models.CharField(_("记录"), max_length=120, blank=True)
    words = models.CharField(_("说明"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("登记人")
    )
    at = models.DateTimeField(_("登记时间"), editable=False)
    status = models.CharField(
        _("状态"), max_length=10, choices=ProofStatus.choices, default=ProofStatus.KEPT, editable=False
    )

    flow = Flow(
        Step("withdraw", _("撤下"), {ProofStatus.KEPT}, ProofStatus.WITHDRAWN, tone="no"),
        final={ProofStatus.WITHDRAWN},
    )
    tones: ClassVar[dict[str, str]] = {ProofStatus.KEPT: "done", ProofStatus.WITHDRAWN: "idle"}

    class Meta:
        verbose_name = _("完成凭据")
        verbose_name_plural = _("完成凭据")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=ProofKind.ANY),
                name="plans_proof_kind",
                violation_error_message=_("请说明是照片、单据、记录还是一句话。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ProofKind.RECORD) | (~Q(about="") & Q(about_id__isnull=False)),
                name="plans_proof_record",
                violation_error_message=_("请选一条记录。"),
            ),
            models.UniqueConstraint(
                fields=["item", "about", "about_id"],
                condition=Q(status=ProofStatus.KEPT, kind=ProofKind.RECORD),
                name="plans_proof_once",
                violation_error_message=_("这条记录已经算在这一项里了。"),
            ),
        ]
        indexes = [models.Index(fields=["about", "about_id"], name="plans_proof_about")]

    def __str__(self) -> str:
        return self.label or self.words or self.get_kind_display()
