"""Materials out of the store: handed out in the deed that finishes a job, at the average price, or not at all."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.chains.api import chain
from lvye.kernel.figures.api import compute
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.api import span_period
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, Material
from lvye.modules.repairs.services import Draw, Part
from lvye.modules.repairs.tests import make
from lvye.modules.stores import api as stores
from lvye.modules.stores.api import Issue, Store
from lvye.modules.stores.tests import make as goods

pytestmark = pytest.mark.django_db


def general(**values: Any) -> Store:
    return goods.store(level=Store.Level.GENERAL, **values)


def stocked(qty: Any, price: Any, *, store: Store | None = None, **item: Any) -> Any:
    """An item of which so much is in the general store."""
    thing = goods.item(**({"name": "灯管", "spec": "18W", "unit": "根"} | item))
    goods.stocked(qty, price, item=thing, store=store or general())
    return thing


def owned(**values: Any) -> Job:
    """A job a repairer works on."""
    return make.moved(make.job(**values), Job.Status.DOING, make.worker())


def finish(job: Job, actor: Any, *draws: Draw, **said: Any) -> Job:
    return services.job_finish(job, supplies=draws, now=make.NOW, actor=actor, **said)


def test_what_was_used_leaves_the_store_for_the_job_at_the_average_price(actor: Any) -> None:
    store = general()
    tube = stocked(10, "8.00", store=store)
    goods.stocked(10, "10.00", item=tube, store=store)
    job = finish(owned(), actor, Draw(tube, Decimal(3)))
    assert stores.on_hand(tube) == Decimal(17)
    used = job.materials.get()
    assert (used.item, used.qty, used.unit, used.price, used.amount) == (
        tube, Decimal(3), "根", Decimal("9.00"), Decimal("27.00"),
    )  # fmt: skip
    assert used.issue.about_id == job.pk
    assert used.issue.taken_by == job.worker.person
    assert job.material_cost == Decimal("27.00")


def test_the_cost_of_a_job_is_the_stores_materials_and_what_was_bought(actor: Any) -> None:
    tube = stocked(5, "8.00")
    bought = [Part("胶布", Decimal(2), "卷", Decimal("3.50"))]
    job = finish(owned(), actor, Draw(tube, Decimal(2)), materials=bought, outside_quote=Decimal(100))
    assert job.material_cost == Decimal("23.00")
    assert job.saved_amount == Decimal("77.00")


def test_a_second_repair_adds_to_the_cost_of_the_first(actor: Any) -> None:
    tube = stocked(5, "8.00")
    job = finish(owned(), actor, Draw(tube, Decimal(2)))
    again = services.job_reopen(job, words="又不亮", now=make.NOW, actor=actor)
    assert finish(again, actor, Draw(tube, Decimal(1))).material_cost == Decimal("24.00")


def test_what_is_not_there_is_named_all_at_once_and_nothing_is_done(actor: Any) -> None:
    store = general(name="总库")
    tube = stocked(2, "8.00", store=store)
    switch = goods.item(name="开关", spec="", unit="个")
    job = owned()
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        finish(job, actor, Draw(tube, Decimal(3)), Draw(switch, Decimal(1)))
    assert refused.value.messages == ["灯管 18W不够：要 3 根，现有总库 2 根。开关库里没有，要 1 个。"]
    job.refresh_from_db()
    assert job.status == Job.Status.DOING
    assert stores.on_hand(tube) == Decimal(2)
    assert not Material.objects.exists()


def test_the_store_he_keeps_himself_comes_first_then_the_general_one(actor: Any) -> None:
    job = owned()
    own, top = goods.store(keeper=job.worker.person), general()
    tube = stocked(1, "8.00", store=own)
    goods.stocked(9, "8.00", item=tube, store=top)
    wire = stocked(4, "2.00", store=own, name="电线", unit="米")
    done = finish(job, actor, Draw(tube, Decimal(2)), Draw(wire, Decimal(3)))
    papers = {paper.store: paper for paper in Issue.objects.filter(about_id=done.pk)}
    assert set(papers) == {own, top}
    assert stores.on_hand(tube, own) == Decimal(1)
    assert stores.on_hand(wire, own) == Decimal(1)


def test_another_ones_sub_store_is_left_alone(actor: Any) -> None:
    other = goods.store(keeper=people.person())
    tube = stocked(9, "8.00", store=other)
    general()
    with pytest.raises(ValidationError, match="库里没有"), transaction.atomic():
        finish(owned(), actor, Draw(tube, Decimal(1)))


def test_the_same_item_twice_is_one_line(actor: Any) -> None:
    tube = stocked(9, "8.00")
    job = finish(owned(), actor, Draw(tube, Decimal(1)), Draw(tube, Decimal(2)))
    assert job.materials.get().qty == Decimal(3)


def test_the_chain_leads_from_the_job_to_what_the_store_handed_out(actor: Any) -> None:
    job = finish(owned(), actor, Draw(stocked(9, "8.00"), Decimal(1)))
    stages = {stage.register.key: stage.records for stage in chain(job, people.user_in("director")).stages}
    assert stages["stores.issue"] == list(Issue.objects.all())


def test_the_figures_count_what_was_used_by_unit_and_what_it_cost(actor: Any) -> None:
    tube = stocked(9, "8.00")
    finish(owned(), actor, Draw(tube, Decimal(2)), materials=[Part("胶布", Decimal(1), "卷")])
    period = span_period(make.NOW.date(), make.NOW.date())
    found = {one.words: one.value for one in compute("repairs.materials", period, by=("material", "unit"))}
    assert found == {"灯管 18W 根": Decimal(2), "胶布 卷": Decimal(1)}
    assert compute("repairs.stock_cost", period)[0].value == Decimal("16.00")


# --- the form ----------------------------------------------------------------------------------------------------


def signed_in(client: Any, job: Job) -> None:
    client.force_login(job.worker.person.user)


def phone_job(**values: Any) -> Job:
    worker = make.worker(person=people.person(username="fixer"))
    people.appointment(person=worker.person, post=people.post("repairs.view_job", "repairs.work_job"))
    return make.moved(make.job(**values), Job.Status.DOING, worker)


def test_a_repairer_types_a_material_and_it_leaves_the_store(client: Any) -> None:
    tube, job = stocked(9, "8.00"), phone_job()
    signed_in(client, job)
    url = reverse("repairs:mine-finish", args=[job.pk])
    html = client.get(url).content.decode()
    assert "从库里领了什么" in html
    assert f'value="{tube.code} 灯管 18W"' in html
    said = {"note": "换好了", "stock_item": [f"{tube.code} 灯管 18W", ""], "stock_qty": ["2", ""]}
    assert client.post(url, said).status_code == 302
    assert stores.on_hand(tube) == Decimal(7)
    job.refresh_from_db()
    assert (job.status, job.material_cost) == (Job.Status.FINISHED, Decimal("16.00"))


def test_what_he_takes_often_is_offered_to_tap(client: Any, actor: Any) -> None:
    tube, job = stocked(9, "8.00"), phone_job()
    earlier = make.moved(make.job(category=job.category), Job.Status.DOING, job.worker)
    services.job_finish(earlier, supplies=[Draw(tube, Decimal(1))], now=timezone.now(), actor=actor)
    signed_in(client, job)
    url = reverse("repairs:mine-finish", args=[job.pk])
    assert f'name="stock-{tube.pk}"' in client.get(url).content.decode()
    assert client.post(url, {"note": "换好了", f"stock-{tube.pk}": "3"}).status_code == 302
    assert stores.on_hand(tube) == Decimal(5)


@pytest.mark.django_db(transaction=True)
def test_a_shortage_comes_back_with_everything_he_typed(client: Any) -> None:
    tube, job = stocked(1, "8.00"), phone_job()
    signed_in(client, job)
    said = {"note": "换好了三根", "stock_item": [tube.code], "stock_qty": ["3"]}
    answer = client.post(reverse("repairs:mine-finish", args=[job.pk]), said)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "灯管 18W不够：要 3 根" in html
    assert "换好了三根" in html
    assert f'value="{tube.code}"' in html
    assert stores.on_hand(tube) == Decimal(1)


@pytest.mark.parametrize(("typed", "why"), [("锅炉", "库里没有叫“锅炉”的物资"), ("灯管", "“灯管”有几种")])
def test_a_material_that_is_none_or_several_is_asked_about(typed: str, why: str, client: Any) -> None:
    store, job = general(), phone_job()
    stocked(1, "8.00", store=store)
    stocked(1, "8.00", store=store, spec="30W")
    signed_in(client, job)
    said = {"note": "好了", "stock_item": [typed], "stock_qty": ["1"]}
    answer = client.post(reverse("repairs:mine-finish", args=[job.pk]), said)
    assert answer.status_code == 400
    assert why in answer.content.decode()


def test_a_school_without_stores_is_not_asked_for_them(client: Any) -> None:
    job = phone_job()
    signed_in(client, job)
    html = client.get(reverse("repairs:mine-finish", args=[job.pk])).content.decode()
    assert "从库里领了什么" not in html


# --- waiting for parts -------------------------------------------------------------------------------------------


def test_a_job_that_waits_for_parts_shows_what_is_in_store(client: Any, actor: Any) -> None:
    stocked(4, "8.00", store=general(name="总库"))
    job = services.job_hold(phone_job(), reason=Job.Hold.PARTS, note="缺灯管和镇流器", now=make.NOW, actor=actor)
    goods.item(name="镇流器", spec="")
    client.force_login(people.user_in("director"))
    html = client.get(reverse("repairs.job:detail", args=[job.pk])).content.decode()
    assert "总库 4 根" in html
    assert "库里没有" in html
    signed_in(client, job)
    assert "总库 4 根" in client.get(reverse("repairs:mine-job", args=[job.pk])).content.decode()


def test_who_waits_for_a_material_is_told_when_it_comes(actor: Any) -> None:
    job = services.job_hold(phone_job(), reason=Job.Hold.PARTS, note="缺灯管", now=make.NOW, actor=actor)
    other = make.moved(make.job(), Job.Status.DOING, make.worker())
    services.job_hold(other, reason=Job.Hold.PARTS, note="缺玻璃", now=make.NOW, actor=actor)
    stocked(4, "8.00")
    told = Notice.objects.filter(target="repairs.job", title__contains="等的料到了")
    assert [(one.target_id, one.user_id) for one in told] == [(job.pk, job.worker.person.user_id)]


def test_what_is_not_in_store_is_asked_for_with_its_name_filled_in(client: Any, actor: Any) -> None:
    goods.item(name="镇流器", spec="")
    job = services.job_hold(phone_job(), reason=Job.Hold.PARTS, note="缺镇流器", now=make.NOW, actor=actor)
    client.force_login(people.user_in("director"))
    html = client.get(reverse("repairs.job:detail", args=[job.pk])).content.decode()
    assert f"{reverse('procurement.request:new')}?about=repairs.job%3A{job.pk}&amp;what={quote('镇流器')}" in html
    signed_in(client, job)
    assert "申请购买" not in client.get(reverse("repairs:mine-job", args=[job.pk])).content.decode()


def test_what_was_not_needed_goes_back_to_its_store_and_the_job_costs_less(actor: Any) -> None:
    store = general()
    tube = stocked(10, "8.00", store=store)
    bought = [Part("胶布", Decimal(1), "卷", Decimal("3.50"))]
    job = finish(owned(), actor, Draw(tube, Decimal(3)), materials=bought, outside_quote=Decimal(100))
    used = job.materials.get(item=tube)
    with transaction.atomic(), pytest.raises(ValidationError):
        services.job_return(job, [(used, Decimal(4))], now=make.NOW, actor=actor)
    [paper] = services.job_return(job, [(used, Decimal(2))], now=make.NOW, actor=actor)
    used.refresh_from_db()
    job.refresh_from_db()
    assert (used.qty, used.returned, used.amount, job.material_cost) == (1, 2, Decimal("8.00"), Decimal("11.50"))
    assert job.saved_amount == Decimal("88.50")
    assert stores.on_hand(tube) == 9
    stores.reverse(paper, why="又拿走了", now=make.NOW, actor=actor)
    used.refresh_from_db()
    job.refresh_from_db()
    assert (used.qty, used.returned, job.material_cost) == (3, 0, Decimal("27.50"))
    assert job.saved_amount == Decimal("72.50")


def test_the_repairer_brings_back_what_is_left_from_his_own_phone(client: Any, actor: Any) -> None:
    tube = stocked(5, "8.00")
    job = finish(owned(), actor, Draw(tube, Decimal(3)))
    used = job.materials.get()
    address = reverse("repairs:mine-return", args=[job.pk])
    other = people.user_in("repairer")
    make.worker(person=other.person)
    client.force_login(other)
    assert client.post(address, {f"back-{used.pk}": "1"}).status_code in {403, 404}
    user = job.worker.person.user
    client.force_login(user)
    assert "没用完，退回库里" in client.get(reverse("repairs:mine-job", args=[job.pk])).content.decode()
    said = {"outbox_key": "6d1f0f0e-0000-4000-8000-000000000001", "outbox_as": str(user.pk), "outbox_filled_at": ""}
    assert client.post(address, said | {f"back-{used.pk}": "9"}).status_code == 400
    said["outbox_key"] = "6d1f0f0e-0000-4000-8000-000000000002"
    assert client.post(address, said | {f"back-{used.pk}": "1"}).status_code == 302
    assert stores.on_hand(tube) == 3
