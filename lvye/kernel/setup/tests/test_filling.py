"""Places and people in the first run: from a sheet that is looked at first, or by a few lines."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import ImportBatch
from lvye.kernel.people.api import Person, posts_of
from lvye.kernel.places.api import Place

pytestmark = [pytest.mark.django_db, pytest.mark.engineless, pytest.mark.usefixtures("as_committed")]
LINES = {"lines-TOTAL_FORMS": "2", "lines-INITIAL_FORMS": "0"}


def sheet(*rows: list[str], name: str = "表.xlsx") -> io.BytesIO:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    stream.name = name
    return stream


def token_in(page: Any) -> str:
    return str(page.context["trial"].token)


def test_the_empty_sheets_to_fill_in_can_be_taken_along(school_stands: Any) -> None:
    for step, head in (("places", "房间"), ("people", "姓名")):
        answer = school_stands.get(f"/setup/{step}/?as=template")
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        heads = [str(cell.value or "") for cell in book.active[1]]
        assert any(head in one for one in heads), heads


def test_a_sheet_of_places_is_looked_at_without_a_trace_then_brought_in(school_stands: Any) -> None:
    file = sheet(["楼栋", "楼层", "房间"], ["教学楼", "1层", "101"], ["教学楼", "1层", "102"])
    page = school_stands.post("/setup/places/", {"file": file, "look": "1"})
    assert page.status_code == 200
    assert "读到 2 行" in page.content.decode()
    assert not Place.objects.exists()
    answer = school_stands.post("/setup/places/", {"token": token_in(page), "bring": "1"})
    assert answer["Location"] == "/setup/people/"
    assert Place.objects.count() == 4
    assert ImportBatch.objects.get().file_name == "表.xlsx"


def test_the_problems_of_a_sheet_are_told_row_by_row_and_nothing_is_written(school_stands: Any) -> None:
    file = sheet(
        ["楼栋", "楼层", "房间", "类型"], ["", "1层", "101", ""], ["甲楼", "", "", "飞船"], ["乙楼", "", "", ""]
    )
    page = school_stands.post("/setup/places/", {"file": file, "look": "1"})
    assert page.status_code == 400
    assert [problem.row for problem in page.context["problems"]] == [2, 3]
    text = page.content.decode()
    assert "没有写楼栋" in text
    assert "不认识类型“飞船”" in text
    assert 'name="bring"' not in text
    forced = school_stands.post("/setup/places/", {"token": token_in(page), "bring": "1"})
    assert forced.status_code == 400
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"look": "1"}, "请先选一个表格文件"),
        ({"bring": "1", "token": "made up"}, "这个文件放得太久了"),
        ({"bring": "1"}, "这个文件放得太久了"),
    ],
)
@pytest.mark.parametrize("step", ["places", "people"])
def test_a_wrong_press_gets_a_sentence(school_stands: Any, step: str, words: dict[str, str], says: str) -> None:
    page = school_stands.post(f"/setup/{step}/", words)
    assert page.status_code == 400
    assert says in page.content.decode()


def test_a_picture_under_the_name_of_a_sheet_is_refused_in_words(school_stands: Any) -> None:
    file = io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    file.name = "地点.xlsx"
    page = school_stands.post("/setup/places/", {"file": file, "look": "1"})
    assert page.status_code == 400
    assert page.context["problems"][0].row == 0
    assert page.context["trial"].sound_rows == 0


def test_a_sheet_of_people_with_user_names_asks_for_their_first_password(school_stands: Any) -> None:
    file = sheet(["姓名", "岗位", "用户名"], ["吴桂芳", "总务干事（报修接听）", "wugf"], ["王德明", "维修工", ""])
    page = school_stands.post("/setup/people/", {"file": file, "look": "1"})
    assert page.status_code == 200
    assert 'name="sheet-password"' in page.content.decode()
    token = token_in(page)
    for password, says in (("", "请定一个初始密码"), ("12345678", "密码")):
        refused = school_stands.post("/setup/people/", {"token": token, "bring": "1", "sheet-password": password})
        assert refused.status_code == 400
        assert says in refused.content.decode()
        assert refused.context["trial"].token == token
        assert Person.objects.count() == 1
    answer = school_stands.post("/setup/people/", {"token": token, "bring": "1", "sheet-password": "Qing-he-chu-1"})
    assert answer["Location"] == "/setup/done/"
    user = User.objects.get(username="wugf")
    assert user.check_password("Qing-he-chu-1")
    assert posts_of(user, timezone.localdate()) == {"desk"}
    assert Person.objects.count() == 3
    assert ImportBatch.objects.get().made_count == 2


def test_a_sheet_of_people_without_user_names_needs_no_password(school_stands: Any) -> None:
    page = school_stands.post("/setup/people/", {"file": sheet(["姓名"], ["王德明"]), "look": "1"})
    assert 'name="sheet-password"' not in page.content.decode()
    answer = school_stands.post("/setup/people/", {"token": token_in(page), "bring": "1"})
    assert answer["Location"] == "/setup/done/"


def test_a_few_buildings_are_laid_out_by_lines(school_stands: Any) -> None:
    words = LINES | {"lines-0-name": "教学楼", "lines-0-floors": "5", "lines-0-rooms": "10", "grounds": "操场、停车场"}
    answer = school_stands.post("/setup/places/", words | {"with_common": "on", "lay": "1"})
    assert answer["Location"] == "/setup/people/"
    assert Place.objects.count() == 1 + 5 * 14 + 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({}, "请至少写一栋楼"),
        ({"lines-0-name": "教学楼"}, "请写几层"),
        ({"lines-0-floors": "5"}, "请写楼名"),
        ({"lines-0-name": "教学楼", "lines-0-floors": "五"}, "整数"),
        ({"lines-0-name": "教学楼", "lines-0-floors": "99"}, "40"),
        ({"lines-0-name": "教学楼", "lines-0-floors": "1", "lines-0-rooms": "-1"}, "0"),
        ({"grounds": "很" * 60}, "太长"),
    ],
)
def test_a_wrong_line_is_refused_beside_its_box_and_kept(school_stands: Any, words: dict[str, str], says: str) -> None:
    page = school_stands.post("/setup/places/", LINES | words | {"lay": "1"})
    text = page.content.decode()
    assert page.status_code == 400
    assert says in text
    for typed in words.values():
        assert f'value="{typed}"' in text
    assert not Place.objects.exists()


def test_more_places_than_one_press_may_make_are_refused(school_stands: Any) -> None:
    lines = {
        f"lines-{n}-{name}": value
        for n in range(4)
        for name, value in (("name", f"{n}号楼"), ("floors", "40"), ("rooms", "60"))
    }
    page = school_stands.post(
        "/setup/places/", lines | {"lines-TOTAL_FORMS": "4", "lines-INITIAL_FORMS": "0", "lay": "1"}
    )
    assert page.status_code == 400
    assert "请分几次来" in page.content.decode()


@pytest.mark.parametrize("step", ["places", "people"])
def test_more_lines_keep_what_was_typed_even_what_is_wrong(school_stands: Any, step: str) -> None:
    typed = {"lines-0-name": "教学楼", "lines-0-floors": "五", "lines-1-phone": "8001", "grounds": "操场", "more": "1"}
    page = school_stands.post(f"/setup/{step}/", LINES | typed)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'value="教学楼"' in text
    assert ('value="五"' if step == "places" else 'value="8001"') in text
    assert 'name="lines-5-name"' in text
    assert 'value="6" id="id_lines-TOTAL_FORMS"' in text


@pytest.mark.parametrize("total", ["", "x", "-1", "999999"])
def test_a_forged_number_of_lines_breaks_nothing(school_stands: Any, total: str) -> None:
    for press in ("more", "lay"):
        page = school_stands.post(
            "/setup/places/", {"lines-TOTAL_FORMS": total, "lines-INITIAL_FORMS": "0", press: "1"}
        )
        assert page.status_code in (200, 400)


def test_the_first_few_people_are_entered_with_post_and_sign_in(school_stands: Any) -> None:
    words = LINES | {
        "lines-0-name": "吴桂芳", "lines-0-post": "desk", "lines-0-username": "wugf", "lines-0-phone": "8002",
        "lines-1-name": "王德明", "lines-1-post": "repairer", "few-password": "Qing-he-chu-1", "enter": "1",
    }  # fmt: skip
    assert school_stands.post("/setup/people/", words)["Location"] == "/setup/done/"
    assert User.objects.get(username="wugf").check_password("Qing-he-chu-1")
    assert Person.objects.get(name="王德明").user is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({}, "请至少写一个人"),
        ({"lines-0-phone": "8001"}, "请写姓名"),
        ({"lines-0-name": "吴桂芳", "lines-0-username": "wugf"}, "请定一个初始密码"),
        ({"lines-0-name": "吴桂芳", "lines-0-username": "wugf", "few-password": "12345678"}, "密码"),
        ({"lines-1-name": "吴桂芳", "lines-1-username": "hejianguo", "few-password": "Qing-he-1"}, "第 2 行"),
        ({"lines-0-name": "吴桂芳", "lines-0-post": "emperor"}, "没有这个岗位"),
    ],
)
def test_a_wrong_person_is_refused_and_the_lines_are_kept(school_stands: Any, words: dict[str, str], says: str) -> None:
    page = school_stands.post("/setup/people/", LINES | words | {"enter": "1"})
    text = page.content.decode()
    assert page.status_code == 400
    assert says in text
    for name, typed in words.items():
        assert f'value="{typed}"' in text or name == "lines-0-post"
    assert Person.objects.count() == 1


def test_the_file_of_another_user_cannot_be_brought_in(school_stands: Any) -> None:
    from lvye.kernel.people.tests import make

    page = school_stands.post("/setup/places/", {"file": sheet(["楼栋"], ["教学楼"]), "look": "1"})
    school_stands.force_login(make.user_in("admin"))
    answer = school_stands.post("/setup/places/", {"token": token_in(page), "bring": "1"})
    assert answer.status_code == 400
    assert not Place.objects.exists()
