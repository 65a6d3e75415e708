from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Area, AreaStatus, CampaignStatus
from lvye.modules.inspections.tests import make
from lvye.modules.inspections.tests.conftest import Crew

NOW, DAY = make.NOW, make.DAY
ALL = ("楼梯", "用电")


def area(crew: Crew) -> Area:
    return make.area(person=crew.checker_person)


def test_an_area_answers_also_when_nothing_was_found(crew: Crew) -> None:
    found = area(crew)
    with pytest.raises(ValidationError, match="还没有看：用电"):
        services.area_report(found, looked_at=["楼梯"], found_none=True, now=NOW, actor=crew.checker)
    with pytest.raises(ValidationError, match="没有发现"):
        services.area_report(found, looked_at=ALL, found_none=False, now=NOW, actor=crew.checker)
    with pytest.raises(ValidationError, match="请他来报"):
        services.area_report(found, looked_at=ALL, found_none=True, now=NOW, actor=crew.mender)
    done = services.area_report(found, looked_at=ALL, found_none=True, now=NOW, actor=crew.checker)
    assert (done.status, done.found_count) == (AreaStatus.REPORTED, 0)


def test_an_area_with_hazards_cannot_say_it_found_none_nor_take_more_afterwards(crew: Crew) -> None:
    found = area(crew)
    make.hazard(area=found, source="campaign", place=found.place)
    with pytest.raises(ValidationError, match="不能报没有发现"):
        services.area_report(found, looked_at=ALL, found_none=True, now=NOW, actor=crew.checker)
    done = services.area_report(found, looked_at=ALL, found_none=False, now=NOW, actor=crew.checker)
    assert done.found_count == 1
    with pytest.raises(ValidationError, match="已经报过"):
        make.hazard(area=done)


def test_a_campaign_ends_only_when_every_area_has_answered(crew: Crew) -> None:
    first = area(crew)
    campaign = first.campaign
    second = make.area(campaign=campaign, person=crew.mender_person)
    services.area_report(first, looked_at=ALL, found_none=True, now=NOW, actor=crew.checker)
    with pytest.raises(ValidationError, match="还有区域没有报"):
        services.campaign_finish(campaign, now=NOW, actor=crew.director)
    with pytest.raises(ValidationError, match="为什么免查"):
        services.area_excuse(second, words=" ", now=NOW, actor=crew.director)
    services.area_excuse(second, words="正在装修，封着", now=NOW, actor=crew.director)
    assert services.campaign_finish(campaign, now=NOW, actor=crew.director).status == CampaignStatus.DONE
    with pytest.raises(ValidationError, match="已经结束"), records.attempt():
        make.area(campaign=campaign)


def test_a_campaign_without_areas_or_items_is_none(crew: Crew) -> None:
    with pytest.raises(ValidationError, match="一行一项"):
        make.campaign(items=" \n ")
    with pytest.raises(ValidationError, match="没有分区域"):
        services.campaign_finish(make.campaign(), now=NOW, actor=crew.director)
    with pytest.raises(ValidationError, match="不能早于开始"), records.attempt():
        make.campaign(ends_on=make.TODAY - DAY)
    with pytest.raises(ValidationError, match="教职工"):
        make.area(person=people.person(kind="student"))


def test_silent_areas_and_their_leader_are_reminded_once_the_days_are_over(crew: Crew) -> None:
    found = area(crew)
    make.area(campaign=found.campaign, person=crew.mender_person)
    services.area_report(found, looked_at=ALL, found_none=True, now=NOW, actor=crew.checker)
    assert services.areas_remind(now=NOW, actor=crew.director) == 0
    assert services.areas_remind(now=NOW + 5 * DAY, actor=crew.director) == 1
    assert Notice.objects.filter(user=crew.mender, title__contains="没有发现也要报").count() == 2


def test_an_area_changes_hands_and_the_next_one_is_told(crew: Crew) -> None:
    found = services.area_hand_over(area(crew), person=crew.mender_person, now=NOW, actor=crew.director)
    assert found.person == crew.mender_person
    assert Notice.objects.filter(user=crew.mender, title__contains="请您查").exists()
