"""The pages: the box and its chips with and without a script, mending, taking back, my week, my term, everybody's."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kit import memo
from lvye.modules.repairs.models import Category, Job
from lvye.modules.worklog.models import Entry, Line, Meaning
from lvye.modules.worklog.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.engineless, pytest.mark.usefixtures("catalogue")]
RIGHTS = (
    "worklog.log_entry", "worklog.view_entry", "worklog.change_entry", "worklog.withdraw_entry", "worklog.view_line",
    "repairs.report_job", "places.view_place",
)  # fmt: skip
SAID = "换灯管3根，修课桌20张"


@pytest.fixture
def worker(client: Any) -> Any:
    """A worker at his phone."""
    user = people.user_with(*RIGHTS, name="王师傅")
    client.force_login(user)
    return user.person


def fields(page: str) -> dict[str, Any]:
    """The form of a page as a browser would send it, unchanged."""
    form = page[page.index("novalidate data-log") :]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form[: form.index("</form>")]):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attrs.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        if "name" in attrs and attrs.get("type") != "file":
            found.setdefault(attrs["name"], []).append(attrs.get("value", ""))
    for name, inside in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        found[name] = [chosen.group(1) if chosen else ""]
    return found


def heard(client: Any, said: str, **values: Any) -> dict[str, Any]:
    """What the page holds after the chips have come."""
    page = client.post("/log/", {"said": said, "do": "read", **values}).content.decode()
    return fields(page) | {"said": said}


def test_one_tap_keeps_a_sentence_and_shows_it_below(client: Any, worker: Any) -> None:
    answer = client.post("/log/", {"said": SAID, "day": "0"}, follow=True)
    assert answer.redirect_chain == [("/log/", 302)]
    page = answer.content.decode()
    assert "记下了：更换 灯管 3 根、维修 课桌 20 张" in page
    assert SAID in page[page.index('id="today"') :]
    entry = Entry.objects.get()
    assert (entry.person, entry.done_on) == (worker, timezone.localdate())


def test_chips_come_as_one_types(client: Any, worker: Any) -> None:
    part = client.post("/log/read/", {"said": SAID}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "更换 灯管 3 根" in part
    assert "维修 课桌 20 张" in part
    assert not Entry.objects.exists()


def test_the_page_works_without_a_script(client: Any, worker: Any) -> None:
    data = heard(client, SAID)
    assert client.post("/log/", data).status_code == 302
    assert Line.objects.count() == 2


def test_a_mended_chip_is_kept_as_it_was_mended(client: Any, worker: Any) -> None:
    data = heard(client, SAID)
    client.post("/log/", data | {"l0-qty": "４", "l0-unit": "支", "l1-out": "on"})
    assert [line.words for line in Line.objects.all()] == ["更换 灯管 4 支"]
    assert Entry.objects.get().said == SAID


def test_what_was_mended_stays_when_more_is_typed(client: Any, worker: Any) -> None:
    data = heard(client, "换灯管3根") | {"l0-qty": "5", "said": "换灯管3根，修课桌20张"}
    part = client.post("/log/read/", data).content.decode()
    assert "更换 灯管 5 根" in part
    assert "维修 课桌 20 张" in part


def test_a_number_said_anew_is_heard_anew(client: Any, worker: Any) -> None:
    data = heard(client, "换灯管3根") | {"said": "换灯管7根"}
    assert "更换 灯管 7 根" in client.post("/log/read/", data).content.decode()


def test_a_part_can_be_added_by_hand(client: Any, worker: Any) -> None:
    data = fields(client.post("/log/", heard(client, "扫了操场") | {"do": "add"}).content.decode())
    data |= {"said": "扫了操场", "l0-action": "清运", "l0-object": "垃圾", "l0-unit": "车", "l0-qty": "2"}
    assert client.post("/log/", data).status_code == 302
    assert Line.objects.get().words == "清运 垃圾 2 车"


def test_which_place_is_asked_once_and_remembered(client: Any, worker: Any) -> None:
    one, two = (places.room("男卫生间", building=name) for name in ("教学楼", "实验楼"))
    data = heard(client, "换了三楼男厕两个水龙头，通了一次下水道")
    page = client.post("/log/", data | {"do": "read"}).content.decode()
    assert page.count("是哪一处") == 1
    client.post("/log/", data | {"a0-place": str(two.pk)})
    assert {line.place for line in Line.objects.all()} == {two}
    assert (Meaning.objects.get().said, Meaning.objects.get().place) == ("三楼男厕", two)
    memo.forget()
    again = client.post("/log/read/", {"said": "换了三楼男厕1个水龙头"}).content.decode()
    assert "是哪一处" not in again
    assert f"@{two.full_name}" in again
    assert one.full_name in again


def test_a_place_can_be_written_by_its_name(client: Any, worker: Any) -> None:
    room = places.room("305教室")
    client.post("/log/", heard(client, "换灯管3根") | {"l0-asked": "教学楼305"})
    assert Line.objects.get().place == room


def test_words_for_a_place_nobody_knows_are_kept(client: Any, worker: Any) -> None:
    client.post("/log/", heard(client, "换灯管3根") | {"l0-asked": "老锅炉房"})
    line = Line.objects.get()
    assert (line.place, line.place_said) == (None, "老锅炉房")


def test_yesterday_is_one_tap(client: Any, worker: Any) -> None:
    client.post("/log/", {"said": "换灯管3根", "day": "1"})
    assert Entry.objects.get().done_on == timezone.localdate() - timedelta(days=1)


def test_what_was_said_of_yesterday_offers_yesterday(client: Any, worker: Any) -> None:
    assert "话里说的是昨天" in client.post("/log/read/", {"said": "昨天换灯管3根"}).content.decode()


def test_what_was_filled_in_without_network_counts_on_its_own_day(client: Any, worker: Any) -> None:
    then = timezone.now() - timedelta(days=2)
    data = {"said": "换灯管3根", "day": "0", "outbox_key": str(uuid4()), "done_at_device": then.isoformat()}
    data["outbox_as"] = str(worker.user_id)
    assert client.post("/log/", data).status_code == 302
    assert client.post("/log/", data).status_code == 302
    assert Entry.objects.get().done_on == timezone.localdate(then)


def test_a_sentence_sent_without_chips_is_read_where_it_arrives(client: Any, worker: Any) -> None:
    client.post("/log/", {"said": SAID, "heard_for": "换灯"})
    assert Line.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "why"),
    [({"said": ""}, "说一句"), ({"said": "修" * 5000}, "5,000 个字"), ({"said": "换灯管-3根"}, "不大于零"),
     ({"said": "换灯管99999999999根"}, "太大"), ({"said": "换灯管1根", "minutes": "很久"}, "很久"),
     ({"said": "换灯管1根", "people": "0"}, "1 到 300"), ({"said": "换灯管1根", "day": "date"}, "哪一天"),
     ({"said": "换灯管1根", "day": "date", "done_on": "2026-02-30"}, "哪一天"),
     ({"said": "换灯管1根", "day": "date", "done_on": "2999-01-01"}, "还没到")],
)  # fmt: skip
def test_bad_input_gets_a_sentence_and_the_words_back(client: Any, worker: Any, data: Any, why: str) -> None:
    answer = client.post("/log/", data)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert why in page
    assert data["said"] in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("qty", "why"), [("三个", "不是数字"), ("", "不是数字"), ("-1", "不大于零"), ("1e999", "太大"),
                                         ("NaN", "不是数字"), ("0.001", "两位小数")])  # fmt: skip
def test_a_bad_quantity_in_a_chip_is_told_at_the_chip(client: Any, worker: Any, qty: str, why: str) -> None:
    answer = client.post("/log/", heard(client, "换灯管3根") | {"l0-qty": qty})
    assert answer.status_code == 400
    assert why in answer.content.decode()
    assert not Entry.objects.exists()


def test_html_in_the_words_never_runs(client: Any, worker: Any) -> None:
    said = "<script>alert(1)</script>换灯管3根"
    client.post("/log/", {"said": said})
    for where in ("/log/", "/log/week/", f"/log/{Entry.objects.get().pk}/"):
        page = client.get(where).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_nonsense_in_the_form_breaks_nothing(client: Any, worker: Any) -> None:
    data = {"said": "换灯管3根", "line": ["0", "x", "99"], "l0-place": "abc", "l0-kind": "-1", "ask": ["0"], "day": "7",
            "a0-place": "9" * 30, "kind": "x", "place": "\x00", "origin": "?"}  # fmt: skip
    assert client.post("/log/", data).status_code in (302, 400)


def test_frequent_sentences_are_one_tap(client: Any, worker: Any) -> None:
    make.entry(person=worker, said="换灯管3根", done_on=timezone.localdate(), today=timezone.localdate())
    assert 'value="换灯管3根" data-again-said' in client.get("/log/").content.decode()
    page = client.post("/log/", {"said": "扫操场", "again": "换灯管3根"}).content.decode()
    assert "扫操场，换灯管3根</textarea>" in page


def test_an_account_without_a_person_is_told_so(client: Any) -> None:
    user = people.user_without_person()
    user.is_superuser = True
    user.save()
    client.force_login(user)
    for where in ("/log/", "/log/week/", "/log/term/"):
        assert "没有对上人" in client.get(where).content.decode()
    assert client.post("/log/", {"said": SAID}).status_code == 403
    assert client.post("/log/read/", {"said": SAID}).status_code == 200


# --- one entry ----------------------------------------------------------------------------------------------------


@pytest.fixture
def entry(worker: Any) -> Entry:
    """What he kept today."""
    today = timezone.localdate()
    lines = [make.work(), make.work(action="维修", object="课桌", unit="张")]
    now = timezone.now()
    return make.entry(person=worker, said=SAID, done_on=today, today=today, now=now, lines=lines, actor=worker.user)


def test_an_entry_is_mended_on_its_page(client: Any, entry: Entry) -> None:
    page = client.get(f"/log/{entry.pk}/").content.decode()
    data = fields(page) | {"said": "换灯管4根，修课桌2张", "l0-qty": "4", "people": "2"}
    assert client.post(f"/log/{entry.pk}/", data).status_code == 302
    entry.refresh_from_db()
    assert (entry.said, entry.people) == ("换灯管4根，修课桌2张", 2)
    assert [line.words for line in entry.lines.order_by("pk")] == ["更换 灯管 4 根", "维修 课桌 2 张"]


def test_a_refused_mending_gives_the_words_back(client: Any, entry: Entry) -> None:
    data = fields(client.get(f"/log/{entry.pk}/").content.decode()) | {"said": "改过的话", "l0-qty": "-4"}
    answer = client.post(f"/log/{entry.pk}/", data)
    assert answer.status_code == 400
    assert "改过的话" in answer.content.decode()
    entry.refresh_from_db()
    assert entry.said == SAID


def test_a_mistake_is_taken_back_with_one_word(client: Any, entry: Entry) -> None:
    answer = client.post(f"/log/{entry.pk}/withdraw/", {"why": "记重了"}, follow=True)
    assert "撤回了" in answer.content.decode()
    entry.refresh_from_db()
    assert (entry.status, entry.why) == ("withdrawn", "记重了")
    assert "撤回原因：记重了" in client.get(f"/log/{entry.pk}/").content.decode()


def test_the_register_mends_on_the_same_page(client: Any, entry: Entry) -> None:
    page = client.get(f"/worklog/entry/{entry.pk}/edit/").content.decode()
    assert f'action="/log/{entry.pk}/"' in page
    assert SAID in page


def test_a_line_is_made_a_repair(client: Any, entry: Entry) -> None:
    line = entry.lines.earliest("pk")
    where = f"/log/line/{line.pk}/repair/"
    assert where in client.get(f"/log/{entry.pk}/").content.decode()
    assert client.get(where).status_code == 200
    room, kind = places.room(), Category.objects.get(code="power-lamp")
    assert client.post(where, {"what": "灯不亮"}).status_code == 400
    data = {"what": "灯不亮", "place": room.pk, "category": kind.pk}
    assert client.post(where, data).url == f"/log/{entry.pk}/"
    line.refresh_from_db()
    assert line.job == Job.objects.get()
    assert "转报修" not in client.get(f"/log/{entry.pk}/").content.decode().split(line.job.number)[1][:20]
    assert client.post(where, data).status_code == 400
    assert Job.objects.count() == 1


def test_an_entry_with_parts_is_handed_on_by_the_part(client: Any, entry: Entry) -> None:
    assert client.get(f"/log/{entry.pk}/repair/").url == f"/log/{entry.pk}/"


# --- weeks, terms, everybody --------------------------------------------------------------------------------------


def test_my_week_shows_days_sums_and_a_picture(client: Any, worker: Any, entry: Entry) -> None:
    page = client.get("/log/week/").content.decode()
    assert 'class="week"' in page
    assert SAID in page
    assert "更换 灯管" in page
    assert "2 根" in page


@pytest.mark.parametrize("of", ["nonsense", "2026-02-30", "1800-01-01", "2999-01-01", ""])
def test_a_nonsense_week_is_this_week(client: Any, worker: Any, entry: Entry, of: str) -> None:
    assert SAID in client.get(f"/log/week/?of={of}").content.decode()


def test_my_term_shows_a_square_for_each_day_and_the_sums(client: Any, worker: Any, entry: Entry, actor: Any) -> None:
    from lvye.kernel.terms.api import term_add

    today = timezone.localdate()
    assert client.get("/log/term/").status_code == 200
    term = term_add(
        school_year=today.year,
        half=1,
        begins_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=60),
        actor=actor,
    )
    page = client.get("/log/term/").content.decode()
    assert page.count('class="sq l4"') == 1
    assert "维修 课桌" in page
    assert client.get(f"/log/term/?term={term.code}").status_code == 200
    assert client.get("/log/term/?term=1999-9").status_code == 404


def test_the_director_sees_who_logged_what_and_who_has_not(client: Any, entry: Entry) -> None:
    quiet = people.user_with("worklog.daily_entry", "worklog.log_entry", name="还没记的人")
    director = people.user_with("worklog.all_entry", "worklog.view_entry", "worklog.view_line")
    client.force_login(director)
    page = client.get("/log/staff/").content.decode()
    assert entry.person.name in page
    assert SAID in page
    assert quiet.person.name in page
    other = client.get(f"/log/week/?who={entry.person_id}").content.decode()
    assert SAID in other
    assert client.get("/log/week/?who=99999999").status_code == 404


def test_pages_take_the_same_queries_for_more_entries(
    client: Any, worker: Any, entry: Entry, django_assert_max_num_queries: Any
) -> None:
    today = timezone.localdate()
    for n in range(8):
        make.entry(person=worker, said=f"换灯管{n}", done_on=today, today=today, lines=[make.work()])
    client.get("/log/")
    for where in ("/log/", "/log/week/", "/log/term/"):
        with django_assert_max_num_queries(22):
            assert client.get(where).status_code == 200


def test_home_tells_how_much_was_logged_today(client: Any, worker: Any, entry: Entry) -> None:
    page = client.get("/").content.decode()
    assert "今天记了 1 件" in page
    assert 'href="/log/"' in page


def test_the_clock_of_a_device_that_runs_ahead_is_not_believed(client: Any, worker: Any) -> None:
    ahead: datetime = timezone.now() + timedelta(days=3)
    data = {"said": "换灯管3根", "day": "0", "done_at_device": ahead.isoformat()}
    client.post("/log/", data)
    assert Entry.objects.get().done_on == timezone.localdate()
