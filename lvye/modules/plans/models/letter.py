"""What posts stand for, the goal letters that are signed for them, and the boxes the papers end in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, Post
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .plan import Plan


class PostStandard(Record):
    """The work standard of a post: its place, its duties, how well (质) and how much (量)."""

    post = models.OneToOneField(
        Post, models.PROTECT, related_name="standard", verbose_name=_("岗位"),
        error_messages={"unique": _("这个岗位的标准已经写了，请修改原来那份。")},
    )  # fmt: skip
    seat = models.CharField(_("定岗：在哪里、几个人"), max_length=100, blank=True)
    duties = models.TextField(_("定责：职责"), max_length=1000)
    quality = models.TextField(_("质的要求"), max_length=600, blank=True)
    quantity = models.TextField(_("量的要求"), max_length=600, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("duties", "quality", "quantity")

    class Meta:
        verbose_name = _("岗位标准")
        verbose_name_plural = _("岗位标准")

    def __str__(self) -> str:
        return " ".join(self.duties.split())[:30]


class LetterStatus(models.TextChoices):
    """Whether it binds."""

    DRAWN = "drawn", _("待签")
    SIGNED = "signed", _("已签")
    VOID = "void", _("作废")


L = LetterStatus


class GoalLetter(Record):
    """目标责任书: what one person answers for under a plan. content holds it as it was drawn up; signed, it is final.

    content: {"duties", "quality", "quantity", "goals": [[what, target, due]]}; digest: SHA-256 over it.
    """

    Status = LetterStatus

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="letters", verbose_name=_("计划"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁签"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("岗位"))
    content = models.JSONField(default=dict, editable=False)
    digest = models.CharField(_("校验码"), max_length=64, editable=False)
    status = models.CharField(_("状态"), max_length=10, choices=LetterStatus.choices, default=L.DRAWN, editable=False)
    signed_on = models.DateField(_("签字日期"), null=True, blank=True)
    why = models.CharField(_("作废的原因"), max_length=200, blank=True)

    verbs: ClassVar[dict[str, object]] = {"redraw": _("按计划重写")}
    flow = Flow(
        Step("sign", _("记下已签"), {L.DRAWN}, L.SIGNED, fields=("signed_on",), tone="main"),
        Step("void", _("作废"), {L.DRAWN, L.SIGNED}, L.VOID, fields=("why",), tone="no"),
        final={L.SIGNED, L.VOID},
    )
    tones: ClassVar[dict[str, str]] = {L.DRAWN: "soon", L.SIGNED: "done", L.VOID: "idle"}

    class Meta:
        verbose_name = _("目标责任书")
        verbose_name_plural = _("目标责任书")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "person"],
                condition=~Q(status=L.VOID),
                name="plans_goalletter_once",
                violation_error_message=_("这个人在这份计划里已经有责任书了。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=L.SIGNED) | Q(signed_on__isnull=False),
                name="plans_goalletter_signed_day",
                violation_error_message=_("签了的责任书要有日期。"),
            ),
        ]

    def __str__(self) -> str:
        return str(_("目标责任书"))


class ArchiveBox(Record):
    """One box of the archive: what is in it, from which year, who keeps it, where it stands."""

    number = models.CharField(_("盒号"), max_length=20, unique=True, error_messages={"unique": _("这个盒号已经用了。")})
    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(_("类别"), max_length=30)
    title = models.CharField(_("盒里是什么"), max_length=100)
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("保管人"))
    where = models.CharField(_("放在哪里"), max_length=60, help_text=_("哪间屋、哪个架、哪一层。"))
    keep_until = models.DateField(_("保存到"), null=True, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "kind", "title", "where")

    class Meta:
        verbose_name = _("档案盒")
        verbose_name_plural = _("档案盒")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
