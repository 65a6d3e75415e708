"""Goods lent, and goods that come back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records.api import Flow, SearchField

from .outgoing import Issue, IssueLine, Sign
from .paper import Line, Paper, paper_flow


class LoanStatus(models.TextChoices):
    """Whether the things are back; derived from what came back, kept to list what is out."""

    OUT = "out", _("在借")
    BACK = "back", _("已还清")


class Loan(Paper):
    """借用单: goods lent to a person until a day; they stay the school's and come back, or are answered for."""

    series: ClassVar[str] = "JY"
    flow: ClassVar[Flow] = paper_flow()
    extra_verbs: ClassVar[tuple[str, ...]] = ("own",)
    verbs: ClassVar[dict[str, Any]] = {"own": _("看自己借的"), "returned": _("归还")}
    search_from: ClassVar[tuple[str, ...]] = ("number", "purpose", "to_name", "note")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("借用人"))
    to_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("哪个班用")
    )
    to_name = models.CharField(_("借用对象"), max_length=80, blank=True, editable=False)
    due_on = models.DateField(_("应还日期"))
    purpose = models.CharField(_("用途"), max_length=100, blank=True)
    returned = models.CharField(
        _("归还"), max_length=4, choices=LoanStatus.choices, default=LoanStatus.OUT, editable=False
    )
    signed = models.CharField(_("签字"), max_length=6, choices=Sign.choices, default=Sign.NONE, blank=True)
    signed_at = models.DateTimeField(_("签字时间"), null=True, blank=True, editable=False)
    search_text = SearchField()

    class Meta(Paper.Meta):
        verbose_name = _("借用单")
        verbose_name_plural = _("借用单")
        indexes = [*Paper.Meta.indexes, models.Index(fields=["returned", "due_on"], name="stores_loan_due")]
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("happened_on")) | Q(reverses__isnull=False),
                name="stores_loan_due_later",
                violation_error_message=_("应还日期不能早于借出日期。"),
            ),
        ]


class LoanLine(Line):
    """One item lent."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="lines", verbose_name=_("借用单"))

    class Meta(Line.Meta):
        verbose_name = _("借用明细")
        verbose_name_plural = _("借用明细")


class GiveBack(Paper):
    """退回单 (an issue's goods that were not used) or 归还单 (a loan's)."""

    series: ClassVar[str] = "TH"
    flow: ClassVar[Flow] = paper_flow()
    search_from: ClassVar[tuple[str, ...]] = ("number", "note")

    issue = models.ForeignKey(
        Issue, models.PROTECT, null=True, blank=True, related_name="backs", verbose_name=_("原领用单")
    )
    loan = models.ForeignKey(
        Loan, models.PROTECT, null=True, blank=True, related_name="backs", verbose_name=_("原借用单")
    )
    brought_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁送回")
    )
    search_text = SearchField()

    class Meta(Paper.Meta):
        verbose_name = _("退还单")
        verbose_name_plural = _("退还单")
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(
                condition=Q(issue__isnull=False, loan__isnull=True) | Q(issue__isnull=True, loan__isnull=False),
                name="stores_giveback_one",
                violation_error_message=_("退还单要对应一张领用单或一张借用单。"),
            ),
        ]


class State(models.TextChoices):
    """In what state a thing came back. Only what is good is on the shelf again."""

    GOOD = "good", _("完好")
    BROKEN = "broken", _("损坏")
    LOST = "lost", _("丢失")


class GiveBackLine(Line):
    """So much of a line of the issue or loan. Broken or lost goods settle a loan without coming into stock."""

    give_back = models.ForeignKey(GiveBack, models.PROTECT, related_name="lines", verbose_name=_("退还单"))
    issue_line = models.ForeignKey(
        IssueLine, models.PROTECT, null=True, blank=True, related_name="backs", verbose_name=_("领用明细")
    )
    loan_line = models.ForeignKey(
        LoanLine, models.PROTECT, null=True, blank=True, related_name="backs", verbose_name=_("借用明细")
    )
    state = models.CharField(_("状况"), max_length=6, choices=State.choices, default=State.GOOD)

    class Meta(Line.Meta):
        verbose_name = _("退还明细")
        verbose_name_plural = _("退还明细")
