"""Responsibility letters: who has to sign, who may, what a signature is, who is reminded."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from lvye.kernel.files import api as files
from lvye.kernel.notices.api import unread_count
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.terms.api import Term
from lvye.kernel.terms.tests import make as terms
from lvye.modules.partners.tests import make as partners
from lvye.modules.security import services
from lvye.modules.security.models import Pledge, PledgeStatus
from lvye.modules.security.tests import make
from lvye.modules.security.tests.conftest import Crew, refused

pytestmark = pytest.mark.django_db


def ink() -> ContentFile[bytes]:
    kept = BytesIO()
    Image.new("RGBA", (30, 10), (0, 0, 0, 255)).save(kept, "PNG")
    return ContentFile(kept.getvalue(), name="signature.png")


def this_term() -> Term:
    return terms.term(school_year=2025, half=2, begins_on=date(2026, 2, 23), ends_on=date(2026, 7, 10))


def test_letters_go_to_every_post_room_head_and_tenant_once(crew: Crew) -> None:
    term = this_term()
    services.wordings_prepare(actor=crew.director)
    room = places.place()
    people.schoolclass(head=crew.person("teacher"), room=room)
    people.department(head=crew.person("director"))
    lease = partners.live_lease(begins_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    made = services.pledges_issue(term, now=make.NOW, actor=crew.director)
    kinds = {(one.wording.code, one.person_id) for one in made}
    assert {("guard", crew.person("guard").pk), ("guard", crew.person("mate").pk)} <= kinds
    assert {("room", crew.person("teacher").pk), ("department", crew.person("director").pk)} <= kinds
    assert [one.lease for one in made if one.lease] == [lease]
    assert next(one for one in made if one.wording.code == "room").place == room
    assert unread_count(crew.guard) == 1
    newcomer = make.user_in("guard")[1]
    again = services.pledges_issue(term, now=make.NOW, actor=crew.director)
    assert [(one.wording.code, one.person) for one in again] == [("guard", newcomer)]


def test_only_the_person_himself_signs_with_his_finger_or_his_own_name(crew: Crew) -> None:
    mine = make.pledge(person=crew.person("guard"))
    other = make.pledge(person=crew.person("mate"))
    with refused("只能由本人签"):
        services.pledge_sign(mine, how="typed", name=str(mine.person), now=make.NOW, actor=crew.director)
    with refused("您自己的姓名"):
        services.pledge_sign(mine, how="typed", name="别人", now=make.NOW, actor=crew.guard)
    with refused("写上名字"):
        services.pledge_sign(mine, how="drawn", now=make.NOW, actor=crew.guard)
    signed = services.pledge_sign(mine, how="typed", name=f" {mine.person}", now=make.NOW, actor=crew.guard)
    assert (signed.status, signed.signer, signed.signed_on) == ("signed", str(mine.person), make.TODAY)
    drawn = services.pledge_sign(other, how="drawn", picture=ink(), now=make.NOW, actor=crew.mate)
    assert len(files.of(drawn)) == 1
    with refused("现在不能"):
        services.pledge_sign(other, how="typed", name=str(other.person), now=make.NOW, actor=crew.mate)


def test_the_office_enters_a_tenants_paper_with_its_photo_but_never_its_own(crew: Crew) -> None:
    tenant = make.pledge(lease=partners.live_lease())
    with refused("拍下"):
        services.pledge_witness(tenant, signer="张店主", now=make.NOW, actor=crew.director)
    done = services.pledge_witness(tenant, signer="张店主", picture=ink(), now=make.NOW, actor=crew.director)
    assert (done.how, done.witness) == ("paper", crew.person("director"))
    own = make.pledge(person=crew.person("director"))
    with refused("自己的责任书"):
        services.pledge_witness(own, signer="我", picture=ink(), now=make.NOW, actor=crew.director)


def test_who_has_not_signed_is_reminded_each_week_and_listed(crew: Crew) -> None:
    term = this_term()
    late = make.pledge(term=term, person=crew.person("guard"), due_on=make.TODAY - make.DAY)
    make.pledge(term=term, person=crew.person("mate"), due_on=make.TODAY - make.DAY)
    gone = make.pledge(term=term, person=crew.person("teacher"), due_on=make.TODAY - make.DAY)
    with refused("为什么不用签"):
        services.pledge_drop(gone, why=" ", actor=crew.director)
    services.pledge_drop(gone, why="调走了", actor=crew.director)
    services.pledge_sign(late, how="typed", name=str(late.person), now=make.NOW, actor=crew.guard)
    assert services.pledges_follow(now=make.NOW, actor=crew.director) >= 1
    assert [one.person for one in services.unsigned(term)] == [crew.person("mate")]
    assert services.pledges_follow(now=make.NOW + 2 * make.DAY, actor=crew.director) == 0
    assert services.pledges_follow(now=make.NOW + 7 * make.DAY, actor=crew.director) == 1
    assert Pledge.objects.filter(term=term, status=PledgeStatus.DUE).get().reminded_on == make.TODAY + 7 * make.DAY
