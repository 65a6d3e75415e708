"""Responsibility letters go out each term, are signed, and whoever has not signed is reminded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Department, SchoolClass, holders, person_for
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Term, TermStatus, current
from lvye.modules.partners.api import Lease
from lvye.modules.security.models import How, KeyPlace, Pledge, PledgeStatus, Wording, WordingKind

from .telling import PLEDGE


def pledges_issue(term: Term, *, now: datetime, actor: User) -> list[Pledge]:
    """Send the letters of a term to everybody who has to sign one and has none yet; they are told.

    Posts: each holder. Departments: its head. Rooms: the head teacher of the class in it, and who answers for a key
    place. Tenants: each lease that holds. Raises ValidationError for a closed term.
    """
    if term.status == TermStatus.CLOSED:
        raise ValidationError(_("%(term)s已经归档，不能再发责任书。") % {"term": term.name})
    today = timezone.localdate(now)
    on = min(max(today, term.begins_on), term.ends_on)
    due_on = max(on, term.begins_on + timedelta(days=int(rules.value("security.pledge_days"))))
    rows = Pledge.objects.filter(term=term).exclude(status=PledgeStatus.DROPPED)
    known: set[tuple[Any, ...]] = set(rows.values_list("wording", "person", "lease", "place"))
    wanted = []
    for wording in Wording.objects.filter(is_active=True).select_related("post").order_by("pk"):
        for whose in signers(wording, on):
            key = (wording.pk, *(getattr(whose.get(name), "pk", None) for name in ("person", "lease", "place")))
            if key not in known:
                known.add(key)
                words = f"{wording.name}\n{wording.text}"
                wanted.append({"wording": wording, "term": term, "words": words, "due_on": due_on} | whose)
    with records.deed():
        made = records.create_many(Pledge, wanted, actor=actor)
        told = [one.person for one in made if one.person is not None]
        title = _("%(term)s的安全责任书请您签字") % {"term": term.name}
        notify(told, title, "", reverse("security:mine"), kind=PLEDGE, now=now)
    return made


def signers(wording: Wording, on: date) -> Iterator[dict[str, Any]]:
    """Who has to sign a letter on a day: person, or lease, and the place he answers for."""
    if wording.kind == WordingKind.POST and wording.post is not None:
        yield from ({"person": person} for person in holders(wording.post.code, on))
    elif wording.kind == WordingKind.DEPARTMENT:
        heads = Department.objects.filter(is_open=True, head__status="here").select_related("head").order_by("pk")
        found = {department.head_id: department.head for department in heads}
        yield from ({"person": person} for person in found.values())
    elif wording.kind == WordingKind.ROOM:
        rooms = SchoolClass.objects.filter(is_open=True, head__status="here", room__isnull=False)
        pairs = {(one.head, one.room) for one in rooms.select_related("head", "room")}
        keyplaces = KeyPlace.objects.filter(is_active=True, responsible__status="here")
        pairs |= {(one.responsible, one.place) for one in keyplaces.select_related("responsible", "place")}
        for person, place in sorted(pairs, key=lambda pair: pair[1].pk if pair[1] else 0):
            yield {"person": person, "place": place}
    elif wording.kind == WordingKind.TENANT:
        leases = Lease.objects.filter(status="live", begins_on__lte=on, ends_on__gte=on).select_related("place")
        yield from ({"lease": lease, "place": lease.place} for lease in leases.order_by("pk"))


def pledge_sign(
    pledge: Pledge, *, how: str, name: str = "", picture: File[Any] | None = None, now: datetime, actor: User
) -> Pledge:
    """The person signs on his own phone: with his finger, or by typing his name.

    Raises ValidationError for somebody else's letter, a tenant's (signed before the office: `pledge_witness`), nothing
    drawn, or a name that is not his.
    """
    person = person_for(actor)
    if pledge.person_id != person.pk:
        raise ValidationError(_("这份责任书不是您的，只能由本人签。"), code="not_yours")
    if how == How.TYPED and "".join(name.split()) != person.name:
        raise ValidationError({"name": _("请输入您自己的姓名：和登记的一样才算签字。")})
    if how == How.DRAWN and picture is None:
        raise ValidationError({"signature": _("请在框里写上名字。")})
    if how not in (How.TYPED, How.DRAWN):
        raise ValidationError({"how": _("请手写签名，或者输入姓名。")})
    return _signed(pledge, how=how, signer=person.name, picture=picture, witness=None, now=now, actor=actor)


def pledge_witness(
    pledge: Pledge, *, signer: str, picture: File[Any] | None = None, now: datetime, actor: User
) -> Pledge:
    """Signed before the office: by a tenant, or on paper by who has no phone. picture: the photo of the paper.

    Raises ValidationError without the signer's name or the photo, and for a letter of one's own.
    """
    witness = person_for(actor)
    if pledge.person_id == witness.pk:
        raise ValidationError(_("自己的责任书请自己在手机上签，不能自己代录。"), code="own")
    if not signer.strip():
        raise ValidationError({"signer": _("请写签字人的姓名。")})
    if picture is None:
        raise ValidationError({"photo": _("请拍下签了字的责任书。")})
    return _signed(pledge, how=How.PAPER, signer=signer.strip(), picture=picture, witness=witness, now=now, actor=actor)


def _signed(
    pledge: Pledge, *, how: str, signer: str, picture: File[Any] | None, witness: Any, now: datetime, actor: User
) -> Pledge:
    kept = files.receive(picture) if picture is not None else None
    with records.deed():
        done = records.take(
            pledge, "sign", actor=actor, how=how, signer=signer, signed_at=now, signed_on=timezone.localdate(now),
            witness=witness,
        )  # fmt: skip
        if kept is not None:
            files.attach(done, kept, kind=files.Attachment.Kind.PAPER if how == How.PAPER else
                         files.Attachment.Kind.PHOTO, caption=str(_("签名")), actor=actor, now=now)  # fmt: skip
    return done


def pledge_drop(pledge: Pledge, *, why: str, actor: User) -> Pledge:
    """It need not be signed (left the post, on long leave). Raises ValidationError without a reason."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么不用签。")})
    return records.take(pledge, "drop", actor=actor, why=why.strip())


def unsigned(term: Term) -> QuerySet[Pledge]:
    """Who has not signed."""
    rows = Pledge.objects.filter(term=term, status=PledgeStatus.DUE)
    return rows.select_related("person__department", "lease__partner", "wording", "place").order_by("due_on", "pk")


def pledges_remind(term: Term, *, now: datetime, actor: User, again_days: int = 0) -> int:
    """Remind all who have not signed and were not reminded within `again_days`; returns how many letters."""
    today = timezone.localdate(now)
    since = today - timedelta(days=again_days)
    rows = [one for one in unsigned(term) if one.person and not (again_days and (one.reminded_on or since) > since)]
    with records.deed():
        for pledge in rows:
            records.amend(pledge, actor=actor, verb="remind", reminded_on=today)
        title = _("您还有%(term)s的安全责任书没有签") % {"term": term.name}
        people = [one.person for one in rows if one.person is not None]
        notify(people, title, "", reverse("security:mine"), urgent=True, kind=PLEDGE, now=now)
    return len(rows)


def pledges_follow(*, now: datetime, actor: User) -> int:
    """By the clock: once a term's letters are out, newcomers get theirs, and the late are reminded each week."""
    term = current(timezone.localdate(now))
    if term is None or term.status == TermStatus.CLOSED or not Pledge.objects.filter(term=term).exists():
        return 0
    made = pledges_issue(term, now=now, actor=actor)
    late = unsigned(term).filter(due_on__lt=timezone.localdate(now)).exists()
    return len(made) + (pledges_remind(term, now=now, actor=actor, again_days=7) if late else 0)
