"""What the school has recorded for a rule, and the counters of document numbers."""

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Record

from .apart import PeriodsApart
from .fields import ValueField
from .spec import declared, parse, show


def declared_codes() -> Iterator[tuple[str, str | Promise]]:
    """Every declared rule with its name, for forms, lists and filters."""
    yield from ((rule.code, rule.label) for rule in declared)


class Rule(Record):
    """One value of one rule for one period. What it means is declared in code (`RuleSpec`).

    `value` is text in the spelling of `spec.text_of`. An empty `effective_to` means until further notice.
    """

    code = models.CharField(_("标准"), max_length=60, choices=declared_codes, db_index=True)
    value = ValueField(_("取值"), max_length=1000, blank=True)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    region = models.CharField(_("适用地区"), max_length=60, blank=True)
    document = models.CharField(_("依据文件"), max_length=200, blank=True)
    article = models.CharField(_("条款"), max_length=60, blank=True)
    why = models.CharField(_("为什么"), max_length=300)
    effective_from = models.DateField(_("起用日期"))
    effective_to = models.DateField(
        _("截止日期"), null=True, blank=True, help_text=_("不填为长期有效；填了，到期后恢复原标准。")
    )

    verbs: ClassVar[dict[str, object]] = {"close": _("到期")}

    class Meta:
        verbose_name = _("标准记录")
        verbose_name_plural = _("标准记录")
        constraints = [
            models.CheckConstraint(
                name="rules_rule_from_before_to",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                violation_error_message=_("截止日期不能早于起用日期。"),
            ),
            PeriodsApart(
                name="rules_rule_apart",
                keys=["code"],
                begins="effective_from",
                ends="effective_to",
                violation_error_message=_("这段时间里这项标准已经另有记录。"),
            ),
        ]

    @property
    def shown(self) -> str:
        """The value as people read it; as it is kept when nobody declares the rule any more."""
        rule = declared.get(self.code)
        return show(rule, parse(rule, self.value)) if rule else self.value

    def __str__(self) -> str:
        return f"{declared[self.code].label if self.code in declared else self.code}：{self.value}"


class Counter(models.Model):
    """The last number given in a series. Not a record: the numbers are in the documents that carry them."""

    series = models.CharField(max_length=80, unique=True)
    last = models.BigIntegerField()

    class Meta:
        verbose_name = _("编号")
        verbose_name_plural = _("编号")

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
