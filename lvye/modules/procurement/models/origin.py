"""What a purchase is for: the record of another register it was begun from."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Record


class Origin(models.Model):
    """Points at the record a purchase was begun from ("repairs.job" and its number); empty where there is none."""

    about = models.CharField(_("为哪类记录"), max_length=60, blank=True, editable=False)
    about_id = models.BigIntegerField(_("为哪条记录"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def origin(self) -> Record | None:
        """The record itself, None where there is none (any more)."""
        if not self.about or self.about_id is None:
            return None
        found: Record | None = apps.get_model(self.about)._default_manager.filter(pk=self.about_id).first()
        return found


def pointing(record: Record | None) -> dict[str, Any]:
    """The two values that point at a record; empty ones for none."""
    if record is None:
        return {"about": "", "about_id": None}
    return {"about": record._meta.label_lower, "about_id": record.pk}
