"""安全责任书: its wording for each post, department, room and tenant, and the letters to be signed each term."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, Post
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, Step
from lvye.kernel.terms.api import Term
from lvye.modules.partners.api import Lease


class WordingKind(models.TextChoices):
    """Who signs it."""

    POST = "post", _("岗位")
    DEPARTMENT = "department", _("部门负责人")
    ROOM = "room", _("教室和重点部位")
    TENANT = "tenant", _("租赁和承包单位")


class Wording(Record):
    """One responsibility letter as it reads. A letter that was sent out keeps the words it was sent with."""

    code = models.SlugField(_("代号"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("由谁签"), max_length=10, choices=WordingKind.choices, default=WordingKind.POST)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("哪个岗位签")
    )
    text = models.TextField(_("内容"), max_length=4000)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("责任书范本")
        verbose_name_plural = _("责任书范本")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="post", post__isnull=False) | ~Q(kind="post") & Q(post=None),
                name="security_wording_post",
                violation_error_message=_("按岗位签的要选岗位，其余的不选。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PledgeStatus(models.TextChoices):
    """Whether it is signed."""

    DUE = "due", _("待签")
    SIGNED = "signed", _("已签")
    DROPPED = "dropped", _("不用签")


class How(models.TextChoices):
    """How it was signed."""

    DRAWN = "drawn", _("手写签名")
    TYPED = "typed", _("输入姓名确认")
    PAPER = "paper", _("签在纸上")


S = PledgeStatus


class Pledge(Record):
    """One letter one person signs for one term. words: as it was sent; who signs has read exactly this.

    person: who signs; for a tenant nobody, and `signer` is who signed for it. witness: before whom it was signed on
    paper, or by a tenant.
    """

    Status, How = PledgeStatus, How

    wording = models.ForeignKey(Wording, models.PROTECT, related_name="pledges", verbose_name=_("责任书"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("学期"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("由谁签")
    )
    lease = models.ForeignKey(
        Lease, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("租赁承包合同")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责的地方")
    )
    words = models.TextField(_("内容"), max_length=4000, editable=False)
    due_on = models.DateField(_("最迟签的日期"))
    status = models.CharField(_("状态"), max_length=8, choices=S.choices, default=S.DUE, editable=False)
    how = models.CharField(_("怎么签的"), max_length=6, choices=How.choices, blank=True, editable=False)
    signer = models.CharField(_("签字人"), max_length=60, blank=True)
    signed_at = models.DateTimeField(_("签字时间"), null=True, blank=True, editable=False)
    signed_on = models.DateField(_("签字日期"), null=True, blank=True, editable=False)
    witness = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("经办人")
    )
    reminded_on = models.DateField(_("上次提醒"), null=True, blank=True, editable=False)
    why = models.CharField(_("为什么不用签"), max_length=200, blank=True)

    flow: ClassVar[Flow] = Flow(
        Step("sign", _("签责任书"), {S.DUE}, S.SIGNED, tone="main"),
        Step("drop", _("不用签"), {S.DUE}, S.DROPPED, fields=("why",), tone="no"),
        final={S.SIGNED, S.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {S.DUE: "soon", S.SIGNED: "done", S.DROPPED: "idle"}
    # issue: sends the letters of a term out; witness: enters what a tenant, or somebody on paper, has signed
    extra_verbs: ClassVar[tuple[str, ...]] = ("issue", "witness", "all")
    verbs: ClassVar[dict[str, object]] = {
        "issue": _("发责任书"), "witness": _("代录纸质签字"), "all": _("看全部责任书"), "remind": _("提醒"),
    }  # fmt: skip

    class Meta:
        verbose_name = _("安全责任书")
        verbose_name_plural = _("安全责任书")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, lease=None) | Q(person=None, lease__isnull=False),
                name="security_pledge_whose",
                violation_error_message=_("一份责任书由一个人或一个租赁承包单位签。"),
            ),
            models.UniqueConstraint(
                fields=["wording", "term", "person"],
                condition=Q(person__isnull=False, place=None) & ~Q(status="dropped"),
                name="security_pledge_once",
                violation_error_message=_("这个人这学期的这份责任书已经发过了。"),
            ),
            models.UniqueConstraint(
                fields=["wording", "term", "person", "place"],
                condition=Q(person__isnull=False, place__isnull=False) & ~Q(status="dropped"),
                name="security_pledge_place_once",
                violation_error_message=_("这个地方这学期的责任书已经发过了。"),
            ),
            models.UniqueConstraint(
                fields=["wording", "term", "lease"],
                condition=Q(lease__isnull=False) & ~Q(status="dropped"),
                name="security_pledge_lease_once",
                violation_error_message=_("这个单位这学期的责任书已经发过了。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="signed") | Q(signed_at__isnull=False, signed_on__isnull=False) & ~Q(signer=""),
                name="security_pledge_signed",
                violation_error_message=_("签了的要有签字人和时间。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(why=""),
                name="security_pledge_dropped",
                violation_error_message=_("不用签的要写明原因。"),
            ),
        ]
        indexes = [models.Index(fields=["term", "status"], name="security_pledge_term")]

    def __str__(self) -> str:
        return self.words.partition("\n")[0]
