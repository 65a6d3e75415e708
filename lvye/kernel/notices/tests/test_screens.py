"""消息: one's own list, opening, marking, and how one wants to be told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lvye.kernel.accounts.tests import make as accounts
from lvye.kernel.notices.api import Kind, kinds, notify, unread_count
from lvye.kernel.notices.models import Notice, Personal, Preference

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]


@pytest.fixture
def browser(client: Any, clerk: Any) -> Any:
    client.force_login(clerk)
    return client


@pytest.mark.parametrize("address", ["/notices/", "/notices/1/", "/notices/preferences/"])
def test_each_page_asks_for_sign_in(client: Any, address: str) -> None:
    assert client.get(address).status_code == 302
    assert "/accounts/login/" in client.get(address)["Location"]


def test_the_list_shows_ones_own_newest_first_escaped(browser: Any, clerk: Any) -> None:
    notify(clerk, "旧的", url="/a/")
    notify(clerk, "<script>alert(1)</script>", "<b>内容</b>", urgent=True)
    notify(accounts.user(), "别人的秘密")
    page = browser.get("/notices/").content.decode()
    assert page.index("&lt;script&gt;") < page.index("旧的")
    assert "<script>alert" not in page
    assert "<b>内容" not in page
    assert "别人的秘密" not in page


def test_an_empty_list_says_what_will_be_there(browser: Any) -> None:
    assert "还没有消息" in browser.get("/notices/").content.decode()
    assert "都看过了" in browser.get("/notices/?only=unread").content.decode()


def test_pages_by_key_show_each_message_once(browser: Any, clerk: Any) -> None:
    now = timezone.now()
    Notice.objects.bulk_create([Notice(user=clerk, kind="general", title=f"第{n}条", at=now) for n in range(120)])
    seen: list[int] = []
    address = "/notices/"
    while address:
        page = browser.get(address).context["page"]
        seen += [notice.pk for notice in page.notices]
        address = f"/notices/?before={page.older}" if page.older else ""
    assert seen == list(Notice.objects.order_by("-pk").values_list("pk", flat=True))
    assert browser.get("/notices/?before=zzz").status_code == 200


def test_a_longer_list_takes_no_more_queries(browser: Any, clerk: Any) -> None:
    counts = []
    browser.get("/notices/")  # what is asked once per process
    for number in range(2):
        for each in range(3):
            notify(clerk, f"{number}-{each}")
        with CaptureQueriesContext(connection) as seen:
            browser.get("/notices/")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_opening_one_marks_it_and_leads_to_what_it_is_about(browser: Any, clerk: Any) -> None:
    notify(clerk, "请验收", url="/repairs/job/5/?tab=1")
    notice = Notice.objects.get()
    answer = browser.get(f"/notices/{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/repairs/job/5/?tab=1")
    first = Notice.objects.get().read_at
    assert first is not None
    browser.get(f"/notices/{notice.pk}/")
    assert Notice.objects.get().read_at == first


def test_one_without_a_page_leads_back_to_the_list(browser: Any, clerk: Any) -> None:
    notify(clerk, "停水")
    pk = Notice.objects.get().pk
    assert browser.get(f"/notices/{pk}/")["Location"] == f"/notices/#n{pk}"


def test_a_foreign_address_in_the_table_is_not_followed(browser: Any, clerk: Any) -> None:
    notify(clerk, "停水")
    Notice.objects.update(url="//evil.invalid/")
    pk = Notice.objects.get().pk
    assert browser.get(f"/notices/{pk}/")["Location"] == f"/notices/#n{pk}"


def test_another_ones_message_is_not_there(browser: Any) -> None:
    notify(accounts.user(), "别人的", url="/a/")
    notice = Notice.objects.get()
    assert browser.get(f"/notices/{notice.pk}/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_all_are_marked_up_to_what_was_on_the_page(browser: Any, clerk: Any) -> None:
    other = accounts.user()
    notify([clerk, other], "一")
    newest = browser.get("/notices/").context["newest"]
    notify(clerk, "后来的")
    assert browser.get("/notices/read/").status_code == 405
    assert browser.post("/notices/read/", {"until": "x"}).status_code == 302
    assert unread_count(clerk) == 2
    assert browser.post("/notices/read/", {"until": newest}).status_code == 302
    assert [n.title for n in Notice.objects.filter(user=clerk, read_at=None)] == ["后来的"]
    assert unread_count(other) == 1


def test_the_bell_of_every_page_counts_what_waits(browser: Any, clerk: Any) -> None:
    notify(clerk, "一")
    notify(clerk, "二")
    bell = browser.get("/notices/").context["bell"]
    assert (bell() if callable(bell) else bell) == 2


def chosen(browser: Any, **more: str) -> Any:
    form = {f"mail:{kind.name}": str(kind.usual) for kind in kinds}
    return browser.post(
        "/notices/preferences/", {**form, "language": "zh-hans", "quiet_from": "", "quiet_to": "", **more}
    )


def test_preferences_are_kept_and_shown_again(browser: Any, clerk: Any) -> None:
    assert "还没有登记" in browser.get("/notices/preferences/").content.decode()
    more = {"mail:general": "never", "quiet_from": "22:00", "quiet_to": "06:30", "language": "en"}
    for _n in range(2):
        assert chosen(browser, **more).status_code == 302
    assert Preference.objects.get(user=clerk, kind="general").cadence == "never"
    personal = Personal.objects.get(user=clerk)
    assert (personal.quiet_from, personal.quiet_to, personal.language) == (dt.time(22), dt.time(6, 30), "en")
    page = browser.get("/notices/preferences/").content.decode()
    assert '<option value="never" selected>' in page
    assert 'value="22:00"' in page


def test_each_declared_kind_has_its_choice(browser: Any) -> None:
    with kinds.with_item("test.assigned", Kind("test.assigned", "派给我的活", "now")):
        page = browser.get("/notices/preferences/").content.decode()
    assert "派给我的活 · 邮件" in page
    assert '<option value="now" selected>' in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"quiet_from": "22:00"}, "要填开始和结束两个时间"),
        ({"quiet_from": "25:00", "quiet_to": "06:00"}, "25:00"),
        ({"mail:general": "hourly"}, "hourly"),
        ({"language": "fr"}, "fr"),
    ],
)
def test_a_choice_that_is_none_is_refused_in_words_and_changes_nothing(
    browser: Any, more: dict[str, str], said: str
) -> None:
    answer = chosen(browser, **more)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Preference.objects.exists()
    assert not Personal.objects.exists()
