"""Terms, and the days that are not what their weekday says."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, Step
from lvye.kernel.rules.api import PeriodsApart

LONGEST = 210  # days; a term takes four to five months, so more is a slip of the pen


class Half(models.IntegerChoices):
    """Which term of the school year."""

    FIRST = 1, _("第一学期")
    SECOND = 2, _("第二学期")


class TermStatus(models.TextChoices):
    """Whether records may still be written into the term."""

    OPEN = "open", _("进行中")
    CLOSED = "closed", _("已归档")


class Term(Record):
    """One term, both days included. `school_year` is the year in which the school year begins: 2025 for 2025—2026.

    `code` ("2025-2") and `name` follow from year and half and are kept by the services.
    """

    code = models.CharField(_("学期代码"), max_length=8, editable=False)
    name = models.CharField(_("学期"), max_length=40, editable=False)
    school_year = models.PositiveSmallIntegerField(
        _("学年"),
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
        help_text=_("填学年开始的年份，例如 2025—2026 学年填 2025。"),
    )
    half = models.PositiveSmallIntegerField(_("上下学期"), choices=Half.choices)
    begins_on = models.DateField(_("开学日期"))
    ends_on = models.DateField(_("放假日期"), help_text=_("学期的最后一天。"))
    status = models.CharField(
        _("状态"), max_length=10, choices=TermStatus.choices, default=TermStatus.OPEN, editable=False
    )
    reopened_why = models.CharField(_("重新打开的原因"), max_length=200, blank=True)

    flow = Flow(
        Step("close", _("归档"), {TermStatus.OPEN}, TermStatus.CLOSED, tone="main"),
        Step("reopen", _("重新打开"), {TermStatus.CLOSED}, TermStatus.OPEN, fields=("reopened_why",)),
        final={TermStatus.CLOSED},
    )
    tones: ClassVar[dict[str, str]] = {TermStatus.OPEN: "going", TermStatus.CLOSED: "done"}

    class Meta:
        verbose_name = _("学期")
        verbose_name_plural = _("学期")
        constraints = [
            models.UniqueConstraint(
                fields=["school_year", "half"],
                name="terms_term_once",
                violation_error_message=_("这个学期已经登记过了。"),
            ),
            models.CheckConstraint(
                name="terms_term_begins_before_ends",
                condition=Q(ends_on__gt=F("begins_on")),
                violation_error_message=_("放假日期必须在开学日期之后。"),
            ),
            PeriodsApart(
                name="terms_term_apart",
                begins="begins_on",
                ends="ends_on",
                violation_error_message=_("这段时间和另一个学期重叠，请核对开学和放假日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Dates that cannot be this term's are slips of the pen."""
        if not self.begins_on or not self.ends_on or not self.school_year or not self.half:
            return
        if self.ends_on <= self.begins_on:
            raise ValidationError({"ends_on": _("放假日期必须在开学日期之后。")})
        if (self.ends_on - self.begins_on).days > LONGEST:
            raise ValidationError({"ends_on": _("一个学期不会这么长，请核对起止日期。")})
        year = self.school_year + (1 if self.half == Half.SECOND else 0)
        if self.begins_on.year != year:
            words = {"year": year}
            raise ValidationError({"begins_on": _("这个学期应当在 %(year)s 年开学，请核对学年和日期。") % words})

    def holds(self, day: date) -> bool:
        """Whether a date lies in the term."""
        return self.begins_on <= day <= self.ends_on


class DayKind(models.TextChoices):
    """What makes a day other than its weekday says."""

    HOLIDAY = "holiday", _("放假")
    MAKEUP = "makeup", _("调休上班")
    REST = "rest", _("本校休息")
    SCHOOL = "school", _("本校上班")


WORKED = frozenset({DayKind.MAKEUP, DayKind.SCHOOL})


class DaySource(models.TextChoices):
    """Who said so."""

    OFFICIAL = "official", _("国家安排")
    SCHOOL = "school", _("本校登记")


class Day(Record):
    """One day that is not what its weekday says. Other days need no row: Monday to Friday are worked.

    Holidays and make-up days are filled from the official arrangement; the school's own word on a day is never
    overwritten.
    """

    date = models.DateField(_("日期"), unique=True)
    kind = models.CharField(_("类别"), max_length=10, choices=DayKind.choices)
    name = models.CharField(_("名称"), max_length=40, blank=True)
    source = models.CharField(
        _("来源"), max_length=10, choices=DaySource.choices, default=DaySource.SCHOOL, editable=False
    )

    removable = True  # only what was filled in and is no longer official: never the school's own days

    class Meta:
        verbose_name = _("校历特殊日")
        verbose_name_plural = _("校历特殊日")

    def __str__(self) -> str:
        return f"{self.date} {self.name or self.get_kind_display()}"

    @property
    def is_worked(self) -> bool:
        """Whether people work on this day."""
        return self.kind in WORKED

    @property
    def is_official(self) -> bool:
        """Whether it was filled in, not said by the school."""
        return self.source == DaySource.OFFICIAL
