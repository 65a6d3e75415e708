"""报废: drafted with its lines, looked at, asked about by the small or the large chain, then booked off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.assets.models import Appraisal, Asset, OffStatus, Status, WriteOff, WriteOffLine
from lvye.modules.assets.queries import book_value, incomes_about
from lvye.modules.finance.api import SCHOOL, Account, Book, Income, income_record

from .cards import asset_step, assets_step
from .splitting import asset_split
from .upkeeps import upkeeps_stop

MAY_GO = (Status.IN_USE, Status.IDLE, Status.REPAIR, Status.LOST)
OPEN = (OffStatus.DRAFT, OffStatus.ASKED, OffStatus.AGREED)
MOST_LINES = 2000


def writeoff_draft(
    *, assets: Sequence[Asset], ground: str, why: str, pieces: Mapping[int, int] | None = None, today: date,
    actor: User,
) -> WriteOff:  # fmt: skip
    """Write a 报废单 of these cards; they are 待报废 from now on. Its size follows from their value.

    `pieces`: card → how many of a lot go, where not all do; they get a card of their own.
    Raises ValidationError: none or too many, one that is lent or gone, a ground that does not fit a lost thing.
    """
    _refuse(assets, ground, why)
    with records.deed():
        wanted = pieces or {}
        assets = [asset_split(one, wanted.get(one.pk, one.qty), actor=actor, reason=why.strip()) for one in assets]
        value = sum((one.value for one in assets), Decimal(0))
        lines: list[dict[str, Any]] = [
            {"asset": one, "value": one.value, "worth": book_value(one, on=today)} for one in assets
        ]
        made = records.create(
            WriteOff, actor=actor, number=f"BF{today.year}-{rules.next_number(f'assets.writeoff:{today.year}', 4)}",
            ground=ground, why=why.strip(), applicant=person_of(actor), drafted_on=today, value=value,
            worth=sum((line["worth"] for line in lines), Decimal(0)), size=size_of(assets, on=today),
        )  # fmt: skip
        records.create_many(WriteOffLine, [line | {"writeoff": made} for line in lines], actor=actor)
        assets_step(assets, "pend", actor=actor, reason=made.number)
    return made


def _refuse(assets: Sequence[Asset], ground: str, why: str) -> None:
    if not assets:
        raise ValidationError({"assets": _("请至少选一件资产。")})
    if len(assets) > MOST_LINES:
        raise ValidationError({"assets": _("一张单子最多列 %(n)s 件，请分开写。") % {"n": MOST_LINES}})
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么报废。")})
    for one in assets:
        if one.status not in MAY_GO:
            words = {"asset": one, "status": one.get_status_display()}
            raise ValidationError({"assets": _("“%(asset)s”现在是“%(status)s”，不能报废。") % words})
        if one.status == Status.LOST and ground != WriteOff.Ground.LOST:
            text = _("“%(asset)s”是丢失的，报废原因请选盘亏、丢失、被盗。")
            raise ValidationError({"ground": text % {"asset": one}})


def size_of(assets: Sequence[Asset], *, on: date) -> str:
    """small or large: by the dearest piece and by all together, as the rules of the day say."""
    dearest = max(one.value / one.qty for one in assets)
    whole = sum(one.value for one in assets)
    large = dearest >= rules.value("assets.large_piece", on) or whole >= rules.value("assets.large_batch", on)
    return WriteOff.Size.LARGE if large else WriteOff.Size.SMALL


def appraisal_add(*, writeoff: WriteOff, person: Person, opinion: str, today: date, actor: User) -> Appraisal:
    """Somebody who knows looked at the things. Raises ValidationError once it is asked about, or for the applicant."""
    if writeoff.status != OffStatus.DRAFT:
        raise ValidationError({"writeoff": _("已经提交的报废单不能再加鉴定意见。")})
    if writeoff.applicant_id == person.pk:
        raise ValidationError({"person": _("申请人不能给自己的报废单做鉴定。")})
    return records.create(Appraisal, actor=actor, writeoff=writeoff, person=person, opinion=opinion.strip(), on=today)


def writeoff_ask(writeoff: WriteOff, *, today: date, actor: User) -> WriteOff:
    """Put it before those who must agree. Raises ValidationError: too few have looked, or no chain fits."""
    needed = int(rules.value("assets.appraisers", today)) if writeoff.size == WriteOff.Size.LARGE else 0
    have = writeoff.appraisals.count()
    if have < needed:
        text = _("大件大额报废要 %(needed)s 人鉴定，现在有 %(have)s 人的意见。")
        raise ValidationError(text % {"needed": needed, "have": have})
    with records.deed():
        asked = records.take(writeoff, "ask", actor=actor)
        approvals.ask(asked, actor=actor)
    return WriteOff.objects.get(pk=writeoff.pk)


def writeoff_agree(writeoff: WriteOff, *, actor: User) -> WriteOff:
    """All have agreed; the things may go."""
    return records.take(writeoff, "agree", actor=actor)


def writeoff_mend(writeoff: WriteOff, *, actor: User, reason: str = "") -> WriteOff:
    """Sent back or taken back: a draft again."""
    return records.take(writeoff, "mend", actor=actor, reason=reason)


def writeoff_refuse(writeoff: WriteOff, *, actor: User, reason: str = "") -> WriteOff:
    """Not agreed to (or given up as a draft): the cards stay, idle; what was lost is lost still."""
    with records.deed():
        refused = records.take(writeoff, "refuse", actor=actor, reason=reason)
        for line in refused.lines.select_related("asset"):
            asset = asset_step(line.asset, "keep", actor=actor, reason=refused.number)
            if refused.ground == WriteOff.Ground.LOST:
                asset_step(asset, "lose", actor=actor, reason=refused.number)
    return refused


def writeoff_book(
    writeoff: WriteOff, *, way: str, income: Decimal | None = None, receipt: str = "", reply: str = "", today: date,
    actor: User,
) -> WriteOff:  # fmt: skip
    """The things are gone: the cards leave the books today.

    income: yuan; with `receipt` the buyer paid it to the treasury himself, without it the cashier takes it in and
    hands it over. Raises ValidationError: no word where they went; sold without a word on income; a large one without
    the number of the answer from above; whoever applied books it himself.
    """
    if way not in WriteOff.Way.values:
        raise ValidationError({"way": _("请选处置方式。")})
    if way == WriteOff.Way.SOLD and not income:
        raise ValidationError({"income": _("变卖的要填处置收入；没有卖到钱的请选别的处置方式。")})
    if writeoff.size == WriteOff.Size.LARGE and not reply.strip():
        raise ValidationError({"reply": _("大件大额报废要填上级的批复文号。")})
    if writeoff.applicant is not None and writeoff.applicant.user_id == actor.pk:
        raise ValidationError(_("申请报废的人不能自己销账。"))
    with records.deed():
        done = records.take(
            writeoff, "book", actor=actor, way=way, income=income, receipt=receipt.strip(), reply=reply.strip(),
            done_on=today,
        )  # fmt: skip
        cards = [line.asset for line in done.lines.select_related("asset").order_by("pk")]
        assets_step(cards, "scrap", actor=actor, reason=done.number, left_on=today)
        for card in cards:
            upkeeps_stop(card, actor=actor, reason=done.number)
    return done


def owes_income(writeoff: WriteOff) -> bool:
    """Whether its income still has to be taken in by the cashier: nobody paid it to the treasury, none is entered."""
    if writeoff.status != OffStatus.DONE or not writeoff.income or writeoff.receipt:
        return False
    return not incomes_about(writeoff).exists()


def writeoff_collect(
    writeoff: WriteOff, *, payer: str, account: Account, on: date, receipt: str = "", today: date, actor: User
) -> Income:
    """The cashier takes the money in; it waits in the money's books to be handed over to the treasury in full.

    Raises ValidationError when there is nothing (more) to take in, and as `finance.api.income_record`.
    """
    with records.deed():
        locked = WriteOff.objects.select_for_update().get(pk=writeoff.pk)
        if not owes_income(locked) or locked.income is None:
            raise ValidationError(_("这张报废单没有要收的处置收入，或者已经登记。"))
        book = Book.objects.filter(code=SCHOOL).first()
        if book is None:
            raise ValidationError(_("还没有学校的账套，请会计先把账套和科目建好。"))
        return income_record(
            book=book, kind=Income.Kind.DISPOSAL, on=on, payer=payer,
            what=_("%(number)s 资产处置收入") % {"number": locked.number}, amount=locked.income, account=account,
            receipt=receipt, about=locked, today=today, actor=actor,
        )  # fmt: skip
