from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from lvye.kernel.audit import api as audit
from lvye.kernel.people import services
from lvye.kernel.people.api import Appointment, Department, Person, SchoolClass, person_of, with_phone
from lvye.kernel.people.tests import make
from lvye.kernel.records.api import matching
from lvye.kernel.registers.api import registers

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)
PASSWORD = "Lv-ye_2026-spring"


@pytest.mark.parametrize("asked", ["曾力", "曾", "zl", "T-017"])
def test_a_person_is_found_by_name_pinyin_and_number(asked: str) -> None:
    person = make.person(name="曾 力", phone="13800000001", number="T-017")
    make.person(name="王晓梅", phone="13800000002")
    assert (person.name, person.pinyin) == ("曾力", "zl")
    assert list(matching(Person.objects.all(), asked)) == [person]


def test_another_name_is_followed_by_pinyin_search_and_account(clerk: Any) -> None:
    person = make.person(name="王晓", username="wx", phone="13900000000")
    person = services.person_amend(person, actor=clerk, name="李晓")
    assert person.user is not None
    person.user.refresh_from_db()
    assert (person.pinyin, person.user.name) == ("lx", "李晓")
    assert list(matching(Person.objects.all(), "李晓")) == [person]
    assert audit.trail(person.user)[0].changes == {"name": ["王晓", "李晓"]}


def test_only_pupils_are_in_a_class(clerk: Any) -> None:
    school_class = make.schoolclass()
    with pytest.raises(ValidationError, match="只有学生填班级"), transaction.atomic():
        make.person(kind="teacher", school_class=school_class)
    pupil = make.person(kind="student", school_class=school_class)
    with pytest.raises(ValidationError, match="只有学生填班级"), transaction.atomic():
        services.person_amend(pupil, actor=clerk, kind="staff")


def test_a_number_belongs_to_one_person() -> None:
    make.person(number="T-017")
    make.person(number="")
    make.person(number="")
    with pytest.raises(ValidationError, match="已经有人用了"), transaction.atomic():
        make.person(number="T-017")


# --- signing in --------------------------------------------------------------------------------------------------


def test_a_sign_in_is_opened_with_a_first_password_and_leads_to_the_person() -> None:
    person = make.person(username="wx", password=PASSWORD)
    assert person.user is not None
    assert person.user.check_password(PASSWORD)
    assert person_of(person.user) == person
    assert PASSWORD not in str(list(audit.Entry.objects.values_list("changes", flat=True)))


def test_the_programs_own_users_are_no_persons_and_that_is_asked_once(
    clerk: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert person_of(clerk) is None
        assert person_of(clerk) is None
    assert person_of(None) is None


def test_a_weak_password_or_a_name_that_is_taken_leaves_no_person_behind(clerk: Any) -> None:
    make.person(username="wx")
    for username, password in (("wx2", "12345678"), ("wx", PASSWORD), ("两 个 字", PASSWORD)):
        with pytest.raises(ValidationError), transaction.atomic():
            services.person_create("王晓", actor=clerk, username=username, password=password)
    assert Person.objects.count() == 1


def test_a_person_has_one_sign_in(clerk: Any) -> None:
    person = make.person(username="wx")
    with pytest.raises(ValidationError, match="已经有登录账号"), transaction.atomic():
        services.signin_open(person, username="wx2", actor=clerk)


def test_leaving_ends_posts_and_sign_in_at_once_also_for_who_is_signed_in_now(clerk: Any, client: Client) -> None:
    today = timezone.localdate()
    person = make.person(username="wx", password=PASSWORD)
    user = person.user
    assert user is not None
    running = make.appointment(person=person, post=make.post("repairs.view_job"), from_on=today - timedelta(days=9))
    make.appointment(person=person, from_on=today + timedelta(days=9))
    client.force_login(user)
    page = client.get("/places/pick/")
    assert page.status_code == 200
    gone = services.person_leave(person, left_on=today, actor=clerk, reason="调动")
    assert (gone.status, gone.left_on) == ("left", today)
    assert list(Appointment.objects.values_list("pk", "to_on")) == [(running.pk, today)]
    user.refresh_from_db()
    assert not user.is_active
    assert not user.has_perm("repairs.view_job")
    assert client.get("/places/pick/").status_code == 302  # to the sign-in page


def test_a_date_is_asked_for_before_anything_ends(clerk: Any) -> None:
    person = make.person(username="wx")
    with pytest.raises(ValidationError, match="离校日期"), transaction.atomic():
        services.person_leave(person, left_on=None, actor=clerk)
    person.refresh_from_db()
    assert person.status == "here"


def test_coming_back_opens_the_sign_in_but_no_post(clerk: Any) -> None:
    person = make.person(username="wx")
    make.appointment(person=person, post=make.post("repairs.view_job"))
    gone = services.person_leave(person, left_on=timezone.localdate() - timedelta(days=1), actor=clerk)
    back = services.person_return(gone, actor=clerk)
    assert (back.status, back.left_on) == ("here", None)
    assert back.user is not None
    back.user.refresh_from_db()
    assert back.user.is_active
    assert not back.user.has_perm("repairs.view_job")


# --- who sees whom -----------------------------------------------------------------------------------------------


def test_a_head_of_class_sees_staff_and_the_own_class_and_no_other_pupil() -> None:
    make.user_in("director")
    head = make.user_in("teacher", name="班主任")
    mine = make.schoolclass(head=person_of(head))
    own = make.person(kind="student", school_class=mine, phone="111")
    make.person(kind="student", school_class=make.schoolclass(), phone="222")
    make.person(kind="student", phone="333")
    colleague = make.person(phone="444")
    seen = {person: person.phone for person in registers["people.person"].rows(head)}
    assert own in seen
    assert colleague in seen
    assert {person.kind for person in seen if person != own} == {"staff"}
    assert (seen[own], seen[colleague]) == ("111", "")


@pytest.mark.parametrize("post", ["director", "desk", "principal", "vice_principal"])
def test_who_needs_all_pupils_and_telephones_sees_them(post: str) -> None:
    user = make.user_in(post)
    make.person(kind="student", school_class=make.schoolclass(), phone="222")
    assert "222" in [person.phone for person in registers["people.person"].rows(user)]


def test_ones_own_telephone_is_no_secret() -> None:
    user = make.user_in("repairer")
    me = person_of(user)
    assert me is not None
    services.person_amend(me, actor=user, phone="555")
    assert [person.phone for person in registers["people.person"].rows(user) if person == me] == ["555"]


def test_editing_a_person_whose_telephone_one_does_not_see_keeps_it() -> None:
    editor = make.user_with("people.view_person", "people.change_person")
    person = make.person(name="王晓", phone="13800000001")
    hidden = registers["people.person"].rows(editor).get(pk=person.pk)
    assert hidden.phone == ""
    services.person_amend(hidden, actor=editor, name="王小晓")
    person.refresh_from_db()
    assert (person.name, person.phone) == ("王小晓", "13800000001")


def test_who_does_not_see_telephones_does_not_find_whose_one_is() -> None:
    person = make.person(name="王晓", phone="13800000001")
    plain, desk = make.user_with("people.view_person"), make.user_with("people.view_person", "people.phone_person")
    assert not matching(registers["people.person"].rows(plain), "13800000001").exists()
    assert [list(with_phone("138 0000", user)) for user in (plain, desk)] == [[], [person]]
    assert not with_phone("13", desk).exists()


# --- from a sheet ------------------------------------------------------------------------------------------------


def test_a_sheet_brings_persons_with_department_class_post_and_sign_in(clerk: Any) -> None:
    services.posts_prepare(clerk)
    enrolled = services.person_import(
        [
            {
                "name": "王 德明",
                "kind": "职工",
                "department": "总务处",
                "post": "维修工",
                "phone": "111",
                "username": "wdm",
            },
            {
                "name": "李梅",
                "kind": "教师",
                "department": "教务处",
                "post": "教师、会计",
                "phone": 222.0,
                "number": "T-2",
            },
            {"name": "张小宝", "school_class": "七年级1班"},
            {"name": "张小宝", "school_class": "七年级2班"},
        ],
        actor=clerk,
        today=MARCH,
        password=PASSWORD,
    )
    assert enrolled.made == 4
    repairer, teacher, pupil, namesake = enrolled.persons
    assert (repairer.name, repairer.pinyin, str(repairer.department)) == ("王德明", "wdm", "总务处")
    assert repairer.user is not None
    assert repairer.user.check_password(PASSWORD)
    assert list(Appointment.objects.filter(person=teacher).values_list("post__code", "from_on")) == [
        ("teacher", MARCH),
        ("finance", MARCH),
    ]
    assert (pupil.kind, str(pupil.school_class), namesake.kind) == ("student", "七年级1班", "student")
    assert SchoolClass.objects.get(name="七年级2班").grade == "七年级"
    assert Department.objects.count() == 2


def test_who_is_in_the_sheet_again_stays_as_he_is(clerk: Any) -> None:
    rows = [{"name": "王德明", "phone": "111", "username": "wdm"}, {"name": "李梅", "number": "T-2"}]
    first = services.person_import(rows, actor=clerk, today=MARCH)
    again = services.person_import(rows, actor=clerk, today=APRIL)
    assert again.made == 0
    assert again.persons == first.persons


def test_the_sheet_is_taken_whole_or_not_at_all_and_each_wrong_row_is_named(clerk: Any) -> None:
    services.posts_prepare(clerk)
    make.person(name="李梅", number="T-2", username="limei")
    before = Person.objects.count()
    rows = [
        {"name": "王德明", "department": "新处室"},
        {"name": " "},
        {"name": "赵一", "kind": "领导"},
        {"name": "赵二", "post": "维修工、钟点工"},
        {"name": "赵三", "username": "limei"},
        {"name": "赵四", "number": "T-2"},
        {"name": "赵五", "kind": "教师", "school_class": "七年级1班"},
        {"name": "王德明"},
        {"name": "赵六", "phone": "1" * 31},
    ]
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        services.person_import(rows, actor=clerk, today=MARCH)
    sentences = refused.value.messages
    assert [sentence.partition("：")[0] for sentence in sentences] == [f"第 {n} 行" for n in range(3, 11)]
    parts = ["没有写姓名", "不认识身份", "钟点工", "已经有人用了", "已经是李梅的", "只有学生", "写了两次", "30"]
    for sentence, part in zip(sentences, parts, strict=True):
        assert part in sentence
    assert (Person.objects.count(), Department.objects.count()) == (before, 0)


def test_a_sheet_cannot_bring_incompatible_posts(clerk: Any) -> None:
    services.posts_prepare(clerk)
    with pytest.raises(ValidationError, match=r"第 2 行：.*不能由一个人兼任"), transaction.atomic():
        services.person_import([{"name": "王德明", "post": "会计、保管员"}], actor=clerk, today=MARCH)
    assert not Person.objects.exists()


def test_nine_hundred_pupils_take_few_queries(clerk: Any, django_assert_max_num_queries: Any) -> None:
    rows = [{"name": f"学生{n}", "number": f"S{n}", "school_class": f"七年级{n % 20}班"} for n in range(900)]
    with django_assert_max_num_queries(100):  # a class costs three: record, trace and the end of the chain
        assert services.person_import(rows, actor=clerk, today=MARCH).made == 900
