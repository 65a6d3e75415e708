"""The canteen's own licence, its machines, its meetings and the prices at its windows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.offers.api import take
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.modules.canteen.models import Licence, Machine, Meeting, Price
from lvye.modules.canteen.rounds import duty_fulfil
from lvye.modules.menus.api import refuse_forbidden

DAY = timedelta(days=1)


def licence_add(*, actor: User, today: date, **values: Any) -> Licence:
    """Register a paper of the canteen. Raises ValidationError for one issued in the future."""
    if values["issued_on"] > today:
        raise ValidationError({"issued_on": _("发证日期不能在将来。")})
    return records.create(Licence, actor=actor, **values)


def machine_report(
    machine: Machine, words: str, code: str, *, photos: Sequence[Any] = (), actor: User
) -> records.Record:
    """A machine is out of order: it becomes a repair (or what the code says) there and then; returns that record.

    Raises ValidationError without words, for a machine out of use, and where the other desk cannot take it.
    """
    if not words.strip():
        raise ValidationError({"words": _("写一句哪里坏了。")})
    if not machine.is_active:
        raise ValidationError(_("这台设备已经停用。"), code="idle")
    title = f"{machine.name}：{words.strip()}"[:60]
    with records.deed():
        made = take(
            code, title=title, text=words.strip(), place=machine.place, photos=photos, about=machine, actor=actor
        )
        records.amend(machine, actor=actor, verb="report", handed=made._meta.label_lower, handed_id=made.pk)
    return made


def meeting_hold(*, now: datetime, actor: User, **values: Any) -> Meeting:
    """Keep a meeting. Raises ValidationError for a day to come, nobody present, or nothing decided."""
    if values["held_on"] > timezone.localdate(now):
        raise ValidationError({"held_on": _("日子还没到，开完再记。")})
    refuse_closed(values["held_on"])
    for name, words in (("present", _("写明谁参加了。")), ("decided", _("写明决定了什么、谁去办。"))):
        if not str(values.get(name, "")).strip():
            raise ValidationError({name: words})
    with records.deed():
        made = records.create(Meeting, actor=actor, **values)
        if made.kind == Meeting.Kind.ONSITE:
            duty_fulfil("canteen_onsite_meeting", on=made.held_on, note=str(made), now=now, actor=actor)
    return made


def price_set(
    *, name: str, price: Decimal, from_on: date, window: str = Price.Window.ALL, until_on: date | None = None,
    per: str = "", why: str = "", actor: User,
) -> Price:  # fmt: skip
    """A dish costs so much from a day on; the price before ends the day before, and stays to be looked up.

    Raises ValidationError where pupils and teachers would not pay the same, where a later price stands already, for a
    change without its reason, and for a forbidden food.
    """
    name = name.strip()
    refuse_forbidden(name, on=from_on)
    refuse_closed(from_on)
    with records.deed():
        running = Price.objects.filter(name=name, window=window, until_on=None).select_for_update().first()
        if running is not None and from_on <= running.from_on:
            words = {"name": name, "day": say.day(running.from_on)}
            raise ValidationError(
                {"from_on": _("%(name)s从%(day)s起的价格已经定了，新价要从后面的日子起。") % words}, code="earlier"
            )
        if running is not None and running.price != price and not why.strip():
            raise ValidationError({"why": _("写明为什么调价。")})
        _refuse_unequal(name, price, window, from_on)
        if running is not None:
            records.amend(running, actor=actor, verb="end", until_on=from_on - DAY)
        return records.create(
            Price, actor=actor, name=name, price=price, from_on=from_on, window=window, until_on=until_on,
            per=per.strip(), why=why.strip(),
        )  # fmt: skip


def price_change(record: Price, /, *, actor: User, **values: Any) -> Price:
    """Say until when a dish is sold, or mend a word. Raises ValidationError for another price: that is a new line."""
    if any(values[name] != getattr(record, name) for name in {"price", "from_on", "window"} & values.keys()):
        raise ValidationError(_("价格不改旧的：另记一条新价，从哪天起写清楚。"), code="new_line")
    if "name" in values:
        refuse_forbidden(values["name"], on=record.from_on)
        _refuse_unequal(values["name"].strip(), record.price, record.window, record.from_on)
    return records.amend(record, actor=actor, **values)


def prices_on(day: date) -> list[Price]:
    """What is sold on a day at which price, by name and window."""
    rows = Price.objects.filter(from_on__lte=day).filter(Q(until_on=None) | Q(until_on__gte=day))
    return list(rows.order_by("name", "window", "pk"))


def _refuse_unequal(name: str, price: Decimal, window: str, from_on: date) -> None:
    others = Price.objects.filter(name=name).exclude(window=window).exclude(price=price)
    other = others.filter(Q(until_on=None) | Q(until_on__gte=from_on)).first()
    if other is not None:
        words = {"name": name, "window": other.get_window_display(), "price": say.money(other.price)}
        raise ValidationError(
            {"price": _("%(name)s在%(window)s卖%(price)s：学生和教师同菜同价。要调价，先停另一个窗口的价格。") % words},
            code="unequal",
        )
