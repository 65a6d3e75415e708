"""The items of the daily list, and the hours of meals."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules import api as rules

from .models import MealKind

# code, words: the ten points of the 日管控; the last but one asks for vermin, the last for what is thrown away
DAILY: tuple[tuple[str, object], ...] = (
    ("posted", _("许可证、健康证、食品安全员公示在位")),
    ("goods", _("原料新鲜，票证齐，没有过期的")),
    ("apart", _("生熟分开，刀板容器不混用")),
    ("additives", _("添加剂专柜、专人、专账")),
    ("cooked", _("烧熟煮透，存放温度和时间合适")),
    ("machines", _("设施设备、燃气、油烟管道正常")),
    ("dishes", _("餐饮具已消毒，保洁柜关严")),
    ("samples", _("每餐每样都留样")),
    ("staff", _("人员晨检过，衣帽口罩整洁")),
    ("pests", _("没有鼠、虫踪迹，三防设施完好")),
    ("waste", _("餐厨垃圾当天清走，桶盖严")),
    ("window", _("师生同菜同价，窗口没有单做的菜")),
)
CODES = [code for code, _words in DAILY]
ORDER = [MealKind.BREAKFAST, MealKind.LUNCH, MealKind.SNACK, MealKind.DINNER]


def hour_of(kind: str) -> time:
    """When a meal is served."""
    found: time = rules.value(f"canteen.{kind}_at")
    return found


def opens_at(day: date, kind: str) -> datetime:
    """When a meal of a day is served."""
    return timezone.make_aware(datetime.combine(day, hour_of(kind)))


def meal_now(now: datetime) -> str:
    """The meal the kitchen works for: the first that has not been served for more than an hour and a half."""
    local = timezone.localtime(now)
    minutes = local.hour * 60 + local.minute
    for kind in (MealKind.BREAKFAST, MealKind.LUNCH, MealKind.DINNER):
        hour = hour_of(kind)
        if minutes < hour.hour * 60 + hour.minute + 90:
            return kind
    return MealKind.DINNER
