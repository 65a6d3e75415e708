"""A job is about a thing: its label is scanned, its page shows the repairs, its warranty is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.chains.api import chain
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.api import code_of
from lvye.kernel.places.tests import make as places
from lvye.kernel.registers.api import offers_for
from lvye.modules.assets.api import asset_step
from lvye.modules.assets.tests import make as assets
from lvye.modules.partners.api import Barred
from lvye.modules.partners.tests import make as partners
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job
from lvye.modules.repairs.tests import make

pytestmark = pytest.mark.django_db


def test_scanning_a_label_leads_to_the_report_of_its_place_with_the_thing_named(client: Any) -> None:
    lamp = assets.asset(name="投影机", place=places.place())
    offer = next(one for one in offers_for("assets.asset") if one.name == "repair")
    url = offer.url(lamp)
    assert url == f"/r/{code_of(lamp.place)}/?asset={lamp.code}"
    html = client.get(url).content.decode()
    assert "投影机" in html
    assert f'<input type="hidden" name="asset" value="{lamp.code}">' in html


def test_a_thing_that_stands_nowhere_is_reported_under_ones_name_after_the_place_was_chosen() -> None:
    offer = next(one for one in offers_for("assets.asset") if one.name == "repair")
    thing = assets.asset()
    assert offer.url(thing) == f"/report/?asset={thing.code}"


def test_a_report_by_label_names_the_thing(client: Any) -> None:
    thing, kind = assets.asset(place=places.place()), make.category()
    url = f"/r/{code_of(thing.place)}/?asset={thing.code}"
    answer = client.post(url, {"category": kind.pk, "asset": thing.code, "what": "不亮"})
    assert answer.status_code == 302
    job = Job.objects.get()
    assert (job.asset, job.place) == (thing, thing.place)


def test_who_is_signed_in_keeps_the_thing_when_he_is_led_to_his_own_form(client: Any) -> None:
    thing, kind = assets.asset(place=places.place()), make.category()
    client.force_login(people.user_in("teacher"))
    answer = client.get(f"/r/{code_of(thing.place)}/?asset={thing.code}")
    assert answer.url == f"/report/?code={code_of(thing.place)}&asset={thing.code}"
    assert thing.number in client.get(answer.url).content.decode()
    assert client.post(answer.url, {"category": kind.pk, "asset": thing.code}).status_code == 302
    assert Job.objects.get().asset == thing


def test_a_form_that_names_no_thing_there_is_comes_back_with_the_reason(client: Any) -> None:
    place, kind = places.place(), make.category()
    answer = client.post(f"/r/{code_of(place)}/", {"category": kind.pk, "asset": "2345678"})
    assert answer.status_code == 400
    assert "没有这个标签码或资产编号" in answer.content.decode()
    assert not Job.objects.exists()


def test_two_reports_of_one_thing_are_one_job_and_of_two_things_are_two(actor: Any) -> None:
    place, kind = places.place(), make.category(joins=False)
    first, second = assets.asset(place=place), assets.asset(place=place)

    def report(thing: Any) -> Job:
        return services.job_report_by_code(code_of(place), category=kind, asset=thing, now=make.NOW)

    assert report(first) == report(first)
    assert report(second) != report(first)


def test_a_thing_written_off_is_not_repaired(actor: Any) -> None:
    gone = asset_step(assets.asset(status="pend"), "scrap", left_on=date(2026, 3, 9), actor=actor)
    with pytest.raises(ValidationError, match="已经报废销账"), transaction.atomic():
        make.job(asset=gone)


def test_the_card_shows_its_repairs_and_the_chain_leads_from_card_to_job(client: Any) -> None:
    thing = assets.asset()
    job = make.job(asset=thing, what="黑屏")
    director = people.user_in("director")
    client.force_login(director)
    html = client.get(reverse("assets.asset:detail", args=[thing.pk])).content.decode()
    assert "维修记录" in html
    assert job.number in html
    stages = {stage.register.key: stage.records for stage in chain(job, director).stages}
    assert stages["assets.asset"] == [thing]
    assert stages["repairs.job"] == [job]


def test_the_page_of_a_job_tells_the_warranty_while_it_lasts(client: Any) -> None:
    today = timezone.localdate()
    kept = assets.asset(warranty_until=today, supplier="启明公司")
    lapsed = assets.asset(warranty_until=today - timedelta(days=1))
    client.force_login(people.user_in("director"))
    html = client.get(reverse("repairs.job:detail", args=[make.job(asset=kept).pk])).content.decode()
    assert "还在保修期内" in html
    assert "先找启明公司" in html
    html = client.get(reverse("repairs.job:detail", args=[make.job(asset=lapsed).pk])).content.decode()
    assert "还在保修期内" not in html


def test_the_desk_says_afterwards_which_thing_it_is(client: Any) -> None:
    job, thing = make.job(), assets.asset()
    client.force_login(people.user_in("desk"))
    url = reverse("repairs:about", args=[job.pk])
    assert client.post(url, {"asset": thing.number}).status_code == 302
    job.refresh_from_db()
    assert job.asset == thing
    answer = client.post(url, {"asset": "没有"})
    assert answer.status_code == 400
    assert "没有这个标签码" in answer.content.decode()
    assert client.post(url, {"asset": ""}).status_code == 302
    job.refresh_from_db()
    assert job.asset is None


def test_a_reader_does_not_say_which_thing_it_is(client: Any) -> None:
    job = make.job()
    client.force_login(people.user_in("principal"))
    assert client.post(reverse("repairs:about", args=[job.pk]), {"asset": ""}).status_code == 403


def test_a_contractor_whose_licence_has_lapsed_gets_no_job(actor: Any) -> None:
    licence = partners.licence(ends_on=date(2026, 3, 1))
    contractor = make.contractor(partner=licence.partner)
    with pytest.raises(Barred, match="到期"), transaction.atomic():
        services.job_assign(make.job(), contractor=contractor, now=make.NOW, actor=actor)
