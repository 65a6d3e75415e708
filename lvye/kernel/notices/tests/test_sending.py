"""From outbox to mail: at once or in the morning, within the quiet hours' law, again when it failed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.accounts.tests import make as accounts
from lvye.kernel.notices import sending, services
from lvye.kernel.notices.api import ChannelError, Message, channels, failed, notify
from lvye.kernel.notices.models import Delivery, Notice, Personal, Preference

pytestmark = pytest.mark.django_db
ZONE = timezone.get_default_timezone()
NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=ZONE)
MORNING = dt.datetime(2026, 3, 3, 7, 0, tzinfo=ZONE)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def user() -> User:
    made = accounts.user()
    User.objects.filter(pk=made.pk).update(email="teacher@school.invalid")
    made.refresh_from_db()
    return made


def wish(user: User, cadence: str, kind: str = "general") -> None:
    Preference.objects.create(user=user, kind=kind, channel="mail", cadence=cadence)


def tell(user: User, title: str, *, urgent: bool = False, now: dt.datetime = NOON) -> None:
    notify(user, title, "只在程序里看的内容", "/repairs/job/5/", urgent=urgent, now=now)


def test_an_urgent_message_goes_by_mail_within_the_minute_with_title_and_link_alone(user: User, settings: Any) -> None:
    settings.BASE_URL = "https://lvye.school.invalid"
    tell(user, "三楼漏水", urgent=True)
    assert sending.send(now=NOON + MINUTE) == 1
    (sent,) = mail.outbox
    assert sent.to == ["teacher@school.invalid"]
    assert sent.subject == "【急】三楼漏水"
    assert f"https://lvye.school.invalid/notices/{Notice.objects.get().pk}/" in sent.body
    assert "只在程序里看的内容" not in sent.body
    assert user.name not in sent.body
    assert sending.send(now=NOON + 2 * MINUTE) == 0
    assert len(mail.outbox) == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.sent_at, delivery.tries) == ("sent", NOON + MINUTE, 1)


def test_the_rest_comes_as_one_mail_in_the_morning(user: User) -> None:
    for number in range(3):
        tell(user, f"事情{number}")
    assert sending.send(now=NOON + MINUTE) == 0
    assert sending.send(now=MORNING - MINUTE) == 0
    assert sending.send(now=MORNING) == 3
    (sent,) = mail.outbox
    assert sent.subject == "绿叶：3 条新消息"
    assert sent.body.index("事情0") < sent.body.index("事情2")
    assert "/notices/preferences/" in sent.body


def test_a_day_with_very_many_messages_is_one_mail_that_says_how_many_more(user: User) -> None:
    for number in range(35):
        tell(user, f"事情{number}")
    assert sending.send(now=NOON) == 0
    assert sending.send(now=MORNING) == 35
    (sent,) = mail.outbox
    assert "还有 5 条" in sent.body
    assert "事情34" not in sent.body


def test_what_was_read_meanwhile_is_not_mailed(user: User) -> None:
    tell(user, "看过的")
    tell(user, "没看的")
    sending.send(now=NOON)
    services.notice_read(Notice.objects.get(title="看过的"), now=NOON)
    assert sending.send(now=MORNING) == 1
    assert mail.outbox[0].subject == "没看的"
    assert Delivery.objects.get(notice__title="看过的").state == "dropped"


@pytest.mark.parametrize(
    ("cadence", "urgent", "at_once", "in_the_morning"),
    [("now", False, 1, 0), ("now", True, 1, 0), ("daily", False, 0, 1), ("daily", True, 1, 0), ("never", True, 0, 0)],
)
def test_each_gets_it_as_he_wishes(user: User, cadence: str, urgent: bool, at_once: int, in_the_morning: int) -> None:
    wish(user, cadence)
    tell(user, "一件事", urgent=urgent)
    assert sending.send(now=NOON) == at_once
    assert sending.send(now=MORNING) == in_the_morning


def test_without_an_address_or_an_account_nothing_is_mailed(user: User) -> None:
    nobody = accounts.user()
    tell(nobody, "没有邮箱", urgent=True)
    tell(user, "已经离校", urgent=True)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert sending.send(now=NOON) == 0
    assert not Delivery.objects.exists()
    assert not Notice.objects.filter(routed_at=None).exists()


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("21:59", "2026-03-02 21:59"),
        ("22:00", "2026-03-03 06:30"),
        ("23:30", "2026-03-03 06:30"),
        ("05:00", "2026-03-02 06:30"),
        ("06:30", "2026-03-02 06:30"),
        ("12:00", "2026-03-02 12:00"),
    ],
)
def test_quiet_hours_may_cross_midnight(clock: str, expected: str) -> None:
    personal = Personal(quiet_from=dt.time(22), quiet_to=dt.time(6, 30))
    now = dt.datetime.combine(NOON.date(), dt.time.fromisoformat(clock), tzinfo=ZONE)
    assert f"{timezone.localtime(sending.after_quiet(personal, now)):%Y-%m-%d %H:%M}" == expected


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    rest = Personal(quiet_from=dt.time(12), quiet_to=dt.time(14))
    assert sending.after_quiet(rest, NOON) == NOON + dt.timedelta(hours=2)
    assert sending.after_quiet(rest, NOON - MINUTE) == NOON - MINUTE
    assert sending.after_quiet(Personal(), NOON) == NOON
    assert sending.after_quiet(None, NOON) == NOON


def test_quiet_hours_hold_back_what_is_not_urgent(user: User) -> None:
    wish(user, "now")
    Personal.objects.create(user=user, quiet_from=dt.time(12), quiet_to=dt.time(14))
    tell(user, "不急")
    tell(user, "急", urgent=True)
    assert sending.send(now=NOON) == 1
    assert sending.send(now=NOON + dt.timedelta(hours=2)) == 1
    assert [m.subject for m in mail.outbox] == ["【急】急", "不急"]


def test_the_mail_speaks_the_language_its_reader_chose(user: User) -> None:
    Personal.objects.create(user=user, language="en")
    tell(user, "一")
    tell(user, "二")
    sending.send(now=NOON)
    sending.send(now=MORNING)
    assert mail.outbox[0].subject == "Lvye: 2 new messages"


class Shaky:
    """A channel whose server is down until it is mended: a second way beside mail, as others will be."""

    name = "shaky"
    label = "群机器人"

    def __init__(self) -> None:
        self.down = True
        self.brought: list[tuple[int, Message]] = []

    def reaches(self, user: User) -> bool:
        return True

    def send(self, user: User, message: Message) -> None:
        if self.down:
            raise ChannelError("connection refused")
        self.brought.append((user.pk, message))


@pytest.fixture
def shaky() -> Iterator[Shaky]:
    with channels.with_item("shaky", Shaky()) as made:
        yield made


def test_what_failed_is_tried_again_later_and_arrives_once(shaky: Shaky) -> None:
    nobody = accounts.user()
    tell(nobody, "漏水", urgent=True)
    assert sending.send(now=NOON) == 0
    assert sending.send(now=NOON + 4 * MINUTE) == 0
    delivery = Delivery.objects.get()
    assert (delivery.tries, delivery.error, delivery.due_at) == (1, "connection refused", NOON + 5 * MINUTE)
    shaky.down = False
    assert sending.send(now=NOON + 5 * MINUTE) == 1
    assert sending.send(now=NOON + 6 * MINUTE) == 0
    assert [user for user, _message in shaky.brought] == [nobody.pk]
    assert Delivery.objects.get().error == ""


def test_after_five_tries_it_is_given_up_and_the_doctor_is_told(shaky: Shaky) -> None:
    tell(accounts.user(), "漏水", urgent=True)
    now = NOON
    for _n in range(12):
        sending.send(now=now)
        now += dt.timedelta(hours=5)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == ("failed", 5)
    assert list(failed()) == [delivery]
    shaky.down = False
    assert sending.send(now=now) == 0


def test_one_channel_that_is_down_does_not_hold_up_another(user: User, shaky: Shaky) -> None:
    tell(user, "漏水", urgent=True)
    assert sending.send(now=NOON) == 1
    assert len(mail.outbox) == 1
    assert Delivery.objects.get(channel="shaky").state == "waiting"


def test_a_channel_that_is_gone_is_a_failure_with_its_name(shaky: Shaky) -> None:
    tell(accounts.user(), "漏水", urgent=True)
    sending.route(now=NOON)
    Delivery.objects.update(channel="pigeon")
    sending.send(now=NOON)
    assert "pigeon" in Delivery.objects.get().error


def test_a_refusing_mail_server_is_a_failure_with_its_words(user: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    tell(user, "漏水", urgent=True)
    assert sending.send(now=NOON) == 0
    delivery = Delivery.objects.get()
    assert delivery.state == "waiting"
    assert "ConnectionRefusedError" in delivery.error


def test_what_another_sender_has_claimed_is_left_to_him(user: User) -> None:
    tell(user, "漏水", urgent=True)
    sending.route(now=NOON)
    group = list(Delivery.objects.select_related("notice__user"))
    Delivery.objects.update(due_at=NOON + sending.CLAIM, tries=1)  # he was faster
    assert sending._send_group(group, NOON) == 0
    assert not mail.outbox


def test_new_wishes_hold_for_what_waits_already(user: User) -> None:
    tell(user, "一件事")
    sending.send(now=NOON)
    assert Delivery.objects.get().due_at == MORNING
    services.preferences_set(user, {("general", "mail"): "never"}, language="zh-hans", quiet_from=None, quiet_to=None)
    assert sending.send(now=MORNING) == 0
    assert not Delivery.objects.exists()
    services.preferences_set(user, {("general", "mail"): "now"}, language="zh-hans", quiet_from=None, quiet_to=None)
    tell(user, "另一件")
    assert sending.send(now=MORNING) == 1


def test_routing_many_takes_as_many_queries_as_routing_one(user: User) -> None:
    counts = []
    tell(user, "先问一次标准")
    sending.route(now=NOON)
    for number in (1, 20):
        for each in range(number):
            tell(user, f"事情{number}-{each}")
            tell(accounts.user(), f"事情{number}-{each}")
        with CaptureQueriesContext(connection) as seen:
            sending.route(now=NOON)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_great_outbox_is_emptied_in_one_go(user: User) -> None:
    now = timezone.now()
    rows = [Notice(user=user, kind="general", title=str(n), at=now, urgent=True) for n in range(sending.BATCH + 20)]
    Notice.objects.bulk_create(rows)
    sending.send(now=NOON)
    assert not Notice.objects.filter(routed_at=None).exists()
    sending.send(now=NOON + MINUTE)
    assert Delivery.objects.filter(state="sent").count() == sending.BATCH + 20
