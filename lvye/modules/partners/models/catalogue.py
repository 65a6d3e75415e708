"""What partners supply, and which licences that needs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Record


class LicenceKind(Record):
    """A kind of licence: 营业执照, 食品经营许可证 …

    is_for_all: every partner must hold one that is valid, whatever he supplies.
    """

    code = models.SlugField(_("编码"), max_length=20, unique=True)
    name = models.CharField(_("证照"), max_length=30, unique=True)
    is_for_all = models.BooleanField(_("所有单位都要有"), default=False)
    sort = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("证照种类")
        verbose_name_plural = _("证照种类")

    def __str__(self) -> str:
        return self.name


class SupplyCategory(Record):
    """A class of goods, services or works partners supply. needs: the licences it may not be ordered without."""

    class Kind(models.TextChoices):
        """What the procurement law calls it."""

        GOODS = "goods", _("货物")
        SERVICE = "service", _("服务")
        WORKS = "works", _("工程")

    code = models.SlugField(_("编码"), max_length=20, unique=True)
    name = models.CharField(_("类别"), max_length=30, unique=True)
    kind = models.CharField(_("货物、服务或工程"), max_length=8, choices=Kind.choices, default=Kind.GOODS)
    needs = models.ManyToManyField(LicenceKind, related_name="+", blank=True, verbose_name=_("要有的证照"))
    sort = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("供货类别")
        verbose_name_plural = _("供货类别")

    def __str__(self) -> str:
        return self.name
