"""The numbers of some days, in the words of the three records and of the inspector's folder."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from lvye.kernel.duties.api import Reading

from .models import (
    Accompany,
    Batch,
    CheckStatus,
    Control,
    Discard,
    Disinfection,
    Finding,
    FindingStatus,
    MorningCheck,
    Sample,
    Serving,
)


def facts_of(begins: date, ends: date) -> list[tuple[str, str, str]]:
    """(label, words, tone) of each subject over some days, both included; tone "late" where something was wrong."""
    days = (begins, ends)
    checks = MorningCheck.objects.filter(day__range=days).exclude(status=CheckStatus.AWAY)
    off = checks.filter(status=CheckStatus.OFF).count()
    taken = Batch.objects.filter(arrived_on__range=days, delivery__status="done")
    goods = taken.aggregate(took=Count("pk", filter=Q(qty__gt=0)), sent=Count("pk", filter=Q(refused__gt=0)))
    served = Serving.objects.filter(meal__day__range=days).count()
    samples = Sample.objects.filter(day__range=days).count()
    clean = Disinfection.objects.filter(day__range=days)
    bad_clean = clean.filter(is_good=False).count()
    readings = Reading.objects.filter(spot__target="canteen.fridge", at__date__range=days)
    cold = readings.aggregate(n=Count("pk"), bad=Count("pk", filter=Q(is_bad=True)))
    gone = Discard.objects.filter(day__range=days).count()
    found = Finding.objects.filter(found_on__range=days)
    open_now = found.filter(status=FindingStatus.OPEN).count()
    late = {True: "late", False: ""}
    return [
        (_("晨检"), _("%(n)s 人次，离岗 %(off)s") % {"n": checks.count(), "off": off}, late[off > 0]),
        (_("收货"), _("收下 %(took)s 批，拒收 %(sent)s 批") % goods, late[goods["sent"] > 0]),
        (_("留样"), _("%(n)s 份，成品 %(all)s 种") % {"n": samples, "all": served}, late[samples < served]),
        (_("消毒"), _("%(n)s 次，不合格 %(bad)s") % {"n": clean.count(), "bad": bad_clean}, late[bad_clean > 0]),
        (_("冰箱测温"), _("%(n)s 次，超限 %(bad)s") % cold, late[cold["bad"] > 0]),
        (_("可疑食品处置"), _("%(n)s 次") % {"n": gone}, late[gone > 0]),
        (_("陪餐"), _("%(n)s 人次") % {"n": Accompany.objects.filter(day__range=days).count()}, ""),
        (_("日管控"), _("%(n)s 份") % {"n": _daily(days)}, ""),
        (_("问题"), _("%(n)s 条，没改好 %(open)s") % {"n": found.count(), "open": open_now}, late[open_now > 0]),
    ]  # fmt: skip


def _daily(days: tuple[date, date]) -> int:
    return Control.objects.filter(kind=Control.Kind.DAILY, begins_on__range=days).count()


def said(begins: date, ends: date) -> str:
    """The same as one paragraph, to begin a weekly or monthly report with."""
    return "；".join(f"{label}{words}" for label, words, _tone in facts_of(begins, ends)) + "。"
