"""领用: goods are handed out, and signed for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Department, Person, SchoolClass, person_of
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kit.events import tell
from lvye.modules.stores.events import Issued
from lvye.modules.stores.models import Issue, IssueLine, Need, NeedStatus, Sign, Store, ToKind

from .ledger import Book, Piece
from .lines import OutLike, outgoing
from .posting import paper_book, paper_write
from .quotas import refuse_over
from .telling import tell_to_sign


def issue(
    *,
    store: Store,
    lines: Iterable[OutLike],
    to_person: Person | None = None,
    to_class: SchoolClass | None = None,
    to_place: Place | None = None,
    department: Department | None = None,
    taken_by: Person | None = None,
    purpose: str = "",
    about: records.Record | None = None,
    need: Need | None = None,
    note: str = "",
    happened_on: date | None = None,
    now: datetime,
    actor: User,
) -> Issue:
    """Hand goods out (领用单), at the moving average, first expired first out. lines: `Out`, or (item, qty).

    To a person, a class, a department, a place or for a record of another register (about: a job, an event); one of
    them at least. taken_by: who carries them away and signs; the person where he is the receiver.
    Raises ValidationError: not so much there (all shortages at once), over quota without an agreed request, closed.
    """
    day = happened_on or timezone.localdate(now)
    taken_by = taken_by or to_person or (need.person if need else None)
    department = department or (to_person.department if to_person else None) or (need.department if need else None)
    whom = _whom(to_person, to_class, to_place, department, about)
    rows = outgoing(lines)
    with records.deed():
        paper = paper_write(
            Issue, rows, about=about, now=now, actor=actor, store=store, happened_on=day, to_person=to_person,
            to_class=to_class, to_place=to_place, department=department, taken_by=taken_by, purpose=purpose.strip(),
            need=need, note=note.strip(), **whom,
        )  # fmt: skip
        posted = paper_book(paper, _pieces, [store], now=now, actor=actor)
        if about is None:
            refuse_over(posted, rows, now=now)
        if need is not None:
            _answered(need, actor=actor)
        tell(Issued(issue_id=posted.pk, store_id=store.pk, about=posted.about, about_id=posted.about_id))
        tell_to_sign(posted, now=now, actor=actor)
    return posted


def issue_sign(
    paper: Issue, *, how: str, picture: File[Any] | files.Received | None = None, now: datetime, actor: User
) -> Issue:
    """The receiver signs: with his finger at the counter (picture), on his own phone, or on the printed paper.

    Raises ValidationError when it is signed already, the picture is missing, or another confirms in his place.
    """
    if paper.signed:
        raise ValidationError(_("这张单已经签过字了。"))
    if how == Sign.PHONE and (person_of(actor) is None or person_of(actor) != paper.taken_by):
        raise ValidationError(_("只有领取人本人能在手机上确认。"))
    if how == Sign.FINGER and picture is None:
        raise ValidationError(_("请在框里签名。"))
    with records.deed():
        signed = records.take(paper, "sign", actor=actor, signed=how, signed_at=now)
        if picture is not None:
            received = picture if isinstance(picture, files.Received) else files.receive(picture)
            files.attach_all(signed, [received], actor=actor, now=now, kind="paper", caption=_("领取人签名"))
    return signed


def _pieces(book: Book, paper: Issue, line: IssueLine) -> list[Piece]:
    return book.draw(paper.store, line.item, line.qty, day=paper.happened_on, lot=line.lot)


def _whom(
    person: Person | None, school_class: SchoolClass | None, place: Place | None, department: Department | None,
    about: records.Record | None,
) -> dict[str, str]:  # fmt: skip
    for kind, whom in (
        (ToKind.JOB, about), (ToKind.CLASS, school_class), (ToKind.PERSON, person), (ToKind.PLACE, place),
        (ToKind.DEPARTMENT, department),
    ):  # fmt: skip
        if whom is not None:
            return {"to_kind": kind, "to_name": str(whom)[:80]}
    raise ValidationError(_("请选择领给谁：个人、班级、部门或地点。"))


def _answered(need: Need, *, actor: User) -> None:
    """The request is done when all of it has been handed out."""
    given: dict[int, Any] = {}
    for line in IssueLine.objects.filter(issue__need=need):
        given[line.item_id] = given.get(line.item_id, 0) + line.qty
    if need.status == NeedStatus.AGREED and all(given.get(one.item_id, 0) >= one.qty for one in need.lines.all()):
        records.take(need, "hand_out", actor=actor)
