"""Columns a sheet calls otherwise: matched by hand on the page, remembered for the next sheets."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from lvye.kernel.exchange.models import ColumnChoice
from lvye.kernel.people.models import Person
from lvye.kernel.registers.api import registers

from .sheets import xlsx

pytestmark = pytest.mark.django_db

PEOPLE = "people.person"


@pytest.fixture
def where(client, clerk, allow):
    """The import of people, for a person who may."""
    allow(*(registers[PEOPLE].permission(verb) for verb in ("view", "import")))
    client.force_login(clerk)
    return reverse(f"{PEOPLE}:import")


def handed_in(client, where, content):
    return client.post(where, {"file": SimpleUploadedFile("名册.xlsx", content)})


def matched(client, where, page, fields, **more):
    """The page after a person has said what the columns are: name → field."""
    outcome = page.context["outcome"]
    names = [match["name"] for match in page.context["matches"]]
    said = {"token": outcome["token"], "match": "1", "sheet_was": outcome["sheet"], "name": names}
    return client.post(where, said | {"field": [fields.get(name, "") for name in names]} | more)


def options(page):
    """What each column of the sheet is read as now."""
    return {m["name"]: next((f for f, _label, chosen in m["options"] if chosen), "") for m in page.context["matches"]}


def test_a_header_nobody_understands_is_matched_by_hand_and_the_next_sheet_is_read_so(client, where):
    first = xlsx(["某校一览"], ["谁", "做什么的", "牌号", ""], ["甲", "教师", "007", "x"], ["乙", "职工", "008", ""])
    page = handed_in(client, where, first.getvalue())
    assert page.status_code == 400
    assert options(page) == {"谁": "", "做什么的": "", "牌号": "", "D": ""}
    assert [match["samples"] for match in page.context["matches"]] == [
        ["甲", "乙"], ["教师", "职工"], ["007", "008"], ["x"],
    ]  # fmt: skip
    assert '<details class="ruled" open>' in page.content.decode()
    page = matched(client, where, page, {"谁": "name", "做什么的": "kind", "牌号": "number"})
    assert page.context["outcome"]["problems"] == []
    assert options(page) == {"谁": "name", "做什么的": "kind", "牌号": "number", "D": ""}
    client.post(where, {"token": page.context["outcome"]["token"]})
    assert set(Person.objects.values_list("name", "number")) >= {("甲", "007"), ("乙", "008")}
    again = handed_in(client, where, xlsx(["谁", "做什么的", "牌号", ""], ["丙", "教师", "009", "y"]).getvalue())
    assert again.status_code == 200
    assert "这些列照以前对好的读：姓名←谁" in again.context["outcome"]["notes"][0]
    moved = handed_in(client, where, xlsx(["牌号", "谁", "籍贯"], ["010", "丁", "某地"]).getvalue())
    assert options(moved) == {"牌号": "number", "谁": "name", "籍贯": ""}  # the words are known, in whatever sheet


def test_a_guess_is_put_right_and_a_column_that_was_struck_out_stays_out(client, where):
    content = xlsx(["姓名", "称呼", "电话"], ["甲", "小甲", "不详"]).getvalue()
    page = handed_in(client, where, content)
    assert options(page) == {"姓名": "name", "称呼": "", "电话": "phone"}
    page = matched(client, where, page, {"称呼": "name"})
    assert options(handed_in(client, where, content)) == {"姓名": "", "称呼": "name", "电话": ""}


@pytest.mark.parametrize("fields", [{}, {"姓名": "name", "称呼": "name"}, {"姓名": "password"}])
def test_a_matching_that_cannot_be_is_refused_and_not_remembered(client, where, fields):
    page = handed_in(client, where, xlsx(["姓名", "称呼"], ["甲", "小甲"]).getvalue())
    page = matched(client, where, page, fields)
    assert "每一列只能读作一样" in page.content.decode()
    assert options(page) == {"姓名": "name", "称呼": ""}
    assert not ColumnChoice.objects.exists()


def test_two_columns_of_one_name_are_told_apart(client, where):
    page = handed_in(client, where, xlsx(["姓名", "号", "号"], ["甲", "旧1", "新1"]).getvalue())
    page = matched(client, where, page, {"姓名": "name", "号 (2)": "number"})
    client.post(where, {"token": page.context["outcome"]["token"]})
    assert Person.objects.get(name="甲").number == "新1"


def test_another_sheet_of_the_file_is_chosen_and_read(client, where, tmp_path):
    book = Workbook()
    for sheet, name in ((book.active, "甲"), (book.create_sheet("新的"), "乙")):
        sheet.append(["姓名", "工号"])
        sheet.append([name, "1"])
    book.save(tmp_path / "a.xlsx")
    page = handed_in(client, where, (tmp_path / "a.xlsx").read_bytes())
    assert page.context["outcome"]["sheet"] == "Sheet"
    page = matched(client, where, page, {}, sheet="新的")
    assert page.context["outcome"]["sheet"] == "新的"
    assert page.context["matches"][0]["samples"] == ["乙"]
    assert not ColumnChoice.objects.exists()
