"""The ways a thing may be bought, from the lightest to the most open."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How it is bought (政府采购法 art. 26 for those named there; the others are agreements or the school's own)."""

    DIRECT = "direct", _("直接购买")
    FRAMEWORK = "framework", _("框架协议采购")
    MALL = "mall", _("网上商城采购")
    QUOTES = "quotes", _("三家比价")
    INQUIRY = "inquiry", _("询价")
    TALKS = "talks", _("竞争性磋商")
    SINGLE = "single", _("单一来源")
    TENDER = "tender", _("公开招标")


COMPARED = (Way.QUOTES, Way.INQUIRY, Way.TALKS, Way.TENDER)
"""Ways in which several suppliers are asked."""

OPEN = (Way.TENDER,)
"""Ways that art. 28 of the rules on procurement does not count as splitting."""
