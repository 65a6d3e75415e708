"""What looks invented, for the director to look at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step

from .duty import Duty, Spot


class Suspicion(Record):
    """A pattern in results that looks invented. It accuses nobody: the director looks, and writes what he found."""

    class Kind(models.TextChoices):
        """What looks odd."""

        SAME = "same", _("读数多天一样")
        RUSH = "rush", _("检查得太快")
        NIGHT = "night", _("集中补录")

    class Status(models.TextChoices):
        """What the director found."""

        NEW = "new", _("待核实")
        FINE = "fine", _("情况属实")
        INVENTED = "invented", _("确属编造")

    flow: ClassVar[Flow] = Flow(
        Step("clear", _("情况属实"), {Status.NEW}, Status.FINE, fields=("finding",)),
        Step("confirm", _("确属编造"), {Status.NEW}, Status.INVENTED, fields=("finding",), tone="no"),
        final={Status.FINE, Status.INVENTED},
    )
    tones: ClassVar[dict[str, str]] = {Status.NEW: "soon", Status.FINE: "done", Status.INVENTED: "late"}

    kind = models.CharField(_("哪种"), max_length=5, choices=Kind.choices, editable=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="+", verbose_name=_("事项"), editable=False)
    spot = models.ForeignKey(
        Spot, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("检查点"), editable=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("检查人"), editable=False
    )
    item = models.CharField(_("检查项"), max_length=80, blank=True, editable=False)
    begins_on = models.DateField(_("从哪天"), editable=False)
    ends_on = models.DateField(_("到哪天"), editable=False)
    words = models.CharField(_("看到的"), max_length=200, editable=False)
    finding = models.CharField(_("核实情况"), max_length=300, blank=True)
    mark = models.CharField(max_length=120, unique=True, editable=False)  # kind, who, what and since when: once each
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.NEW, editable=False)

    class Meta:
        verbose_name = _("可疑记录")
        verbose_name_plural = _("可疑记录")
        indexes = [models.Index(fields=["status", "ends_on"], name="duties_suspicion_new")]

    def __str__(self) -> str:
        return self.words
