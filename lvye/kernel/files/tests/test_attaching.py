"""Attaching to a record: once kept, counted, audited, undone with the deed, withdrawn for good."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import trail
from lvye.kernel.files import api as files
from lvye.kernel.files import pictures, services, store
from lvye.kernel.files.models import Attachment, StoredFile
from lvye.kernel.files.tests import make
from lvye.kernel.places.tests import make as places
from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.rules.api import rule_set

pytestmark = pytest.mark.django_db


def kept_paths() -> list[Any]:
    return sorted(path for path in files.root().glob("??/*") if path.is_file())


def test_a_photo_is_attached_with_its_bytes_and_trace(clerk: Any) -> None:
    room = places.room()
    made = files.attach(room, make.photo(), kind="before", caption=" 灯不亮 ", actor=clerk)
    assert (made.target, made.target_id, made.kind, made.caption) == ("places.place", room.pk, "before", "灯不亮")
    assert made.by == clerk
    assert timezone.localtime(made.taken_at).hour == 14
    stored = made.stored
    assert (stored.media_type, stored.width, stored.height) == ("image/jpeg", 800, 600)
    assert store.path_of(stored.sha256).stat().st_size == stored.size
    assert store.path_of(stored.sha256).relative_to(files.root()).parts == (stored.sha256[:2], stored.sha256[2:])
    assert trail(made).get().verb == "create"
    assert list(files.of(room)) == [made]


def test_the_same_content_is_kept_once(clerk: Any) -> None:
    content = make.jpeg()
    first, second = places.place(), places.place()
    for record in (first, second):
        files.attach(record, SimpleUploadedFile("a.jpg", content), actor=clerk)
    assert StoredFile.objects.count() == 1
    assert len(kept_paths()) == 1
    assert files.of(first).get().stored == files.of(second).get().stored


def test_several_are_attached_all_or_none(clerk: Any) -> None:
    room = places.place()
    with pytest.raises(ValidationError) as refused:
        files.attach_all(room, [make.photo("好.jpg"), make.paper("甲.jpg"), make.paper("乙.jpg")], actor=clerk)
    assert [m.split("”")[0] for m in refused.value.messages] == ["这里要照片，“甲.jpg", "这里要照片，“乙.jpg"]
    assert not files.of(room).exists()
    made = files.attach_all(room, [make.photo(), make.photo()], kind="after", actor=clerk)
    assert list(files.of(room)) == made


def test_papers_are_kept_byte_for_byte(clerk: Any) -> None:
    made = files.attach(places.place(), make.paper("发票 第1张.pdf"), kind="paper", actor=clerk)
    assert store.path_of(made.stored.sha256).read_bytes() == make.PDF
    assert (made.filename, made.is_picture, files.thumb_url(made)) == ("发票_第1张.pdf", False, "")


def test_a_record_takes_no_more_than_the_rule_says(clerk: Any) -> None:
    rule_set("files.max_per_record", 2, effective_from=timezone.localdate(), why="试", actor=system_user())
    room = places.place()
    kept = files.attach_all(room, [make.photo(), make.photo()], actor=clerk)
    with pytest.raises(ValidationError, match="最多 2 个附件"):
        files.attach(room, make.photo(), actor=clerk)
    files.withdraw(kept[0], actor=clerk)
    files.attach(room, make.photo(), actor=clerk)
    with pytest.raises(ValidationError, match="最多 2 个附件"):
        files.attach_all(places.place(), [make.photo() for _ in range(3)], actor=clerk)


def test_a_file_over_the_rule_is_refused_before_it_is_read(clerk: Any) -> None:
    rule_set("files.max_mb", 1, effective_from=timezone.localdate(), why="试", actor=system_user())

    class Unread(SimpleUploadedFile):
        def read(self, *args: Any) -> bytes:
            raise AssertionError("it was read")

    big = Unread("合影.jpg", b"x" * (3 * (1 << 20) + 1))
    with pytest.raises(ValidationError, match=r"“合影\.jpg”有 4 MB，一个文件最多 1 MB"):
        files.attach(places.place(), big, actor=clerk)
    assert not kept_paths()


def test_a_caption_that_is_too_long_is_refused_in_words(clerk: Any) -> None:
    with pytest.raises(ValidationError, match="最多 120 个字"):
        files.attach(places.place(), make.photo(), caption="长" * 121, actor=clerk)


def test_what_is_undone_leaves_only_stray_bytes_which_the_night_clears(clerk: Any) -> None:
    room, now = places.place(), timezone.now()
    kept = files.attach(room, make.photo(), actor=clerk)
    with transaction.atomic():
        undone = files.attach(room, make.photo(), actor=clerk)
        transaction.set_rollback(True)
    for one in (kept, undone):
        store.thumb(one.stored.sha256, pictures.thumb)
    assert list(files.of(room)) == [kept]
    assert len(kept_paths()) == 4
    assert services.sweep(now=now) == 0  # too young: a deed may still be under way
    assert services.sweep(now=now + dt.timedelta(days=1, minutes=1)) == 2
    assert len(kept_paths()) == 2
    assert not files.missing()


def test_the_night_spares_bytes_that_are_taken_up_again_meanwhile(clerk: Any) -> None:
    sha256 = store.keep(b"left behind")
    old = (timezone.now() - dt.timedelta(days=3)).timestamp()
    os.utime(store.path_of(sha256), (old, old))
    before = timezone.now() - dt.timedelta(days=1)
    found = list(store.stray(set(), before=before))
    assert found == [store.path_of(sha256)]
    store.keep(b"left behind")  # somebody brings the same content between the look and the deed
    assert store.drop(found[0], before=before) is False
    assert store.path_of(sha256).read_bytes() == b"left behind"


def test_received_before_the_deed_costs_no_query_and_is_attached_later(clerk: Any) -> None:
    room = places.place()
    files.receive(make.photo())  # the rules are asked once
    with CaptureQueriesContext(connection) as seen:
        received = files.receive(make.photo())
    assert len(seen) == 0
    assert files.attach(room, received, actor=clerk).stored.sha256 == received.sha256


def test_what_was_received_too_long_ago_is_asked_for_again(clerk: Any) -> None:
    received = files.receive(make.photo())
    services.sweep(now=timezone.now() + dt.timedelta(days=1, minutes=1))
    with pytest.raises(ValidationError, match="请重新选一次"):
        files.attach(places.place(), received, actor=clerk)
    assert not Attachment.objects.exists()


def test_the_same_picture_twice_in_one_form_is_kept_once_and_attached_twice(clerk: Any) -> None:
    content, room = make.jpeg(), places.place()
    files.attach_all(room, [SimpleUploadedFile(f"{n}.jpg", content) for n in range(2)], actor=clerk)
    assert files.of(room).count() == 2
    assert StoredFile.objects.count() == 1


def test_attaching_to_a_record_just_made_takes_few_queries(clerk: Any) -> None:
    room, received = places.place(), [files.receive(make.photo()) for _n in range(3)]
    with transaction.atomic(), CaptureQueriesContext(connection) as seen:
        files.attach_all(room, received, actor=clerk, fresh=True)
    said = [query["sql"].split()[0] for query in seen.captured_queries]
    assert said.count("INSERT") == 3  # the bytes, the attachments, the trail
    assert len(said) <= 5  # and the end of the chain, with its lock on a server


def test_withdrawn_is_withdrawn_for_good(clerk: Any) -> None:
    made = make.attachment()
    files.withdraw(made, actor=clerk, reason="拍到了学生")
    room_files = Attachment.objects.get(pk=made.pk)
    assert room_files.status == "withdrawn"
    assert not files.of(places.place()).exists()
    assert trail(made)[0].reason == "拍到了学生"
    with pytest.raises(WrongStatusError):
        files.withdraw(made, actor=clerk)


def test_the_files_of_many_records_take_one_query(clerk: Any) -> None:
    rooms = [places.place() for _ in range(4)]
    for room in rooms[:3]:
        files.attach_all(room, [make.photo(), make.photo()], actor=clerk)
    with CaptureQueriesContext(connection) as seen:
        found = files.many_of(rooms)
        shown = [(str(a), files.url(a), files.thumb_url(a), str(a.by)) for many in found.values() for a in many]
    assert len(seen) == 1
    assert len(shown) == 6
    assert set(found) == {room.pk for room in rooms[:3]}
    assert files.many_of([]) == {}


def test_the_doctor_is_told_what_is_gone_and_what_changed(clerk: Any) -> None:
    gone, changed, fine = (make.attachment() for _ in range(3))
    assert files.missing() == []
    store.path_of(gone.stored.sha256).unlink()
    path = store.path_of(changed.stored.sha256)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    found = {(m.path, m.why, m.attachments) for m in files.missing()}
    assert found == {(store.path_of(gone.stored.sha256), "gone", 1), (path, "changed", 1)}
    assert fine.is_picture


def test_no_half_written_file_is_left_when_the_disk_refuses(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        files.attach(places.place(), make.photo(), actor=clerk)
    assert not kept_paths()
