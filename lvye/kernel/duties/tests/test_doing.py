"""A check is kept once, at the time that can be trusted, with its proof; what was not done stays in sight."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import trail
from lvye.kernel.duties import services
from lvye.kernel.duties.items import Item, number
from lvye.kernel.duties.models import Clock, Instance, Result, Status, Suspicion
from lvye.kernel.duties.queries import today_of
from lvye.kernel.duties.screens.sheet import paper
from lvye.kernel.offers.api import Offer, offers
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records

from . import make

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def do(one: Instance, answers: Any = make.GOOD, *, now: Any = make.NOW, **values: Any) -> Result:
    routes = values.pop("routes", None)
    actor = values.pop("actor", None) or system_user()
    sent = make.sent(**({"device_at": now} | values))
    return services.instance_do(one, answers=answers, sent=sent, routes=routes, now=now, actor=actor)


def test_offline_it_counts_when_it_was_done_but_only_by_a_right_clock() -> None:
    first, second = make.instance(), make.instance()
    later = make.NOW + 12 * HOUR  # the window has passed when it arrives
    trusted = do(first, now=later, device_at=make.NOW, off=timedelta(seconds=40))
    wrong = do(second, now=later, device_at=make.NOW, off=timedelta(hours=3))
    assert (trusted.is_late, trusted.done_at, trusted.clock) == (False, make.NOW, Clock.RIGHT)
    assert (wrong.is_late, wrong.done_at, wrong.clock) == (True, later, Clock.WRONG)
    assert [Instance.objects.get(pk=one.pk).status for one in (first, second)] == ["done", "late"]


def test_what_passed_is_missed_and_may_be_entered_late_for_a_week_only() -> None:
    one, other = make.instance(), make.instance()
    night = make.NOW + 14 * HOUR
    assert services.missed_mark(now=night, actor=system_user()) == 2
    assert services.missed_mark(now=night, actor=system_user()) == 0
    one.refresh_from_db()
    assert do(one, now=night).is_late
    other.refresh_from_db()
    with pytest.raises(ValidationError, match="不能再补录"):
        do(other, now=make.NOW + 8 * make.DAY)
    services.instance_excuse(other, reason="停电", actor=system_user())
    with pytest.raises(ValidationError, match="写明原因"):
        services.instance_excuse(make.instance(), reason=" ", actor=system_user())


def test_a_second_person_is_told_who_did_it_and_a_stranger_nothing_is_his() -> None:
    one = make.instance()
    do(one)
    one.refresh_from_db()
    with pytest.raises(ValidationError, match="已经在"):
        do(one)
    with pytest.raises(ValidationError, match="不归您做"):
        do(make.instance(), actor=people.user_with("duties.do_instance"))


def test_the_scan_of_the_place_is_wanted_and_another_schools_code_is_refused() -> None:
    room = places.place()
    code = places.placecode(place=room).code
    one = make.instance(each=True, proof="scan", places=[room])
    with pytest.raises(ValidationError, match="还没扫到"):
        do(one)
    with pytest.raises(ValidationError, match="不是本校的码"):
        do(one, scans=[{"code": "https://other.example/s/ZZZZZ9/"}])
    assert do(one, scans=[{"code": f"https://lvye.example/s/{code}/"}]).is_proved


def test_a_fault_goes_where_it_was_sent_and_waits_where_that_refused() -> None:
    def takes(*, title: str, text: str, place: Any, photos: Any, about: Any, actor: Any) -> Any:
        if place is None:
            raise ValidationError("没有地点")
        return records.create(type(room), name=f"{title}{text}"[:20], kind="building", actor=actor)

    room = places.place()
    with offers.with_item("test.take", Offer(code="test.take", label="收下", takes=lambda **given: places.place())):
        taken = do(make.instance(), make.BAD, routes={"exit": "test.take", "temp": "settled"})
        assert [(fault.item, fault.status) for fault in taken.faults.order_by("item")] == [
            ("exit", "handed"), ("temp", "settled"),
        ]  # fmt: skip
    lost = do(make.instance(), make.BAD, routes={"exit": "gone.away"}).faults.get(item="exit")
    assert (lost.status, lost.refusal) == ("open", "没有这个去处，可能已经停用。请另选一个。")


def test_a_new_checklist_leaves_what_was_checked_with_the_old_one() -> None:
    one = make.instance()
    kept = do(one, version=1)
    services.version_publish(one.duty, items=[Item(code="new", label="新的")], today=make.TODAY, actor=system_user())
    assert [answer.item.label for answer in Result.objects.get(pk=kept.pk).read] == ["安全出口畅通"]


def test_switched_off_while_it_is_done_it_is_still_taken() -> None:
    one = make.instance()
    services.switch_off(one.duty, now=make.NOW, actor=system_user())
    assert list(one.duty.instances.values_list("pk", flat=True)) == [one.pk]
    assert do(one).instance_id == one.pk


def test_the_same_reading_ten_days_running_and_ten_checks_in_forty_seconds_are_found_once() -> None:
    rooms = [places.place() for _n in range(10)]
    duty = make.duty(each=True, places=rooms, person=people.user_with("duties.do_instance").person, days="every")
    walker = duty.person.user
    first = duty.instances.filter(day=make.TODAY).order_by("spot__sort")
    for n, one in enumerate(first):
        do(one, now=make.NOW + timedelta(seconds=3 * n), actor=walker)
    same = duty.instances.filter(spot__place=rooms[0], day__gt=make.TODAY).order_by("day")[:10]
    for one in same:
        do(one, make.GOOD | {"temp": {"value": "4"}}, now=one.opens_at + HOUR, actor=walker)
    later = make.NOW + 12 * make.DAY
    assert services.suspicions_find(now=later, actor=system_user()) == 2
    assert services.suspicions_find(now=later, actor=system_user()) == 0
    assert set(Suspicion.objects.values_list("kind", flat=True)) == {"same", "rush"}


def test_readings_as_people_type_them() -> None:
    assert [str(number(text)) for text in ("3,5", "３．５", " 12。5 ", "-18")] == ["3.5", "3.5", "12.5", "-18"]
    for wrong in ("1,234", "四度", "12345678901"):
        with pytest.raises(ValidationError):
            number(wrong)


def test_todays_page_takes_few_queries_and_the_sheet_is_a_pdf(
    client: Client, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = people.user_with("duties.do_instance")
    duty = make.duty(each=True, places=[places.place() for _n in range(30)], person=user.person, days="every")
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.NOW)
    assert today_of(user, make.NOW).count() == 30
    client.force_login(user)
    client.get("/duties/today/")
    with django_assert_max_num_queries(14):
        page = client.get("/duties/today/")
    assert "0<small> / 30</small>" in page.content.decode()
    one = duty.instances.earliest("opens_at", "pk")
    sent = client.post(f"/duties/do/{one.pk}/", {"version": "1", "a-exit": "bad", "v-temp": "一度"})
    assert sent.status_code == 400
    assert "不是一个数" in sent.content.decode()
    done = client.post(f"/duties/do/{one.pk}/", {"version": "1", "a-exit": "ok", "v-temp": "3,5"})
    assert (done.status_code, Instance.objects.get(pk=one.pk).status) == (302, Status.DONE)
    assert paper(duty, make.TODAY.replace(day=1), printed_on=make.TODAY)[:4] == b"%PDF"


def test_the_label_of_a_place_opens_the_check_that_is_due_there_in_one_tap(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = places.place(), places.place()
    code = places.placecode(place=here).code
    user = people.user_with("duties.do_instance")
    fixed = {"proof": "scan", "days": "every", "person": user.person}
    one = make.duty(each=True, places=[here], **fixed).instances.earliest("opens_at")
    whole = make.duty(places=[there, here], **fixed).instances.earliest("opens_at")
    elsewhere = make.duty(each=True, places=[there], **fixed).instances.earliest("opens_at")
    somebody = make.duty(each=True, places=[here], proof="scan", days="every").instances.earliest("opens_at")
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.NOW)
    client.force_login(user)
    page = client.get(f"/s/{code}/").content.decode()
    assert [pk for pk in (one.pk, whole.pk, elsewhere.pk, somebody.pk) if f"/duties/do/{pk}/?at={code}" in page] == [
        one.pk, whole.pk,
    ]  # fmt: skip
    opened = client.get(f"/duties/do/{one.pk}/?at={code}").content.decode()
    assert f"&quot;code&quot;: &quot;{code}&quot;" in opened  # scanned already
    client.logout()
    assert "/duties/do/" not in client.get(f"/s/{code}/").content.decode()


def test_a_photo_of_twenty_megabytes_is_refused_with_a_sentence_and_the_answers_stay(client: Client) -> None:
    user = people.user_with("duties.do_instance")
    one = make.instance(person=user.person, items=[Item(code="look", label="现场", kind="photo")])
    client.force_login(user)
    huge = SimpleUploadedFile("泵房.jpg", b"\xff\xd8\xff\xe0" + bytes(21 << 20), "image/jpeg")
    sent = {"version": "1", "p-look": huge, "note": "泵房有水", "outbox_key": str(uuid4())}
    answer = client.post(f"/duties/do/{one.pk}/", sent)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "“泵房.jpg”有 22 MB，一个文件最多 20 MB" in page
    assert "泵房有水" in page
    assert not Result.objects.filter(instance=one).exists()


def test_what_a_check_reads_is_read_before_it_holds_the_database(
    client: Client, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = people.user_with("duties.do_instance")
    one = make.instance(person=user.person, items=[Item(code="look", label="现场")])
    client.force_login(user)
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.NOW)
    sent = {"version": "1", "a-look": "ok", "outbox_key": str(uuid4()), "done_at_device": make.NOW.isoformat()}
    with django_assert_max_num_queries(60) as asked:
        assert client.post(f"/duties/do/{one.pk}/", sent).status_code == 302
    words = [query["sql"] for query in asked.captured_queries]
    taken = next(n for n, sql in enumerate(words) if 'INSERT INTO "outbox_delivery"' in sql)
    assert [sql for sql in words[taken:] if sql.startswith("SELECT") and '"duties_' in sql] == []
    assert Result.objects.get(instance=one).answers["look"]


def test_a_step_taken_as_read_leaves_its_trace_and_is_refused_where_somebody_was_first() -> None:
    one = make.instance()
    stale = Instance.objects.get(pk=one.pk)
    moved = records.take_as_read(one, "do", actor=system_user())
    assert (moved.status, Instance.objects.get(pk=one.pk).status) == ("done", "done")
    entry = trail(one).first()
    assert entry is not None
    assert (entry.verb, entry.changes) == ("do", {"status": ["due", "done"]})
    with pytest.raises(records.WrongStatusError, match="已检"), records.attempt():
        records.take_as_read(stale, "do", actor=system_user())
    assert (stale.status, trail(one).count()) == ("due", 1)
    with pytest.raises(records.WrongStatusError):
        records.take_as_read(moved, "do", actor=system_user())
