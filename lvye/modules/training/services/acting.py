"""Who is asked to a training."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from lvye.kernel.people.api import Person, PersonKind, PersonStatus, holders
from lvye.modules.training.models import Audience, Session

LOGISTICS = (
    "director", "deputy_director", "desk", "repairer", "keeper", "buyer", "receiver", "canteen", "guard", "cleaner",
    "gardener",
)  # fmt: skip
TRAINING = "training.session"
LICENCE = "training.licence"
HEADS = ("director", "deputy_director")


def asked(session: Session, on: date) -> QuerySet[Person]:
    """Who is to come to it, as the posts stand on a day; nobody by name for pupils."""
    here = Person.objects.filter(status=PersonStatus.HERE)
    if session.audience == Audience.POST and session.post is not None:
        return here.filter(pk__in=holders(session.post.code, on))
    if session.audience == Audience.LOGISTICS:
        return here.filter(pk__in=[person.pk for post in LOGISTICS for person in holders(post, on)])
    if session.audience == Audience.STAFF:
        return here.filter(kind__in=(PersonKind.STAFF, PersonKind.TEACHER))
    return here.none()


def heads(on: date) -> list[Person]:
    """Who answers for logistics."""
    return [person for post in HEADS for person in holders(post, on)]
