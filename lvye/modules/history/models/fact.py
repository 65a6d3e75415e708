"""One quantified statement of a document, as it was read and as it was judged."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import with_unit
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.kit import say

from .document import DocumentStatus, HistoryDocument


class FactKind(models.TextChoices):
    """What sort of statement it is."""

    DONE = "done", _("做了的事")
    STATE = "state", _("现有的数")
    MONEY = "money", _("金额")
    CADENCE = "cadence", _("多久一次")
    RULE = "rule", _("标准和要求")


class FactStatus(models.TextChoices):
    """What a person said to it."""

    PROPOSED = "proposed", _("待核对")
    ACCEPTED = "accepted", _("采纳")
    MENDED = "mended", _("改过采纳")
    DROPPED = "dropped", _("不要")


class Aside(models.TextChoices):
    """Why a statement is not counted beside the others even when it is kept."""

    NO = "", _("照常计数")
    REPEAT = "repeat", _("同一句印了两遍")
    PLANNED = "planned", _("是打算，不是做完的")
    BEFORE = "before", _("是改动以前的数")


S = FactStatus
KEPT = (S.ACCEPTED, S.MENDED)
YUAN = "元"  # house: the unit all money of history is kept in
MANY = 20  # digits of the largest number that is kept; what is longer is no number of a school


class HistoryFact(Record):
    """One fact.

    number: its place in the document; start..end the mark in the text (its clause, or its part of one), figure the
    numeral and unit in it. qty and unit are as printed (5 万元), value and measure what is added up and compared:
    50000 元. part_of: the printed total it is a part of. read_as: what the reader proposed, kept when it is mended.
    """

    Status = FactStatus

    document = models.ForeignKey(HistoryDocument, models.PROTECT, related_name="facts", verbose_name=_("材料"))
    number = models.PositiveIntegerField(_("第几条"), editable=False)
    start = models.PositiveIntegerField(editable=False)
    end = models.PositiveIntegerField(editable=False)
    figure_start = models.PositiveIntegerField(editable=False)
    figure_end = models.PositiveIntegerField(editable=False)
    sentence = models.TextField(_("原句"), editable=False)
    kind = models.CharField(_("种类"), max_length=10, choices=FactKind.choices, default=FactKind.DONE)
    action = models.CharField(_("原词"), max_length=40, blank=True, editable=False)
    deed = models.CharField(_("动作"), max_length=40, blank=True)
    object = models.CharField(_("事物"), max_length=120, blank=True)
    qty = models.DecimalField(_("数量"), max_digits=MANY, decimal_places=4, null=True, blank=True)
    qty_max = models.DecimalField(_("最多"), max_digits=MANY, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    approx = models.BooleanField(_("约数"), default=False)
    approx_word = models.CharField(max_length=10, blank=True, editable=False)
    approx_sense = models.CharField(max_length=12, blank=True, editable=False)
    value = models.DecimalField(_("计入的数"), max_digits=MANY, decimal_places=4, null=True, blank=True, editable=False)
    measure = models.CharField(_("计入的单位"), max_length=20, blank=True, editable=False)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    period = models.CharField(_("每隔多久"), max_length=20, blank=True, editable=False)
    flags = models.JSONField(default=list, blank=True, editable=False)
    aside = models.CharField(_("计数"), max_length=10, choices=Aside.choices, blank=True, default="", editable=False)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="parts", verbose_name=_("合计")
    )
    group = models.PositiveIntegerField(null=True, blank=True, editable=False)
    read_as = models.JSONField(default=dict, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=10, choices=FactStatus.choices, default=S.PROPOSED, editable=False)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("sentence", "object")
    flow = Flow(
        Step("accept", _("采纳"), {S.PROPOSED, S.DROPPED}, S.ACCEPTED, tone="main"),
        Step("mend", _("改正"), set(S), S.MENDED, fields=("kind", "deed", "object", "qty", "unit", "approx")),
        Step("drop", _("不要"), {S.PROPOSED, *KEPT}, S.DROPPED, tone="no"),
        Step("review", _("重新核对"), {*KEPT, S.DROPPED}, S.PROPOSED),
    )
    tones: ClassVar[dict[str, str]] = {S.PROPOSED: "going", S.ACCEPTED: "done", S.MENDED: "done", S.DROPPED: "idle"}

    class Meta:
        verbose_name = _("往年的数")
        verbose_name_plural = _("往年的数")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="history_fact_number",
                violation_error_message=_("这份材料里已经有这一条。"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=KEPT) | Q(value__gte=0),
                name="history_fact_kept_has_value",
                violation_error_message=_("采纳的数要读得清，也不能小于零。"),
            ),
        ]
        indexes = [
            models.Index(fields=["document", "status"], name="history_fact_judged"),
            models.Index(fields=["measure", "object"], name="history_fact_said"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.deed or self.action, self.object, self.amount) if part)

    @property
    def amount(self) -> str:
        """Number and unit as one reads them: 84个, 20余个, 约13,300袋, 1—2次, 近2万元."""
        if self.qty is None:
            return gettext("读不清%(unit)s") % {"unit": self.unit}
        number = say.number(int(self.qty)) if self.qty == int(self.qty) else say.qty(self.qty)
        if self.qty_max is not None:
            number = gettext("%(least)s—%(most)s") % {"least": number, "most": say.qty(self.qty_max)}
        return said_roughly(number, self.unit, self.approx_sense if self.approx else "")

    @property
    def is_kept(self) -> bool:
        """Whether it stands as history."""
        return self.status in KEPT

    @property
    def doubts(self) -> list[str]:
        """The flags for which it is never accepted without a second look."""
        return [flag for flag in self.flags if flag in DOUBTS]


DOUBTS = ("unreadable", "implausible", "repeated", "planned", "before")
ROUGHLY = {
    "at_least": _("%(n)s余%(unit)s"),
    "just_under": _("近%(n)s%(unit)s"),
    "about": _("约%(n)s%(unit)s"),
}


def said_roughly(number: str, unit: str, sense: str) -> str:
    """Number and unit, with the word that says how exact they are ("" for exact, "about" where nobody knows)."""
    if sense in ("", "range"):
        return with_unit(number, unit)
    return str(ROUGHLY.get(sense, ROUGHLY["about"])) % {"n": number, "unit": unit}


def counted() -> Q:
    """Which facts stand and are added up: kept ones, of documents that were not withdrawn, without repeats, intentions
    and what was before; a part only where its printed total does not stand itself."""
    standing = Q(status__in=KEPT, aside="", document__ends_on__isnull=False)
    loose = Q(part_of=None) | Q(part_of__status__in=[S.PROPOSED, S.DROPPED])
    return standing & ~Q(document__status=DocumentStatus.VOID) & loose
