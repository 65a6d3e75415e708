import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import Entry, verify
from lvye.kernel.exchange.api import Outcome, bring_in, dry_run, made_by, problems_xlsx, template_xlsx, undo
from lvye.kernel.exchange.models import ImportBatch
from lvye.kernel.people.models import Department, Person, PersonKind, SchoolClass
from lvye.kernel.places.models import Place
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import Register
from lvye.kernel.terms.models import Day

from .sheets import cells, xlsx

pytestmark = pytest.mark.django_db

DEPARTMENTS = Register(model=Department, menu="people", columns=("name",), imports=("name", "sort", "is_open"))
PERSONS = Register(
    model=Person,
    menu="people",
    columns=("name", "kind", "department", "phone"),
    imports=("name", "kind", "department", "phone", "number", "left_on"),
)


@pytest.fixture
def office():
    return records.create(Department, actor=system_user(), name="总务处")


def counts():
    return Department.objects.count(), Person.objects.count(), ImportBatch.objects.count(), Entry.objects.count()


def people(*rows):
    return xlsx(["教职工名册"], ["姓名", "身份", "部门", "联系电话", "离校日期", "籍贯"], *rows)


def test_a_sheet_is_brought_in_through_the_create_service(clerk, office):
    made = bring_in(
        PERSONS, people(["甲", "教师", "总务处", 13800000000, "2026.3.5"], ["乙"]), "名册.xlsx", actor=clerk
    )
    assert (made.problems, made.rows, made.made) == ([], 2, 2)
    first, second = Person.objects.order_by("pk")
    assert (first.name, first.kind, first.department, first.phone) == ("甲", PersonKind.TEACHER, office, "13800000000")
    assert first.left_on == dt.date(2026, 3, 5)
    assert (second.kind, second.department) == (PersonKind.STAFF, None)
    assert Entry.objects.filter(target="people.person", verb="create", actor=clerk).count() == 2
    assert made.batch.made_count == 2
    assert made_by(made.batch) == {Person: [first.pk, second.pk]}
    assert verify().sound
    assert made.notes == ["没有用到的列：籍贯。"]


def test_a_dry_run_finds_the_same_and_writes_nothing(clerk, office):
    before = counts()
    tried = dry_run(PERSONS, people(["甲", "教师", "总务处"]), "名册.xlsx", actor=clerk)
    assert tried.sound
    assert (tried.rows, tried.made, tried.batch) == (1, 0, None)
    assert counts() == before


def test_every_bad_cell_is_told_and_nothing_is_written(clerk, office):
    before = counts()
    sheet = people(
        ["甲", "校长", "总务处"],
        ["{A1&1}", "教师", "没有的部门", "", "2026-02-30"],
        ["", "教师"],
        ["丁" * 41],
        ["戊", "教师", "总务处"],
    )
    refused = bring_in(PERSONS, sheet, "名册.xlsx", actor=clerk)
    assert counts() == before
    assert refused.made == 0
    told = {(problem.row, problem.column): problem.reason for problem in refused.problems}
    assert set(told) == {(3, "身份"), (4, "姓名"), (4, "部门"), (4, "离校日期"), (5, "姓名"), (6, "姓名")}
    assert "职工、教师、学生、外单位人员" in told[3, "身份"]
    assert "公式" in told[4, "姓名"]
    assert told[4, "部门"] == "没有找到部门“没有的部门”"
    assert "没有这一天" in told[4, "离校日期"]
    [header, first, *_rest, last] = cells(problems_xlsx(refused))
    assert header == ["为什么不行", "原来的行", "姓名", "身份", "部门", "联系电话", "离校日期", "籍贯"]
    assert first[:5] == [f"“身份”：{told[3, '身份']}", 3, "甲", "校长", "总务处"]
    assert last[:4] == [None, 7, "戊", "教师"]
    assert "第 3 行“身份”" in str(refused.problems[0])


def test_rows_the_database_refuses_are_named_one_by_one(clerk):
    records.create(Person, actor=clerk, name="先", number="9")
    sheet = xlsx(["姓名", "工号"], ["甲", "1"], ["乙", "1"], ["丙", "9"], ["丁", "2"])
    refused = bring_in(PERSONS, sheet, "a.xlsx", actor=clerk)
    assert [(problem.row, problem.reason) for problem in refused.problems] == [
        (3, "这个工号或学号已经有人用了。"),
        (4, "这个工号或学号已经有人用了。"),
    ]
    assert Person.objects.count() == 1


def test_a_missing_column_is_named(clerk):
    [problem] = dry_run(PERSONS, xlsx(["部门", "联系电话"], ["总务处", "1"]), "a.xlsx", actor=clerk).problems
    assert str(problem) == "缺少“姓名”这一列。"


def test_a_sheet_without_rows_and_a_file_that_is_none_are_told(clerk):
    assert "没有数据" in str(dry_run(PERSONS, people(), "a.xlsx", actor=clerk).problems[0])
    [problem] = dry_run(PERSONS, io.BytesIO(b"\xff\xd8\xff\xe0"), "a.xlsx", actor=clerk).problems
    assert "JPEG" in str(problem)
    [problem] = dry_run(Register(model=Person, menu="people", columns=()), people(), "a.xlsx", actor=clerk).problems
    assert "不能从表格导入" in str(problem)


def test_names_that_fit_two_records_are_not_guessed(clerk):
    for _ in range(2):
        records.create(Person, actor=system_user(), name="同名")
    classes = Register(model=SchoolClass, menu="people", columns=("name",), imports=("name", "head"))
    outcome = dry_run(classes, xlsx(["班级", "班主任"], ["一班", "同名"]), "a.xlsx", actor=system_user("import"))
    assert "有 2 个，分不清" in outcome.problems[0].reason


def test_a_place_is_found_as_people_write_it(clerk):
    campus = Place.objects.filter(parent=None).first()
    building = records.create(
        Place, actor=clerk, name="教学楼", kind="building", full_name="教学楼", path="x/", parent=campus
    )
    classes = Register(model=SchoolClass, menu="people", columns=("name",), imports=("name", "room"))
    outcome = bring_in(classes, xlsx(["班级", "教室"], ["一班", " 教学 楼"]), "a.xlsx", actor=clerk)
    assert outcome.sound, outcome.problems
    assert SchoolClass.objects.get().room == building


def test_the_same_file_again_is_recognised_with_its_first_day(clerk):
    content = xlsx(["部门"], ["总务处"]).getvalue()
    reg = Register(model=Department, menu="people", columns=("name",), imports=("name",))
    first = bring_in(reg, io.BytesIO(content), "部门.xlsx", actor=clerk)
    again = dry_run(reg, io.BytesIO(content), "改了名.xlsx", actor=clerk)
    assert any(f"{first.batch.at.astimezone():%Y}年" in note and "已经导入过" in note for note in again.notes)
    undo(first.batch, actor=clerk)
    assert dry_run(reg, io.BytesIO(content), "部门.xlsx", actor=clerk).notes == []


def test_yes_no_and_whole_numbers_are_read(clerk):
    sheet = xlsx(["部门", "顺序", "在用"], ["总务处", "１２", "否"], ["教务处", None, ""])
    assert bring_in(DEPARTMENTS, sheet, "a.xlsx", actor=clerk).sound
    assert list(Department.objects.order_by("pk").values_list("sort", "is_open")) == [(12, False), (0, True)]
    refused = dry_run(
        DEPARTMENTS, xlsx(["部门", "顺序", "在用"], ["甲", "约3", "也许"], ["乙", 1.5]), "a.xlsx", actor=clerk
    )
    assert [(p.row, p.column) for p in refused.problems] == [(2, "顺序"), (2, "在用"), (3, "顺序")]


def test_a_year_that_is_not_written_comes_from_the_title_or_the_person(clerk):
    days = Register(model=Day, menu="school", columns=("date",), imports=("date", "kind", "name"))
    rows = [["日期", "性质", "名称"], ["3月5日", None, "运动会"]]
    labels = [str(Day._meta.get_field(name).verbose_name) for name in ("date", "kind", "name")]
    rows[0] = labels
    rows[1][1] = str(Day._meta.get_field("kind").flatchoices[0][1])
    assert "没有年份" in dry_run(days, xlsx(*rows), "a.xlsx", actor=clerk).problems[0].reason
    assert bring_in(days, xlsx(*rows), "a.xlsx", actor=clerk, year=2026).sound
    assert Day.objects.filter(date=dt.date(2026, 3, 5)).exists()
    assert dry_run(days, xlsx(["2027年校历"], *rows), "a.xlsx", actor=clerk).sound


def test_totals_that_do_not_add_up_are_shown_and_the_rows_come_in_as_they_are(clerk):
    sheet = xlsx(["部门", "顺序"], ["甲", 929], ["乙", 184], ["合计", 3349])
    outcome = bring_in(DEPARTMENTS, sheet, "a.xlsx", actor=clerk)
    assert outcome.made == 2
    [line] = [line for line in outcome.totals if line.name == "sort"]
    assert (line.stated, line.counted, line.holds) == (Decimal(3349), Decimal(1113), False)
    assert any("合计的“顺序”写的是 3,349，各行加起来是 1,113" in note for note in outcome.all_notes())


def test_a_services_own_rule_is_told_at_its_row(clerk):
    def create(*, actor, **values):
        if values["name"] == "坏":
            raise ValidationError({"name": "这个名字不行"})
        if values["name"] == "怪":
            raise ValidationError("今天不行")
        return records.create(Department, actor=actor, **values)

    reg = Register(model=Department, menu="people", columns=("name",), imports=("name",), create=create)
    refused = bring_in(reg, xlsx(["部门"], ["好"], ["坏"], ["怪"]), "a.xlsx", actor=clerk)
    assert [str(problem) for problem in refused.problems] == ["第 3 行“部门”：这个名字不行", "第 4 行：今天不行"]
    assert not Department.objects.exists()


def test_an_importer_takes_rows_of_texts_with_their_numbers(clerk):
    given = []

    def importer(rows, *, actor):
        given.extend(rows)
        raise ValidationError(["第 3 行：没有写姓名。", "整个表都不对"])

    reg = Register(model=Person, menu="people", columns=("name",), imports=("name", "number"), importer=importer)
    outcome = bring_in(reg, xlsx(["名册"], ["工号", "姓名"], [7, "甲"]), "a.xlsx", actor=clerk)
    assert given == [{"row": 3, "name": "甲", "number": "7"}]
    assert [(p.row, p.reason) for p in outcome.problems] == [(3, "没有写姓名。"), (0, "整个表都不对")]


def test_an_importer_may_take_the_table_and_answer_with_an_outcome(clerk):
    def importer(table, *, actor):
        answer = Outcome(notes=["记了一笔"])
        for row in table.rows:
            records.create(Department, actor=actor, name=table.value(row, "name"))
        return answer

    reg = Register(model=Department, menu="people", columns=("name",), imports=("name",), importer=importer)
    outcome = bring_in(reg, xlsx(["部门"], ["甲"], ["乙"]), "a.xlsx", actor=clerk)
    assert (outcome.made, outcome.notes) == (2, ["记了一笔"])
    assert outcome.batch.made_count == 2


def test_an_importer_with_problems_leaves_nothing(clerk):
    def importer(table, *, actor):
        records.create(Department, actor=actor, name="甲")
        answer = Outcome()
        answer.refuse(2, "部门", "甲", ["不行"])
        return answer

    reg = Register(model=Department, menu="people", columns=("name",), imports=("name",), importer=importer)
    before = counts()
    assert not bring_in(reg, xlsx(["部门"], ["甲"]), "a.xlsx", actor=clerk).sound
    assert counts() == before


def test_the_template_offers_what_the_import_takes(clerk):
    content = template_xlsx(PERSONS)
    [header, *_empty] = cells(content)
    assert header[:4] == ["姓名*", "身份", "部门", "电话"]
    from openpyxl import load_workbook

    [rule] = load_workbook(io.BytesIO(content)).active.data_validations.dataValidation
    assert rule.formula1 == '"职工,教师,学生,外单位人员"'
    assert "没有数据" in str(dry_run(PERSONS, io.BytesIO(content), "a.xlsx", actor=clerk).problems[0])


# --- taking back -------------------------------------------------------------------------------------------------


@pytest.fixture
def batch(clerk):
    outcome = bring_in(DEPARTMENTS, xlsx(["部门", "顺序"], ["甲", 1], ["乙", 2]), "部门.xlsx", actor=clerk)
    assert outcome.sound
    return outcome.batch


def test_an_import_is_taken_back_as_a_whole_and_the_trail_keeps_it(clerk, batch):
    records.create(Department, actor=clerk, name="别的")
    undone = undo(batch, actor=clerk)
    assert undone.status == "undone"
    assert [one.name for one in Department.objects.all()] == ["别的"]
    assert Entry.objects.filter(target="people.department", verb="remove").count() == 2
    assert verify().sound
    with pytest.raises(records.WrongStatusError):
        undo(batch, actor=clerk)


def test_an_import_is_not_taken_back_once_a_record_of_it_was_changed(clerk, batch):
    records.amend(Department.objects.get(name="乙"), actor=clerk, sort=9)
    with pytest.raises(ValidationError, match="动过“乙”"):
        undo(batch, actor=clerk)
    assert Department.objects.count() == 2
    assert ImportBatch.objects.get().status == "done"


def test_an_import_is_not_taken_back_once_a_record_of_it_is_used(clerk, batch):
    records.create(Person, actor=clerk, name="丙", department=Department.objects.get(name="甲"))
    with pytest.raises(ValidationError, match="已经有了人员"):
        undo(batch, actor=clerk)
    assert Department.objects.count() == 2


def test_an_import_that_touched_older_records_is_not_taken_back(clerk):
    old = records.create(Department, actor=clerk, name="旧")

    def importer(table, *, actor):
        records.amend(old, actor=actor, sort=5)
        return Outcome()

    reg = Register(model=Department, menu="people", columns=("name",), imports=("name",), importer=importer)
    outcome = bring_in(reg, xlsx(["部门"], ["旧"]), "a.xlsx", actor=clerk)
    with pytest.raises(ValidationError, match="原来就有的记录"):
        undo(outcome.batch, actor=clerk)


def test_records_of_an_import_that_point_at_each_other_go_together(clerk):
    def importer(table, *, actor):
        office = records.create(Department, actor=actor, name="新处室")
        records.create(Person, actor=actor, name="新人", department=office)
        return Outcome()

    reg = Register(model=Person, menu="people", columns=("name",), imports=("name",), importer=importer)
    outcome = bring_in(reg, xlsx(["姓名"], ["新人"]), "a.xlsx", actor=clerk)
    undo(outcome.batch, actor=clerk)
    assert not Department.objects.exists()
    assert not Person.objects.filter(name="新人").exists()
