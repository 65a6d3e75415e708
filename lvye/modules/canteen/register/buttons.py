"""Buttons of the canteen on the pages of its records."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Offer, offer


def _url(name: str, field: str = "pk") -> Any:
    return lambda record: reverse(f"canteen:{name}", args=[getattr(record, field)])


for name, label, icon, on, url, right in (
    ("sign", _("去验收签字"), "check", "canteen.delivery", _url("delivery"), "canteen.sign_delivery"),
    ("paper", _("打印验收单"), "print", "canteen.delivery", _url("delivery-paper"), "canteen.view_delivery"),
    ("trace", _("这一批去了哪里"), "search", "canteen.batch", _url("trace"), "canteen.view_batch"),
    ("discard", _("可疑，扔掉"), "warn", "canteen.batch", _url("discard"), "canteen.add_discard"),
    ("traced", _("用了哪些批次"), "search", "canteen.serving", _url("traced"), "canteen.view_batch"),
    ("emergency", _("这一餐的全部记录"), "warn", "canteen.meal", _url("emergency"), "canteen.view_incident"),
    ("emergency", _("应急页"), "warn", "canteen.incident", _url("emergency", "meal_id"), "canteen.view_incident"),
    ("paper", _("打印记录"), "print", "canteen.control", _url("control-paper"), "canteen.view_control"),
    ("hand", _("转出去办"), "go", "canteen.finding", _url("hand"), "canteen.settle_finding"),
):
    offer(Offer(name=name, label=label, icon=icon, url=url, right=right, order=10), on=on)
