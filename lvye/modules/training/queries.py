"""What the posts ask for and who has it; the trainings of a term; one person's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from lvye.kernel.people.api import Person, PersonStatus, holders
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Term
from lvye.modules.canteen.api import WorkerPapers, worker_papers

from .models import Licence, LicenceStatus, Need, Session, SessionStatus, Sitter, SitterStatus


@dataclass
class Stand:
    """One demand of a post. short: how many more must have it; 0 where it is met."""

    need: Need
    holders: int = 0
    having: list[Licence] = field(default_factory=list)
    lacking: list[Person] = field(default_factory=list)
    lapsing: list[Licence] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        """How many must have it: all holders, or the number the demand names."""
        return self.holders if self.need.least is None else self.need.least

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.wanted - len(self.having))

    @property
    def kind(self) -> str:
        """How grave: late, soon or done; idle where nobody holds the post and everybody would have to."""
        if self.short:
            return "late"
        return "soon" if self.lapsing else "done" if self.wanted else "idle"


def stands(on: date) -> list[Stand]:
    """Every demand that is in force, as it stands on a day; the grave ones first."""
    needs = list(Need.objects.filter(is_open=True).select_related("post").order_by("post__sort", "pk"))
    until = on + timedelta(days=int(rules.value("training.warn_days", on)))
    last: dict[tuple[int, str], Licence] = {}
    rows = Licence.objects.filter(status=LicenceStatus.HOLDS, issued_on__lte=on, kind__in={one.kind for one in needs})
    for one in rows.select_related("person").order_by("pk"):
        before = last.get((one.person_id, one.kind))
        if before is None or (one.ends_on or date.max) >= (before.ends_on or date.max):
            last[one.person_id, one.kind] = one
    people = {
        code: list(holders(code, on).filter(status=PersonStatus.HERE)) for code in {one.post.code for one in needs}
    }
    found = [_stand(need, people[need.post.code], last, on, until) for need in needs]
    return sorted(found, key=lambda one: ("late", "soon", "done", "idle").index(one.kind))


def _stand(need: Need, people: list[Person], last: dict[tuple[int, str], Licence], on: date, until: date) -> Stand:
    made = Stand(need, len(people))
    for person in people:
        licence = last.get((person.pk, need.kind))
        if licence is None or not licence.holds(on):
            made.lacking.append(person)
            continue
        made.having.append(licence)
        if licence.ends_on is not None and licence.ends_on <= until:
            made.lapsing.append(licence)
    return made


def kitchen(on: date) -> WorkerPapers:
    """The health certificates, which the canteen keeps."""
    return worker_papers(on, warn_days=int(rules.value("training.warn_days", on)))


def sessions_of(term: Term) -> QuerySet[Session]:
    """The trainings of a term: owed by it, or held in it, with how many were asked and came."""
    inside = Q(term=term) | Q(on__range=(term.begins_on, term.ends_on))
    inside |= Q(on=None, due_on__range=(term.begins_on, term.ends_on))
    rows = (
        Session.objects.filter(inside).exclude(status=SessionStatus.DROPPED).select_related("teacher", "post", "place")
    )
    asked = Count("sitters", filter=~Q(sitters__status=SitterStatus.EXCUSED))
    came = Count("sitters", filter=Q(sitters__status=SitterStatus.CAME))
    return rows.annotate(asked=asked, came=came).order_by("due_on", "pk")


def mine(person: Person) -> tuple[list[Sitter], list[Sitter], list[Licence]]:
    """Trainings to come or open now, those behind, and certificates."""
    rows = Sitter.objects.filter(person=person).exclude(session__status=SessionStatus.DROPPED)
    found = list(rows.select_related("session__place", "session__teacher").order_by("-session__on", "-pk")[:60])
    open_ones = [one for one in found if one.session.status in (SessionStatus.PLANNED, SessionStatus.OPEN)]
    papers = Licence.objects.filter(person=person, status=LicenceStatus.HOLDS).order_by("ends_on", "pk")
    return open_ones[::-1], [one for one in found if one.session.status == SessionStatus.HELD], list(papers)
