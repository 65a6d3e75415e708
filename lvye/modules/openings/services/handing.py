"""The distribution: packs from standards and head counts, handed out through the store, signed on its documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.kernel.terms.api import Term
from lvye.modules.openings import queries
from lvye.modules.openings.models import Handout, Pack, PackLine, PackStatus, Per, Standard
from lvye.modules.stores.api import Item, Sign, Store, issue_sign
from lvye.modules.stores.api import issue as store_issue

Amounts = dict[Item, Decimal]


def standard_add(*, actor: User, item: Item, per: str, qty: Decimal, grade: str = "", **values: Any) -> Standard:
    """So much of an item for each. Raises ValidationError for a grade no class has."""
    grade = grade.strip()
    if grade and grade not in {one.grade for one, _heads in queries.classes()}:
        raise ValidationError({"grade": _("没有“%(grade)s”这个年级。") % {"grade": grade}})
    return records.create(Standard, actor=actor, item=item, per=per, qty=qty, grade=grade, **values)


def handout_plan(*, name: str, term: Term, store: Store, due_on: date, today: date, actor: User) -> Handout:
    """List a pack for each class and each teacher. Raises ValidationError: no standards, nobody, a day that is past."""
    if due_on < today:
        raise ValidationError({"due_on": _("发到手的日期不能早于今天。")})
    standards = list(Standard.objects.filter(is_active=True).select_related("item"))
    if not standards:
        raise ValidationError(_("先写发放标准：每名学生、每个班、每位教师发什么、发多少。"))
    classes, teachers = queries.classes(), list(queries.teachers())
    with records.deed():
        number = f"FF{today.year}-{next_number(f'openings.handout:{today.year}', 2)}"
        made = records.create(
            Handout, actor=actor, number=number, name=name, term=term, store=store, due_on=due_on,
            pupils=sum(heads for _class, heads in classes), classes=len(classes), teachers=len(teachers),
        )  # fmt: skip
        packs: list[tuple[dict[str, Any], Amounts]] = [
            ({"school_class": one, "person": one.head, "name": str(one), "heads": heads},
             _for_class(standards, one.grade, heads))
            for one, heads in classes
        ]  # fmt: skip
        of_teacher = _summed((one.item, one.qty) for one in standards if one.per == Per.TEACHER)
        packs += [({"person": one, "name": one.name, "heads": 1}, of_teacher) for one in teachers]
        _write(made, [(values, amounts) for values, amounts in packs if amounts], actor)
    return made


def pack_hand(
    pack: Pack, *, now: datetime, actor: User, taken_by: Person | None = None, amounts: Amounts | None = None,
    signature: File[Any] | None = None,
) -> Pack:  # fmt: skip
    """Hand a pack out: the store issues it to the class or teacher, who signs that document on his phone or on paper.

    amounts: what is really given, where it is less than listed (the rest is not owed). signature: drawn with a finger
    at the counter. Raises ValidationError: not so much in the store, nothing left to give, more than listed.
    """
    with records.deed():
        handed = records.take(pack, "hand", actor=actor, handed_on=timezone.localdate(now))
        lines = [(line.item, line.qty) for line in handed.lines.select_related("item").order_by("pk")]
        if amounts is not None:
            lines = _lessened(lines, amounts)
        paper = store_issue(
            store=handed.handout.store, lines=lines, to_class=handed.school_class,
            to_person=None if handed.school_class else handed.person, taken_by=taken_by or handed.person, about=handed,
            purpose=handed.handout.name, now=now, actor=actor,
        )  # fmt: skip
        Pack.objects.filter(pk=handed.pk).update(issue=paper)  # house: the document is the trace of the step itself
        handed.issue = paper
        if signature is not None:
            issue_sign(paper, how=Sign.FINGER, picture=signature, now=now, actor=actor)
    return handed


def handout_signed(
    handout: Handout, *, packs: Iterable[Pack], scan: File[Any] | None = None, now: datetime, actor: User
) -> int:
    """The printed list has been signed for these packs; scan: its photo. Returns how many signatures are new.

    Raises ValidationError where none of them waits for one.
    """
    waiting = [one for one in packs if one.issue is not None and not one.issue.signed and one.handout_id == handout.pk]
    if not waiting:
        raise ValidationError(_("没有等着签字的。"))
    with records.deed():
        for pack in waiting:
            if pack.issue is not None:
                issue_sign(pack.issue, how=Sign.PAPER, now=now, actor=actor)
        if scan is not None:
            caption = _("签字清单 %(n)s 份") % {"n": len(waiting)}
            files.attach_all(handout, [scan], actor=actor, now=now, kind="paper", caption=caption)
    return len(waiting)


def pack_drop(pack: Pack, *, why: str, actor: User) -> Pack:
    """This class or teacher gets none. Raises ValidationError without a reason."""
    if not why.strip():
        raise ValidationError({"why": _("不发要写明原因。")})
    return records.take(pack, "drop", actor=actor, why=why.strip())


def handout_finish(handout: Handout, *, actor: User) -> Handout:
    """All have theirs. Raises ValidationError while a pack waits."""
    left = handout.packs.filter(status=PackStatus.LISTED).count()
    if left:
        raise ValidationError(_("还有 %(n)s 份没有发，发完或者写明不发再结束。") % {"n": left})
    return records.take(handout, "finish", actor=actor)


def handout_drop(handout: Handout, *, why: str, actor: User) -> Handout:
    """It was planned wrongly. Raises ValidationError once something has been handed out, and without a reason."""
    if handout.packs.filter(status=PackStatus.HANDED).exists():
        raise ValidationError(_("已经有班级或老师领走了，不能作废。"))
    if not why.strip():
        raise ValidationError({"why": _("作废要写明原因。")})
    return records.take(handout, "drop", actor=actor, why=why.strip())


def _for_class(standards: list[Standard], grade: str, heads: int) -> Amounts:
    """A standard of the class's own grade goes before the one for all grades."""
    own = {(one.item_id, one.per) for one in standards if one.grade and one.grade == grade}
    fitting = [
        one for one in standards
        if one.per != Per.TEACHER and (one.grade == grade if one.grade else (one.item_id, one.per) not in own)
    ]  # fmt: skip
    return _summed((one.item, one.qty * (heads if one.per == Per.PUPIL else 1)) for one in fitting)


def _summed(amounts: Iterable[tuple[Item, Decimal]]) -> Amounts:
    found: Amounts = defaultdict(Decimal)
    for item, qty in amounts:
        if qty > 0:
            found[item] += qty
    return dict(found)


def _write(handout: Handout, packs: list[tuple[dict[str, Any], Amounts]], actor: User) -> None:
    if not packs:
        raise ValidationError(_("按现在的标准和人数，没有要发的。"))
    rows = [{"handout": handout} | values for values, _amounts in packs]
    made = records.create_many(Pack, rows, actor=actor)
    lines = [
        {"pack": pack, "item": item, "qty": qty}
        for pack, (_values, amounts) in zip(made, packs, strict=True)
        for item, qty in amounts.items()
    ]
    records.create_many(PackLine, lines, actor=actor, check=False)


def _lessened(lines: list[tuple[Item, Decimal]], amounts: Amounts) -> list[tuple[Item, Decimal]]:
    given = [(item, amounts.get(item, qty)) for item, qty in lines]
    for (item, wanted), (_item, qty) in zip(lines, given, strict=True):
        if qty < 0 or qty > wanted:
            words = {"item": item, "n": f"{wanted.normalize():f}"}
            raise ValidationError(_("“%(item)s”最多发 %(n)s，不能超过清单。") % words)
    kept = [(item, qty) for item, qty in given if qty > 0]
    if not kept:
        raise ValidationError(_("一样也没有发，请改点“不发”并写明原因。"))
    return kept
