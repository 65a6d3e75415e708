"""本校车辆: whose car a plate is, and the pass it has."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Record, SearchField

# As it is typed, small letters, points and blanks too; it is kept without them.
PLATE = RegexValidator(r"^[^\W\dA-Za-z_]\s*[A-Za-z][\s·]*[A-Za-z0-9]{5,6}$", _("车牌这样写：湘A12345，新能源多一位。"))


class CarKind(models.TextChoices):
    """Whose."""

    STAFF = "staff", _("教职工")
    SCHOOL = "school", _("学校的车")
    BUS = "bus", _("校车")


class Car(Record):
    """One car that may come in. ends_on: the last day of its pass; none: until further notice."""

    Kind = CarKind

    plate = models.CharField(
        _("车牌"), max_length=12, unique=True, validators=[PLATE],
    )  # fmt: skip
    kind = models.CharField(_("哪一种"), max_length=6, choices=CarKind.choices, default=CarKind.STAFF)
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("车主、负责人"),
        limit_choices_to={"kind__in": ("teacher", "staff"), "status": "here"},
    )  # fmt: skip
    pass_number = models.CharField(_("通行证号"), max_length=20)
    looks = models.CharField(_("车型、颜色"), max_length=40, blank=True)
    ends_on = models.DateField(_("通行证到期"), null=True, blank=True)
    is_active = models.BooleanField(_("可以进校"), default=True)
    search_text = SearchField()
    search_from: ClassVar[tuple[str, ...]] = ("plate", "pass_number")

    class Meta:
        verbose_name = _("本校车辆")
        verbose_name_plural = _("本校车辆")
        constraints = [
            models.UniqueConstraint(
                fields=["pass_number"], condition=Q(is_active=True), name="security_car_pass",
                violation_error_message=_("这个通行证号已经发给别的车了。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.plate

    def may_enter(self, on: date) -> bool:
        """Its pass holds."""
        return self.is_active and (self.ends_on is None or self.ends_on >= on)
