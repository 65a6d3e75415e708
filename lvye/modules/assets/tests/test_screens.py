from datetime import date
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest

from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.modules.assets import services
from lvye.modules.assets.models import Transfer, WriteOff
from lvye.modules.assets.tests import make
from lvye.modules.assets.tests.make import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]


def words(answer: Any) -> str:
    assert answer["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.content)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def test_a_scanned_label_tells_a_visitor_the_name_and_neither_value_nor_person(client: Any) -> None:
    places.school()
    card = make.asset(place=places.room(), keeper=people.person(name="阮明"), value=Decimal("3777.00"))
    page = client.get(f"/a/{card.code.lower()}/").content.decode()
    assert card.name in page
    assert "报修" in page
    assert "阮明" not in page
    assert "3777" not in page
    assert client.get("/a/0000000/").status_code == 404
    assert client.get("/scan/", {"code": card.code.lower()}).url == f"/a/{card.code}/"


def test_who_may_see_the_card_finds_it_behind_its_label(client: Any) -> None:
    card = make.asset()
    client.force_login(people.user_in("keeper"))
    assert f"/assets/asset/{card.pk}/" in client.get(f"/a/{card.code}/").content.decode()
    client.force_login(people.user_in("guard"))
    assert f"/assets/asset/{card.pk}/" not in client.get(f"/a/{card.code}/").content.decode()


def test_the_three_books_hold_each_card_under_its_owner_and_print(client: Any) -> None:
    room, keeper, group = places.room("203教室"), people.person(name="陶然"), people.schoolclass(name="三（2）班")
    card = make.asset(place=room, keeper=keeper, school_class=group)
    client.force_login(people.user_in("director"))
    for by, owner in (("rooms", room), ("people", keeper), ("classes", group)):
        assert str(owner) in client.get(f"/property/books/{by}/").content.decode()
        assert card.number in client.get(f"/property/books/{by}/{owner.pk}/").content.decode()
        assert card.number in words(client.get(f"/property/books/{by}/{owner.pk}/sheet.pdf"))
    assert client.get("/property/books/cats/").status_code == 404


def test_a_teacher_sees_the_book_of_what_is_his_alone(client: Any) -> None:
    teacher = people.user_in("teacher")
    own, other = make.asset(keeper=teacher.person), make.asset(keeper=people.person())
    client.force_login(teacher)
    assert client.get(f"/property/books/people/{teacher.person.pk}/").status_code == 200
    assert client.get(f"/property/books/people/{other.keeper_id}/").status_code == 404
    assert client.get(f"/assets/asset/{own.pk}/").status_code == 200


def test_a_transfer_is_written_from_a_room_and_booked_by_the_office(client: Any) -> None:
    room, target = places.room("101教室"), places.room("102教室")
    card = make.asset(place=room)
    client.force_login(people.user_in("director"))
    address = f"/property/transfer/?place={room.pk}"
    assert card.number in client.get(address).content.decode()
    empty = client.post(address, {"asset": card.pk, "why": "上课用"})
    assert empty.status_code == 400
    assert "调到哪里" in empty.content.decode()
    client.post(address, {"asset": card.pk, "why": "上课用", "to_place": target.pk})
    paper = Transfer.objects.get()
    client.post(f"/assets/transfer/{paper.pk}/do/post/", {"answer": "同意"})
    card.refresh_from_db()
    assert card.place == target
    text = words(client.get(f"/property/transfer/{paper.pk}/paper.pdf"))
    assert "101教室" in text
    assert "102教室" in text


def test_labels_scanned_one_after_another_are_listed_on_a_write_off(client: Any) -> None:
    cards = [make.asset(value=Decimal(80)), make.asset(value=Decimal(90))]
    client.force_login(people.user_in("keeper"))
    find = " ".join(f"https://s.example/a/{one.code}/" for one in cards)
    page = client.get("/property/write-off/", {"find": find}).content.decode()
    assert page.count(" checked") == 2
    client.post("/property/write-off/", {"asset": [one.pk for one in cards], "ground": "broken", "why": "烧坏了"})
    paper = WriteOff.objects.get()
    assert paper.value == 170
    assert cards[0].number in words(client.get(f"/property/write-off/{paper.pk}/paper.pdf"))


@pytest.mark.parametrize("kind", ["card", "loan", "damage", "handover"])
def test_each_paper_carries_its_number_and_boxes(client: Any, kind: str) -> None:
    made = {"card": make.asset, "loan": make.loan, "damage": make.damage, "handover": make.handover}[kind]()
    client.force_login(people.user_in("director"))
    text = words(client.get(f"/property/{kind}/{made.pk}/{'card' if kind == 'card' else 'paper'}.pdf"))
    assert made.number in text


def test_labels_of_a_room_are_a_pdf_and_of_nothing_a_sentence(client: Any) -> None:
    room = places.room()
    card = make.asset(place=room)
    client.force_login(people.user_in("keeper"))
    assert card.code in words(client.get(f"/property/labels.pdf?place={room.pk}")).replace(" ", "")
    assert client.get("/property/labels.pdf").status_code == 302


def test_the_report_says_value_charge_and_changes(client: Any) -> None:
    make.asset(value=Decimal("7200.00"), acquired_on=date(2026, 1, 5))
    client.force_login(people.user_in("finance"))
    page = client.get("/property/report/?from=2026-01-01&until=2026-03-31").content.decode()
    for figure in ("7200.00", "100.00", "300.00", "6900.00", "期初＋增加－减少＝期末"):
        assert figure in page
    assert "7200.00" in words(client.get("/property/report/depreciation.pdf?until=2026-03-31"))
    assert client.get("/property/report/?from=nonsense&until=2026-13-99").status_code == 200


def test_classes_are_ranked_by_the_month_and_debts_show(client: Any) -> None:
    good, bad = people.schoolclass(name="一班"), people.schoolclass(name="二班")
    make.classmark(school_class=good, points=3, why="爱护得好")
    make.classmark(school_class=bad, points=-25)
    case = make.damage(school_class=bad, repair_cost=Decimal("60.00"))
    services.damage_judge(case, today=TODAY, actor=people.user_in("director"))
    client.force_login(people.user_in("director"))
    page = client.get("/property/classes/?month=2026-03").content.decode()
    assert page.index("一班") < page.index("二班")
    for said in ("表扬", "通报整改", "60.00"):
        assert said in page


def test_what_waits_for_a_signature_stands_on_the_first_page(client: Any) -> None:
    teacher = people.user_in("teacher")
    make.custodysheet(keeper=teacher.person)
    client.force_login(teacher)
    assert "待签字" in client.get("/").content.decode()
