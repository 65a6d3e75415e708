"""Telling people: in the deed's transaction, once, and no further than they have accounts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.accounts.tests import make as accounts
from lvye.kernel.notices import services
from lvye.kernel.notices.api import Told, notice_seen, notify, unread_count
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.models import Person
from lvye.kernel.places.tests import make as places

pytestmark = pytest.mark.django_db


def test_users_and_persons_are_told_and_who_has_no_account_is_counted() -> None:
    with_account, without = Person(name="周师傅", user=accounts.user()), Person(name="陈同学")
    user = accounts.user()
    told = notify([user, with_account, without], "三楼漏水", "东侧卫生间", "/repairs/job/5/", urgent=True)
    assert told == Told(told=2, unreachable=1)
    found = Notice.objects.get(user=user)
    assert (found.title, found.body, found.url, found.urgent) == ("三楼漏水", "东侧卫生间", "/repairs/job/5/", True)
    assert Notice.objects.filter(user=with_account.user).count() == 1


def test_one_person_may_be_named_alone_and_twice_is_once() -> None:
    user = accounts.user()
    assert notify(user, "一").told == 1
    assert notify([user, Person(name="同一个人", user=user)], "二").told == 1


def test_who_left_and_the_program_itself_are_not_told() -> None:
    gone = accounts.user()
    gone.is_active = False
    assert notify([gone, system_user()], "开会") == Told(0, 2)
    assert notify([], "开会") == Told(0, 0)


def test_what_waits_unread_is_not_told_again_until_it_was_read() -> None:
    user, other = accounts.user(), accounts.user()

    def waiting(*, url: str = "/a/") -> tuple[int, int]:
        rows = Notice.objects.filter(title="请验收", url=url)
        return rows.filter(user=user).count(), rows.filter(user=other).count()

    notify([user], "请验收", url="/a/")
    notify([user, other], "请验收", url="/a/")
    assert waiting() == (1, 1)
    notify([user], "请验收", url="/b/")
    assert waiting(url="/b/") == (1, 0)
    services.notice_read_all(user, until=Notice.objects.latest("pk").pk, now=timezone.now())
    notify([user, other], "请验收", url="/a/")
    assert waiting() == (2, 1)


def test_what_is_undone_is_never_told() -> None:
    user = accounts.user()
    with transaction.atomic():
        notify(user, "已经派工")
        transaction.set_rollback(True)
    assert unread_count(user) == 0


def test_telling_many_takes_as_many_queries_as_telling_one() -> None:
    users = [accounts.user() for _n in range(60)]
    with CaptureQueriesContext(connection) as one:
        notify(users[0], "一个人")
    with CaptureQueriesContext(connection) as many:
        notify(users, "全校停水", url="/x/")
    assert len(one) == len(many) == 1
    assert Notice.objects.filter(title="全校停水").count() == 60


@pytest.mark.parametrize(
    "url", ["https://example.org/", "//example.org/", "javascript:alert(1)", "repairs/", "/" * 301]
)
def test_a_notice_leads_nowhere_but_into_this_site(url: str) -> None:
    with pytest.raises(ValueError, match="path of this site"):
        notify(accounts.user(), "点这里", url=url)


def test_a_kind_nobody_declared_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ImproperlyConfigured, match="no kind of notice 'gossip'"):
        notify(accounts.user(), "听说", kind="gossip")


def test_titles_are_one_line_and_kept_in_the_schools_language() -> None:
    user = accounts.user()
    with translation.override("en"):
        notify(user, _("消息设置"))
    assert Notice.objects.get(user=user).title == "消息设置"
    notify(user, "报修\r\nBcc: all@example.org " + "很长" * 100)
    title = Notice.objects.filter(user=user).latest("pk").title
    assert "\n" not in title
    assert "\r" not in title
    assert len(title) == 120


def test_the_bell_counts_no_further_than_ninety_nine() -> None:
    user = accounts.user()
    Notice.objects.bulk_create([Notice(user=user, kind="general", title=str(n), at=timezone.now()) for n in range(130)])
    notify(accounts.user(), "别人的")
    assert unread_count(user) == 99


def test_who_has_the_record_before_him_has_read_what_was_said_about_it() -> None:
    user, other, room = accounts.user(), accounts.user(), places.place()
    notify([user, other], "这里漏水", about=room)
    notify(user, "别的事")
    assert notice_seen(user, room, now=timezone.now()) == 1
    assert unread_count(user) == 1
    assert unread_count(other) == 1
    with CaptureQueriesContext(connection) as seen:
        assert notice_seen(user, room, now=timezone.now()) == 0
    assert len(seen) == 1  # nothing to write: no write


def test_what_was_read_long_ago_is_cleared_and_what_waits_is_kept() -> None:
    user, now = accounts.user(), timezone.now()
    old, fresh, waiting = (now - timezone.timedelta(days=d) for d in (181, 179, 400))
    for title, read_at in (("旧", old), ("新", fresh), ("没看", None)):
        Notice.objects.create(user=user, kind="general", title=title, at=waiting, read_at=read_at)
    assert services.trim(now=now) == 1
    assert set(Notice.objects.values_list("title", flat=True)) == {"新", "没看"}
    assert services.trim(now=now) == 0


def test_about_names_the_record(clerk: Any) -> None:
    room = places.place()
    notify(clerk, "这里漏水", about=room)
    found = Notice.objects.get(user=clerk)
    assert (found.target, found.target_id) == ("places.place", room.pk)
