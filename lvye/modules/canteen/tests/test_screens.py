"""One journey for each hand-made screen: the form, a refusal, the deed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.api import Post
from lvye.kernel.people.tests import make as people
from lvye.modules.canteen import services
from lvye.modules.canteen.models import (
    Accompany,
    Control,
    Delivery,
    Disinfection,
    Incident,
    MorningCheck,
    Sample,
    SampleStatus,
    Serving,
    Use,
)
from lvye.modules.canteen.tests import make
from lvye.modules.canteen.words import CODES

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
RIGHTS = (
    "canteen.*", "places.view_place", "duties.view_instance",
)  # fmt: skip


@pytest.fixture
def head(client: Any, clerk: Any, allow: Any) -> User:
    """Somebody who may do everything in the canteen, signed in."""
    services.store_prepare(actor=system_user())
    user: User = allow(*RIGHTS)
    client.force_login(user)
    return user


@pytest.fixture
def cook(head: User) -> Any:
    """A cook who is on duty now."""
    made = make.worker()
    services.morning_check([services.Checked(made)], now=timezone.now(), actor=head)
    return made


def _sent(**values: Any) -> dict[str, Any]:
    return {"outbox_key": str(uuid4()), **values}


def test_the_morning_check_is_one_tap_a_person_and_comes_once(client: Any, head: User) -> None:
    well, ill = make.worker(), make.worker()
    page = client.get("/kitchen/morning/").content.decode()
    assert well.person.name in page
    sent = _sent(**{f"is-{well.pk}": "ok", f"is-{ill.pk}": "ill", f"s-{ill.pk}": ["4"]})
    first = client.post("/kitchen/morning/", sent)
    assert first.status_code == 302
    assert client.post("/kitchen/morning/", sent)["Location"] == first["Location"]
    assert dict(MorningCheck.objects.values_list("worker", "status")) == {well.pk: "on", ill.pk: "off"}
    assert "1 人离岗" in client.get("/kitchen/").content.decode()


def test_goods_come_by_one_person_and_are_signed_by_another(client: Any, head: User, allow: Any) -> None:
    item, supplier = make.item("白菜"), make.supplier()
    sent = _sent(
        supplier=supplier.pk, **{"item-0": "白菜", "qty-0": "60", "unit-0": "斤", "price-0": "3", "fresh-0": "1"}
    )
    refused = client.post("/kitchen/receive/", sent)
    assert refused.status_code == 400
    assert "没有合格证明" in refused.content.decode()
    taken = client.post("/kitchen/receive/", sent | {"paper-0": "promise", "paper_no-0": "C9"})
    one = Delivery.objects.get()
    assert taken["Location"] == reverse("canteen:delivery", args=[one.pk])
    assert "您签过了" in client.get(taken["Location"]).content.decode()
    assert client.post(taken["Location"], _sent()).status_code == 400
    other = make.user()
    people_post = Post.objects.get(code="clerk-of-tests")
    people.appointment(person=make.person_of(other), post=people_post, from_on=dt.date(2000, 1, 1))
    client.force_login(other)
    assert client.post(taken["Location"], _sent()).status_code == 302
    one.refresh_from_db()
    assert (one.status, one.batches.get().qty) == ("done", Decimal(30))
    assert client.get(reverse("canteen:delivery-paper", args=[one.pk]))["Content-Type"] == "application/pdf"
    assert item.name in client.get("/kitchen/use/lunch/").content.decode()


def test_food_goes_to_the_stove_and_is_found_from_both_ends(client: Any, head: User, cook: Any) -> None:
    potato = make.item("土豆")
    batch = make.batch(item=potato, now=timezone.now(), expires_on=timezone.localdate() + dt.timedelta(days=9))
    sent = _sent(by=cook.pk, **{"item-0": "土豆", "qty-0": "8", "unit-0": "斤", "dish-0": "土豆丝"})
    short = client.post("/kitchen/use/lunch/", sent | {"qty-0": "800"})
    assert short.status_code == 400
    assert "能用的只有" in short.content.decode()
    assert client.post("/kitchen/use/lunch/", sent).status_code == 302
    use = Use.objects.get()
    assert (use.qty, use.batch) == (Decimal(4), batch)
    found = client.get("/kitchen/trace/", {"q": "土豆"}).content.decode()
    assert reverse("canteen:trace", args=[batch.pk]) in found
    assert "土豆丝" in client.get(reverse("canteen:trace", args=[batch.pk])).content.decode()
    assert "土豆" in client.get(reverse("canteen:traced", args=[use.serving_id])).content.decode()
    thrown = {"qty": "1", "why": "发芽", "how": "destroyed", "witness": cook.pk}
    assert client.post(reverse("canteen:discard", args=[batch.pk]), thrown).status_code == 302


def test_samples_are_put_labelled_and_not_emptied_early(client: Any, head: User, cook: Any) -> None:
    cabinet = make.fridge()
    client.get("/kitchen/samples/lunch/")
    sent = _sent(by=cook.pk, cabinet=cabinet.pk, more="紫菜汤、米饭", more_grams="100")
    little = client.post("/kitchen/samples/lunch/", sent)
    assert little.status_code == 400
    assert "至少留 125" in little.content.decode()
    assert client.post("/kitchen/samples/lunch/", sent | {"more_grams": "130"}).status_code == 302
    assert set(Sample.objects.values_list("serving__name", flat=True)) == {"紫菜汤", "米饭"}
    assert client.get("/kitchen/kept/lunch/labels.pdf")["Content-Type"] == "application/pdf"
    one = Sample.objects.earliest("pk")
    early = client.post("/kitchen/empty/", _sent(by=cook.pk, sample=[one.pk]))
    assert early.status_code == 400
    assert "现在不能倒" in early.content.decode()
    Sample.objects.update(put_at=timezone.now() - dt.timedelta(hours=50), keep_until=timezone.now())
    assert client.post("/kitchen/empty/", _sent(by=cook.pk, sample=[one.pk])).status_code == 302
    one.refresh_from_db()
    assert one.status == SampleStatus.EMPTIED


def test_heat_and_disinfection_are_refused_below_their_limits(client: Any, head: User, cook: Any) -> None:
    services.servings_bring(timezone.localdate(), "lunch", ["红烧肉"], diners=800, actor=head)
    sent = _sent(by=cook.pk, **{"n-0": "红烧肉", "t-0": "68"})
    assert client.post("/kitchen/heat/lunch/", sent).status_code == 400
    assert client.post("/kitchen/heat/lunch/", sent | {"t-0": "82"}).status_code == 302
    assert Serving.objects.get().core == Decimal(82)
    sent = _sent(by=cook.pk, what="tableware", method="washer", degrees="85", seconds="30")
    assert client.post("/kitchen/clean/lunch/", sent).status_code == 400
    assert client.post("/kitchen/clean/lunch/", sent | {"seconds": "40"}).status_code == 302
    assert Disinfection.objects.get().is_good


def test_the_three_records_are_written_and_printed(client: Any, head: User, school: Any) -> None:
    today = timezone.localdate()
    marks = {f"m-{code}": "ok" for code in CODES}
    assert client.post("/kitchen/daily/", _sent(day=today.isoformat())).status_code == 400
    assert client.post("/kitchen/daily/", _sent(day=today.isoformat(), **marks)).status_code == 302
    assert "晨检" in client.get("/kitchen/weekly/").content.decode()
    report = {"text": "平稳", "decided": "继续", "gaps": "系统刚启用", "present": "校长、总监"}
    for name in ("weekly", "monthly"):
        sent = report | {"what-0": "纱窗破了", "measure-0": "换新的"}
        assert client.post(f"/kitchen/{name}/", sent).status_code == 302
    kinds = dict(Control.objects.values_list("kind", "is_zero"))
    assert kinds == {"daily": True, "weekly": False, "monthly": False}
    for one in Control.objects.all():
        paper = client.get(reverse("canteen:control-paper", args=[one.pk]))
        assert paper["Content-Type"] == "application/pdf"
    finding = Control.objects.get(kind="weekly").findings.get()
    assert client.get(reverse("canteen:hand", args=[finding.pk])).status_code == 200


def test_who_eats_with_the_pupils_writes_it_at_table(client: Any, head: User) -> None:
    sent = {"who": "leader", "kind": "lunch", "quality": 3, "hygiene": 4, "order": 4, "service": 3}
    assert client.post("/kitchen/accompany/", sent | {"quality": 1}).status_code == 400
    assert client.post("/kitchen/accompany/", sent | {"problem": "汤凉了"}).status_code == 302
    assert Accompany.objects.get().findings.get().what == "汤凉了"


def test_one_page_gathers_a_meal_and_begins_the_incident(client: Any, head: User, cook: Any) -> None:
    meal = services.servings_bring(timezone.localdate(), "lunch", ["红烧肉"], diners=820, actor=head)
    url = reverse("canteen:emergency", args=[meal.pk])
    page = client.get(url).content.decode()
    assert "红烧肉" in page
    assert cook.person.name in page
    moment = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    assert client.post(url, {"ill": 3, "words": "腹痛", "begun_at": moment}).status_code == 302
    assert client.post(url, {"whom": "food_office"}).status_code == 302
    assert Incident.objects.get().food_office_at is not None
    assert client.get(reverse("canteen:meal-paper", args=[meal.pk]))["Content-Type"] == "application/pdf"
    assert str(meal.pk) in client.get("/kitchen/emergency/").content.decode()


def test_the_folder_prints_the_month_and_hides_symptoms_from_those_without_the_right(
    client: Any, clerk: Any, allow: Any
) -> None:
    make.morning_check(symptoms=("4",), now=timezone.now())
    allow("canteen.view_control")
    client.force_login(clerk)
    assert "二、晨检" in client.get("/kitchen/folder/").content.decode()
    assert client.get("/kitchen/folder/", {"print": 1})["Content-Type"] == "application/pdf"
    assert client.get("/kitchen/folder/", {"month": "x"}).status_code == 200
    assert client.get("/kitchen/morning/").status_code == 403


def test_food_is_ordered_by_name_and_a_name_nobody_knows_is_refused(client: Any, head: User) -> None:
    make.item("豆腐")
    supplier = make.supplier()
    sent = _sent(supplier=supplier.pk, **{"item-0": "豆腐", "qty-0": "30"})
    assert client.post("/kitchen/order/", sent | {"item-0": "没有的"}).status_code == 400
    assert client.post("/kitchen/order/", sent).status_code == 302
    assert supplier.name in client.get("/kitchen/").content.decode()
