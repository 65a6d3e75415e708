"""What several kinds of money records share: an amount in yuan, and the record they are about."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Record

MOST = MaxValueValidator(999_999_999_999)


def money(label: Any, **options: Any) -> models.DecimalField[Any, Any]:
    """An amount in yuan with two places."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


def positive(field: str, name: str) -> models.CheckConstraint:
    """The amount is more than nothing."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gt": 0}), name=name, violation_error_message=_("金额要大于零。")
    )


class About(models.Model):
    """Points at any record of any module: its kind ("procurement.order") and its number; empty where there is none."""

    about = models.CharField(_("依据的单据类别"), max_length=60, blank=True, editable=False)
    about_id = models.BigIntegerField(_("依据的单据号"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def about_record(self) -> Record | None:
        """The record itself, None where there is none (any more)."""
        if not self.about or self.about_id is None:
            return None
        found: Record | None = apps.get_model(self.about)._default_manager.filter(pk=self.about_id).first()
        return found


def pointing(record: Record | None) -> dict[str, Any]:
    """The two values that point at a record; raises ValidationError for one that is not kept yet."""
    if record is None:
        return {"about": "", "about_id": None}
    if record.pk is None:
        raise ValidationError(_("依据的单据还没有保存。"))
    return {"about": record._meta.label_lower, "about_id": record.pk}
