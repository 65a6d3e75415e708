"""What is heard in a sentence: parts, places, people, minutes, kind; and what had better be looked at again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kit import memo
from lvye.modules.worklog import services
from lvye.modules.worklog.reading import hear
from lvye.modules.worklog.tests import make
from lvye.modules.worklog.whereabouts import place_meant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def he() -> Any:
    return people.person()


def told(said: str, person: Any) -> list[tuple[str, str, str, str]]:
    memo.forget()
    return [(d.action, d.object, f"{d.qty:f}", d.unit) for d in hear(said, person=person, today=make.TODAY).drafts]


def test_one_sentence_becomes_two_parts_with_their_place(he: Any) -> None:
    toilet = places.room("男卫生间")
    found = hear("换了三楼男厕两个水龙头，通了一次下水道", person=he, today=make.TODAY)
    assert [(d.action, d.object, d.qty, d.unit) for d in found.drafts] == [
        ("更换", "水龙头", Decimal(2), "个"),
        ("疏通", "下水道", Decimal(1), "次"),
    ]
    assert [d.place for d in found.drafts] == [toilet, toilet]
    assert found.kind is not None
    assert found.kind.code == "repair"


def test_people_and_time_are_heard_and_are_no_parts(he: Any) -> None:
    ground = places.place(name="操场", kind="ground")
    found = hear("今天搬了300把椅子到操场，6个人，一个半小时", person=he, today=make.TODAY)
    assert told("今天搬了300把椅子到操场，6个人，一个半小时", he) == [("搬运", "椅子", "300", "把")]
    assert (found.people, found.minutes, found.where.place) == (6, 90, ground)
    assert found.kind is not None
    assert found.kind.code == "carry"


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("修门1扇，半小时", 30), ("修门1扇，40分钟", 40), ("修门1扇，两个小时", 120), ("修门1扇，花了2.5小时", 150),
     ("修门1扇，一刻钟", 15), ("修门1扇", None)],
)  # fmt: skip
def test_how_long_it_took_is_heard(he: Any, said: str, minutes: int | None) -> None:
    assert hear(said, person=he, today=make.TODAY).minutes == minutes


@pytest.mark.parametrize(
    ("said", "count"), [("和小李一起搬课桌60张", 2), ("4个人搬课桌60张", 4), ("搬运物品804人次", 300), ("修门1扇", 1)]
)
def test_how_many_hands_there_were_is_heard(he: Any, said: str, count: int) -> None:
    assert hear(said, person=he, today=make.TODAY).people == count


def test_visitors_are_counted_and_did_not_work(he: Any) -> None:
    found = hear("登记来访人员40人次", person=he, today=make.TODAY)
    assert found.people == 1
    assert [(d.qty, d.unit) for d in found.drafts] == [(Decimal(40), "人次")]


@pytest.mark.parametrize(
    ("said", "code"),
    [("扫了操场", "clean"), ("剪了两次草坪", "green"), ("布置会场1次", "event"), ("夜里巡查校园3次", "safety"),
     ("领了5箱打印纸", "errand"), ("搬课桌60张", "carry"), ("修了修门", "repair"), ("帮老师拷课件", "other")],
)  # fmt: skip
def test_each_sentence_has_its_kind(he: Any, said: str, code: str) -> None:
    found = hear(said, person=he, today=make.TODAY)
    assert found.kind is not None
    assert found.kind.code == code


def test_a_word_of_the_school_makes_its_own_kind(he: Any) -> None:
    make.kind(code="water", name="水质", words="测余氯、加药", sort=1)
    memo.forget()
    found = hear("游泳池测余氯2次", person=he, today=make.TODAY)
    assert found.kind is not None
    assert found.kind.code == "water"


def test_what_is_not_done_yet_is_left_out(he: Any) -> None:
    (draft,) = hear("明天准备换5个灯泡", person=he, today=make.TODAY).drafts
    assert "没做" in draft.left_out


@pytest.mark.parametrize(("said", "why"), [("换了水龙头-3个", "不大于零"), ("换了99999999999个灯泡", "太大")])
def test_a_quantity_nobody_believes_is_doubted(he: Any, said: str, why: str) -> None:
    (draft,) = hear(said, person=he, today=make.TODAY).drafts
    assert why in draft.doubt


def test_money_stays_in_the_words(he: Any) -> None:
    found = hear("采购插座20个，花了300元", person=he, today=make.TODAY)
    assert [(d.object, d.unit) for d in found.drafts] == [("插座", "个")]
    assert found.speaks_of_money


def test_pieces_called_kuai_are_not_money(he: Any) -> None:
    assert told("摆桌牌20块", he) == [("摆", "桌牌", "20", "块")]


@pytest.mark.parametrize("said", ["asdf 你好", "<b>1</b>", "。。。", "①②③", "😀" * 50, "通" * 500, "１２３", "-" * 200])
def test_nonsense_is_read_and_harms_nothing(he: Any, said: str) -> None:
    assert hear(said, person=he, today=make.TODAY).kind is not None


def test_work_of_the_catalogue_is_linked_to_it(he: Any) -> None:
    (draft,) = hear("更换门锁3把", person=he, today=make.TODAY).drafts
    assert draft.item is not None
    assert draft.category is not None


def test_a_room_number_is_a_place_and_no_quantity(he: Any) -> None:
    room = places.room("302教室")
    (draft,) = hear("换了302两根灯管", person=he, today=make.TODAY).drafts
    assert (draft.qty, draft.place) == (Decimal(2), room)


# --- places -------------------------------------------------------------------------------------------------------


@pytest.fixture
def two() -> Any:
    """The same words fit in two buildings."""
    return places.room("男卫生间", building="教学楼"), places.room("男卫生间", building="实验楼")


def test_of_two_places_none_is_chosen_and_both_are_offered(he: Any, two: Any) -> None:
    meant = place_meant("三楼男厕", he, make.TODAY)
    assert meant.place is None
    assert set(meant.choices) == set(two)


def test_a_building_named_decides(he: Any, two: Any) -> None:
    assert place_meant("实验楼三楼男厕", he, make.TODAY).place == two[1]


def test_what_a_person_meant_once_is_remembered_for_him_alone(he: Any, two: Any) -> None:
    other = people.person()
    work = make.work(place=two[1], place_said="三楼男厕")
    make.entry(person=he, lines=[work])
    assert place_meant("三楼男厕", he, make.TODAY).place == two[1]
    memo.forget()
    assert place_meant("三楼男厕", other, make.TODAY).place is None


def test_where_somebody_works_most_is_meant_by_him(he: Any, two: Any) -> None:
    for _ in range(2):
        make.entry(person=he, lines=[make.work(place=two[0].building)])
    memo.forget()
    meant = place_meant("三楼男厕", he, make.TODAY)
    assert meant.place == two[0]
    assert two[1] in meant.choices


@pytest.mark.parametrize("said", ["教学楼3层男卫生间", "教学楼三楼男厕所", "教学楼 3楼 男洗手间", "教学楼三楼男厕里"])
def test_people_write_a_place_in_many_ways(he: Any, two: Any, said: str) -> None:
    assert place_meant(said, he, make.TODAY).place == two[0]


@pytest.mark.parametrize("said", ["", "   ", "没有这个地方", "三楼", "()[*", "9" * 40])
def test_words_that_are_no_place_give_none(he: Any, said: str) -> None:
    assert place_meant(said, he, make.TODAY).place is None


def test_a_new_meaning_takes_the_place_of_the_old(he: Any, two: Any, actor: Any) -> None:
    for place in two:
        services.meaning_keep(person=he, said="三楼男厕", place=place, actor=actor)
    assert place_meant("三楼男厕", he, make.TODAY).place == two[1]
