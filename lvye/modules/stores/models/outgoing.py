"""Goods handed out for use."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department, Person, SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, SearchField, Step

from .need import Need
from .paper import Line, Paper, Status, paper_flow


class ToKind(models.TextChoices):
    """For whom goods were handed out."""

    PERSON = "person", _("个人")
    CLASS = "class", _("班级")
    DEPARTMENT = "department", _("部门")
    PLACE = "place", _("地点")
    JOB = "job", _("维修、活动等事项")


class Sign(models.TextChoices):
    """How the receiver signed."""

    NONE = "", _("还没有签字")
    FINGER = "finger", _("当面手写")
    PHONE = "phone", _("本人手机确认")
    PAPER = "paper", _("纸单签字")


class Issue(Paper):
    """领用单 (出库单): goods handed out to be used up.

    taken_by: who carries them away and signs. department: whose use it is, for quotas and figures.
    need: the request it answers. Signing comes after posting: what is not signed for is chased.
    """

    series: ClassVar[str] = "LY"
    flow: ClassVar[Flow] = paper_flow(Step("sign", _("签字确认"), {Status.POSTED}, Status.POSTED))
    extra_verbs: ClassVar[tuple[str, ...]] = ("own", "counter")
    verbs: ClassVar[dict[str, Any]] = {"own": _("看自己领的"), "counter": _("在领用台发放")}
    search_from: ClassVar[tuple[str, ...]] = ("number", "purpose", "to_name", "note")

    to_kind = models.CharField(_("领给"), max_length=10, choices=ToKind.choices, editable=False)
    to_name = models.CharField(_("领用对象"), max_length=80, blank=True, editable=False)
    to_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("领用人")
    )
    to_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("领用班级")
    )
    to_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("用在哪里")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("领用部门")
    )
    taken_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经手领取人")
    )
    purpose = models.CharField(_("用途"), max_length=100, blank=True)
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, related_name="issues", verbose_name=_("领用申请")
    )
    signed = models.CharField(_("签字"), max_length=6, choices=Sign.choices, default=Sign.NONE, blank=True)
    signed_at = models.DateTimeField(_("签字时间"), null=True, blank=True, editable=False)
    search_text = SearchField()

    class Meta(Paper.Meta):
        verbose_name = _("领用单")
        verbose_name_plural = _("领用单")
        indexes = [
            *Paper.Meta.indexes,
            models.Index(fields=["department", "happened_on"], name="stores_issue_dept"),
            models.Index(fields=["taken_by", "signed"], name="stores_issue_unsigned"),
        ]


class IssueLine(Line):
    """One item handed out; value at the moving average of the store."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="lines", verbose_name=_("领用单"))

    class Meta(Line.Meta):
        verbose_name = _("领用明细")
        verbose_name_plural = _("领用明细")
