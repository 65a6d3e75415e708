import io

import pytest
from django.urls import reverse

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange import keeping
from lvye.kernel.exchange.models import ImportBatch
from lvye.kernel.people.models import Person
from lvye.kernel.places.models import Place
from lvye.kernel.registers.api import registers

from . import make
from .sheets import cells, xlsx

pytestmark = pytest.mark.django_db

PLACES = "places.place"


@pytest.fixture
def signed_in(client, clerk, allow):
    """A person who may see, import and export places."""
    allow(*(registers[PLACES].permission(verb) for verb in ("view", "import", "export")))
    client.force_login(clerk)
    return client


def upload(*rows, name="地点.xlsx"):
    stream = xlsx(*rows)
    stream.name = name
    return stream


def test_a_sheet_is_tried_first_and_brought_in_at_the_second_press(signed_in):
    where = reverse(f"{PLACES}:import")
    before = Place.objects.count()
    page = signed_in.post(where, {"file": upload(["楼栋", "楼层", "房间"], ["实验楼", "1层", "101"])})
    assert page.status_code == 200
    assert Place.objects.count() == before
    token = page.context["outcome"]["token"]
    assert signed_in.post(where, {"token": token}).status_code == 302
    assert Place.objects.count() == before + 3
    batch = ImportBatch.objects.get()
    assert (batch.register, batch.file_name, batch.made_count) == (PLACES, "地点.xlsx", 3)
    again = signed_in.post(where, {"token": token})
    assert again.status_code == 400
    assert "请再选一次" in again.content.decode()


def test_what_must_be_mended_is_shown_and_can_be_taken_along(signed_in):
    where = reverse(f"{PLACES}:import")
    page = signed_in.post(where, {"file": upload(["楼栋", "楼层", "类型"], ["", "1层", ""], ["甲楼", "", "飞船"])})
    assert page.status_code == 400
    assert "写了楼层“1层”，没有写楼栋" in page.content.decode()
    sheet = signed_in.get(page.context["problems_url"])
    lines = cells(sheet.content)
    assert [line[1] for line in lines[1:]] == [2, 3]
    assert "飞船" in lines[2][0]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "请先选一个表格文件"),
        ({"file": io.BytesIO(b"")}, "是空的"),
        ({"file": io.BytesIO(b"\xff\xd8\xff\xe0 picture")}, "JPEG"),
        ({"token": "made up"}, "请再选一次"),
    ],
)
def test_a_wrong_upload_gets_a_sentence(signed_in, data, says):
    for file in data.values():
        if isinstance(file, io.BytesIO):
            file.seek(0)
            file.name = "地点.xlsx"
    page = signed_in.post(reverse(f"{PLACES}:import"), data)
    assert page.status_code == 400
    assert says in page.content.decode()


def test_the_empty_sheet_has_the_registers_columns(signed_in):
    answer = signed_in.get(reverse(f"{PLACES}:import") + "?as=template")
    assert cells(answer.content)[0][1:4] == ["楼栋", "楼层", "房间"]
    assert signed_in.get(reverse(f"{PLACES}:import")).status_code == 200


def test_an_export_carries_the_list_as_it_is_narrowed(signed_in):
    where = reverse(f"{PLACES}:import")
    page = signed_in.post(where, {"file": upload(["楼栋", "房间"], ["实验楼", "101"], ["艺术楼", "102"])})
    signed_in.post(where, {"token": page.context["outcome"]["token"]})
    answer = signed_in.get(reverse(f"{PLACES}:export") + "?as=xlsx&kind=building")
    lines = cells(b"".join(answer.streaming_content))
    assert sorted(line[0] for line in lines[1:]) == ["实验楼", "艺术楼"]
    text = b"".join(signed_in.get(reverse(f"{PLACES}:export") + "?as=csv").streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == Place.objects.count() + 1


def test_import_and_export_need_their_rights(client, clerk, allow):
    allow(registers[PLACES].permission("view"))
    client.force_login(clerk)
    assert client.get(reverse(f"{PLACES}:import")).status_code == 403
    assert client.post(reverse(f"{PLACES}:import"), {"token": "x"}).status_code == 403
    assert client.get(reverse(f"{PLACES}:export")).status_code == 403


def test_a_kept_file_serves_its_own_person_and_register_alone(clerk, settings):
    token = keeping.keep([b"abc"], "a.csv", PLACES, clerk.pk, 2026)
    kept = keeping.open_kept(token, PLACES, clerk.pk)
    assert kept is not None
    with kept.file:
        assert (kept.file.read(), kept.filename, kept.year) == (b"abc", "a.csv", 2026)
    assert keeping.open_kept(token, PLACES, clerk.pk + 1) is None
    assert keeping.open_kept(token, "people.person", clerk.pk) is None
    assert keeping.open_kept(token + "x", PLACES, clerk.pk) is None
    keeping.drop(token)
    assert keeping.open_kept(token, PLACES, clerk.pk) is None


def test_files_nobody_came_back_for_are_swept(clerk, monkeypatch):
    token = keeping.keep([b"abc"], "a.csv", PLACES, clerk.pk, None)
    monkeypatch.setattr(keeping, "KEPT_SECONDS", -1)
    keeping.keep([b"other"], "b.csv", PLACES, clerk.pk, None)
    monkeypatch.setattr(keeping, "KEPT_SECONDS", 3600)
    assert keeping.open_kept(token, PLACES, clerk.pk) is None


def test_an_import_is_undone_from_its_page(signed_in, clerk, allow):
    where = reverse(f"{PLACES}:import")
    before = Place.objects.count()
    page = signed_in.post(where, {"file": upload(["楼栋"], ["实验楼"])})
    signed_in.post(where, {"token": page.context["outcome"]["token"]})
    batch = ImportBatch.objects.get()
    allow("exchange.view_importbatch", "exchange.undo_importbatch")
    assert signed_in.get(reverse("exchange.importbatch:detail", args=[batch.pk])).status_code == 200
    assert signed_in.post(reverse("exchange.importbatch:do", args=[batch.pk, "undo"])).status_code == 302
    assert Place.objects.count() == before


def test_the_batches_name_their_register(signed_in, allow):
    make.importbatch()
    make.importbatch(register="gone.away")
    allow("exchange.view_importbatch")
    page = signed_in.get(reverse("exchange.importbatch:list")).content.decode()
    assert registers["people.department"].title in page
    assert "gone.away" in page


def test_persons_come_in_from_a_real_sheet(client, clerk, allow):
    allow(*(registers["people.person"].permission(verb) for verb in ("view", "import")))
    client.force_login(clerk)
    sheet = upload(
        ["2026年教职工名册"],
        ["序号", "姓名", "身份", "部门", "联系电话"],
        [1, "甲乙", "教师", "教务处", 13800000000],
        [2, "丙丁", "职工", "总务处", "139-0000-0000"],
        ["合计", "2人"],
        name="名册.xlsx",
    )
    where = reverse("people.person:import")
    page = client.post(where, {"file": sheet})
    assert page.status_code == 200, page.context["outcome"]
    client.post(where, {"token": page.context["outcome"]["token"]})
    assert set(Person.objects.filter(name__in=["甲乙", "丙丁"]).values_list("name", flat=True)) == {"甲乙", "丙丁"}
    assert User.objects.count() >= 1
