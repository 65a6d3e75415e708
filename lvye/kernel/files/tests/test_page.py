"""Adding from a record's page and taking off again; and the gate at which too big uploads are let go by."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import system_user
from lvye.kernel.files import api as files
from lvye.kernel.files.models import Attachment
from lvye.kernel.files.tests import make
from lvye.kernel.files.uploads import TooBigFile
from lvye.kernel.places.tests import make as places
from lvye.kernel.rules.api import rule_set

pytestmark = pytest.mark.django_db
VIEW, CHANGE = "places.view_place", "places.change_place"
HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "lvye.kernel.files.api.MeasuringHandler"]


@pytest.fixture
def room(clerk: Any, client: Any) -> Any:
    client.force_login(clerk)
    return places.place()


def add(client: Any, room: Any, *uploads: Any, **more: Any) -> Any:
    address = reverse("files:add", args=["places.place", room.pk])
    return client.post(address, {"file": list(uploads), **more})


def test_who_may_change_a_record_may_attach_to_it(client: Any, allow: Any, room: Any) -> None:
    allow(VIEW, CHANGE)
    answer = add(client, room, make.photo(), make.photo(), caption="东侧")
    assert answer.status_code == 302
    assert answer["Location"] == f"/places/place/{room.pk}/#files"
    assert [a.caption for a in files.of(room)] == ["东侧", "东侧"]


def test_who_may_only_look_may_not_attach(client: Any, allow: Any, room: Any) -> None:
    allow(VIEW)
    assert add(client, room, make.photo()).status_code == 403
    client.logout()
    assert add(client, room, make.photo()).status_code == 302
    assert not Attachment.objects.exists()


def test_nothing_is_attached_to_what_is_not_there_or_to_an_attachment(client: Any, allow: Any, room: Any) -> None:
    allow(VIEW, CHANGE, "files.view_attachment", "files.change_attachment")
    room.pk = 999_999
    assert add(client, room, make.photo()).status_code == 404
    on_one = reverse("files:add", args=["files.attachment", make.attachment().pk])
    assert client.post(on_one, {"file": [make.photo()]}).status_code == 403
    assert client.post("/files/on/no.thing/1/", {}).status_code == 404


@pytest.mark.parametrize(
    ("uploads", "more", "said"),
    [
        ((), {}, "还没有选照片或文件"),
        ((b"MZ" + b"\0" * 300,), {}, "其实是Windows 程序"),
        ((make.jpeg(),), {"kind": "nonsense"}, "请选一下这是哪种"),
    ],
)
def test_a_refusal_is_told_on_the_page_and_keeps_what_was_typed(
    client: Any, allow: Any, room: Any, uploads: Any, more: Any, said: str
) -> None:
    allow(VIEW, CHANGE)
    sent = [SimpleUploadedFile("照片.jpg", content) for content in uploads]
    answer = add(client, room, *sent, caption="东侧第三盏", **more)
    assert answer.status_code == 400
    assert said in answer.context["problem"]
    assert answer.context["attach_caption"] == "东侧第三盏"
    assert not Attachment.objects.exists()


def test_a_photo_and_a_paper_sent_together_are_each_what_they_are(client: Any, allow: Any, room: Any) -> None:
    allow(VIEW, CHANGE)
    assert add(client, room, make.photo(), make.paper()).status_code == 302
    assert [a.kind for a in files.of(room)] == ["photo", "paper"]


def test_the_page_of_a_record_shows_its_files_and_offers_what_one_may(client: Any, allow: Any, room: Any) -> None:
    made = make.attachment(record=room, caption="<b>东侧</b>")
    paper = make.attachment(record=room, upload=make.paper(), kind="paper")
    allow(VIEW)
    answer = client.get(f"/places/place/{room.pk}/")
    page = answer.content.decode()
    assert files.thumb_url(made) in page
    assert files.url(paper) in page
    assert "&lt;b&gt;东侧&lt;/b&gt;" in page
    assert "<b>东侧</b>" not in page
    assert (answer.context["attach_url"], answer.context["files"][0]["withdraw_url"]) == ("", "")
    allow(CHANGE, "files.withdraw_attachment")
    answer = client.get(f"/places/place/{room.pk}/")
    assert answer.context["attach_url"] == reverse("files:add", args=["places.place", room.pk])
    assert answer.context["attach_url"] in answer.content.decode()
    assert answer.context["files"][0]["withdraw_url"] == reverse("files:withdraw", args=[made.pk])


def test_who_brought_it_may_take_it_off_and_others_need_the_right(
    client: Any, clerk: Any, allow: Any, room: Any
) -> None:
    mine = make.attachment(record=room, actor=clerk)
    others = make.attachment(record=room)
    withdraw = reverse("files:withdraw", args=[others.pk])
    assert client.post(withdraw).status_code == 404  # cannot see the record
    allow(VIEW)
    assert client.post(withdraw).status_code == 403
    assert client.post(reverse("files:withdraw", args=[mine.pk]), {"reason": "拍糊了"}).status_code == 302
    assert list(files.of(room)) == [others]
    allow("files.withdraw_attachment")
    assert client.get(withdraw).status_code == 405
    assert client.post(withdraw).status_code == 302
    assert client.post(withdraw).status_code == 404
    assert not files.of(room).exists()


@pytest.fixture
def measured(settings: Any) -> None:
    """The gate as the settings set it, with a limit of 1 MB."""
    settings.FILE_UPLOAD_HANDLERS = HANDLERS
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000
    rule_set("files.max_mb", 1, effective_from=timezone.localdate(), why="试", actor=system_user())


@pytest.mark.parametrize("megabytes", [2, 30])
def test_a_photo_too_big_never_reaches_the_disk_and_the_rest_of_the_form_stays(
    client: Any, allow: Any, room: Any, measured: None, tmp_path: Any, settings: Any, megabytes: int
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    allow(VIEW, CHANGE)
    big = SimpleUploadedFile("合影.jpg", b"\xff\xd8\xff" + b"x" * (megabytes << 20))
    answer = add(client, room, big, caption="东侧")
    assert answer.status_code == 400
    assert f"“合影.jpg”有 {megabytes + 1} MB，一个文件最多 1 MB" in answer.context["problem"]
    assert answer.context["attach_caption"] == "东侧"
    assert not Attachment.objects.exists()
    assert not list(tmp_path.iterdir())


def test_what_is_within_the_limit_passes_the_gate_unharmed(client: Any, allow: Any, room: Any, measured: None) -> None:
    allow(VIEW, CHANGE)
    content = make.jpeg() + b"\0" * 300_000  # what lies behind a picture's end is no part of it
    assert add(client, room, make.photo(), SimpleUploadedFile("大.jpg", content)).status_code == 302
    assert [a.stored.width for a in files.of(room)] == [800, 800]


def test_whoever_reads_what_was_let_go_by_gets_the_sentence(db: None) -> None:
    stand_in = TooBigFile("账.xlsx", 300 << 20, "file")
    assert (stand_in.name, stand_in.size) == ("账.xlsx", 300 << 20)
    for read in (stand_in.read, stand_in.chunks):
        with pytest.raises(ValidationError, match=r"“账\.xlsx”有 300 MB"):
            read()
