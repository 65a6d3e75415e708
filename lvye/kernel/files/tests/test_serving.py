"""Who is handed a file, and how: through the record's own rows and right, or a key for this very record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import signing
from django.core.signals import request_finished
from django.db import close_old_connections
from django.utils import timezone

from lvye.kernel.accounts.api import system_user
from lvye.kernel.files import api as files
from lvye.kernel.files import keys, store
from lvye.kernel.files.tests import make
from lvye.kernel.places.api import Place
from lvye.kernel.places.tests import make as places
from lvye.kernel.registers.api import registers
from lvye.kernel.rules.api import rule_set

pytestmark = pytest.mark.django_db
VIEW = "places.view_place"


class Asking:
    """A browser that reads what it is sent and closes it."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.force_login, self.logout = client.force_login, client.logout

    def get(self, address: str, how: str = "get", **more: Any) -> Any:
        answer = getattr(self.client, how)(address, **more)
        answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        request_finished.disconnect(close_old_connections)  # it would close the test's own transaction
        answer.close()
        request_finished.connect(close_old_connections)
        return answer


@pytest.fixture
def browser(client: Any) -> Asking:
    return Asking(client)


@pytest.fixture
def hidden() -> Any:
    """For the length of a test the rows of places end before this number."""
    reg = registers["places.place"]
    original = reg.scope

    def hide(pk: int) -> None:
        object.__setattr__(reg, "scope", lambda rows, user: rows.exclude(pk=pk))

    yield hide
    object.__setattr__(reg, "scope", original)


@pytest.mark.parametrize("of", [files.url, files.thumb_url])
class TestWhoIsHandedAFile:
    """The photo and its thumbnail stand under the same law."""

    def test_nobody_is_told_it_is_not_there(self, browser: Asking, of: Any) -> None:
        assert browser.get(of(make.attachment())).status_code == 404

    def test_without_the_right_it_is_not_there(self, browser: Asking, clerk: Any, of: Any) -> None:
        browser.force_login(clerk)
        assert browser.get(of(make.attachment(actor=clerk))).status_code == 404

    def test_with_another_registers_right_it_is_not_there(
        self, browser: Asking, clerk: Any, allow: Any, of: Any
    ) -> None:
        allow("people.view_person", "files.view_attachment", "places.change_place")
        browser.force_login(clerk)
        assert browser.get(of(make.attachment())).status_code == 404

    def test_with_the_right_but_the_row_out_of_scope_it_is_not_there(
        self, browser: Asking, clerk: Any, allow: Any, hidden: Any, of: Any
    ) -> None:
        allow(VIEW)
        browser.force_login(clerk)
        mine, other = make.attachment(), make.attachment()
        hidden(other.target_id)
        assert browser.get(of(mine)).status_code == 200
        assert browser.get(of(other)).status_code == 404

    def test_with_the_right_it_is_handed_out(self, browser: Asking, clerk: Any, allow: Any, of: Any) -> None:
        allow(VIEW)
        browser.force_login(clerk)
        answer = browser.get(of(make.attachment()))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer.body[:3] == b"\xff\xd8\xff"

    def test_a_key_opens_its_own_record_and_no_other(self, browser: Asking, of: Any) -> None:
        mine, other = make.attachment(), make.attachment()
        key = files.grant(Place.objects.get(pk=mine.target_id))
        assert browser.get(of(mine, key)).status_code == 200
        assert browser.get(of(other, key)).status_code == 404

    def test_a_key_lapses(self, browser: Asking, of: Any) -> None:
        rule_set("files.grant_days", 3, effective_from=timezone.localdate(), why="试", actor=system_user())
        mine = make.attachment()
        record = Place.objects.get(pk=mine.target_id)
        today = timezone.localdate()
        last = files.grant(record, today=today - dt.timedelta(days=3))
        late = files.grant(record, today=today - dt.timedelta(days=4))
        assert browser.get(of(mine, last)).status_code == 200
        assert browser.get(of(mine, late)).status_code == 404

    def test_a_forged_key_opens_nothing(self, browser: Asking, of: Any) -> None:
        mine = make.attachment()
        key = files.grant(Place.objects.get(pk=mine.target_id))
        content = signing.Signer(salt=keys.SALT).unsign_object(key)
        other_salt = signing.Signer(salt="another").sign_object(content)
        for bad in (key[:-1] + ("A" if key[-1] != "A" else "B"), key + "x", "x", ":", other_salt):
            assert browser.get(of(mine, bad)).status_code == 404

    def test_withdrawn_it_is_not_there_for_anybody(self, browser: Asking, clerk: Any, allow: Any, of: Any) -> None:
        made = make.attachment()
        key = files.grant(Place.objects.get(pk=made.target_id))
        files.withdraw(made, actor=system_user())
        allow(VIEW, "files.view_attachment")
        browser.force_login(clerk)
        assert browser.get(of(made)).status_code == 404
        assert browser.get(of(made, key)).status_code == 404

    def test_it_is_only_read_by_get(self, browser: Asking, clerk: Any, allow: Any, of: Any) -> None:
        allow(VIEW)
        browser.force_login(clerk)
        made = make.attachment()
        assert browser.get(of(made), "post").status_code == 405
        assert browser.get(of(made), "head").status_code == 200


def test_a_key_shows_pictures_and_papers_only_if_it_says_so(browser: Asking) -> None:
    room = places.place()
    invoice = make.attachment(record=room, upload=make.paper(), kind="paper")
    assert browser.get(files.url(invoice, files.grant(room))).status_code == 404
    assert browser.get(files.url(invoice, files.grant(room, kinds=("paper",)))).status_code == 200


def test_a_key_is_the_same_all_day_so_that_browsers_keep_what_they_loaded() -> None:
    room = places.place()
    assert files.grant(room) == files.grant(room)
    assert files.grant(room) != files.grant(room, today=timezone.localdate() + dt.timedelta(days=1))


def test_an_attachment_on_a_record_without_register_is_not_handed_out(browser: Asking, clerk: Any, allow: Any) -> None:
    made = make.attachment()
    type(made).objects.filter(pk=made.pk).update(target="gone.thing")
    allow(VIEW, "gone.view_thing")
    browser.force_login(clerk)
    assert browser.get(files.url(made)).status_code == 404


@pytest.mark.parametrize(
    ("upload", "kind", "media_type", "disposition"),
    [
        (make.photo("三楼 灯.jpg"), "photo", "image/jpeg", "inline"),
        (make.paper(), "paper", "application/pdf", "inline"),
        (make.paper("清单.docx", make.docx()), "paper", None, "attachment"),
        (make.paper("清单.xlsx", make.xlsx()), "paper", None, "attachment"),
        (make.paper("说明.txt", "灯".encode()), "paper", "text/plain; charset=utf-8", "attachment"),
    ],
)
def test_only_pictures_and_pdfs_are_shown_in_the_browser(
    browser: Asking, clerk: Any, allow: Any, upload: Any, kind: str, media_type: str | None, disposition: str
) -> None:
    allow(VIEW)
    browser.force_login(clerk)
    upload.seek(0)
    made = make.attachment(upload=upload, kind=kind)
    answer = browser.get(files.url(made))
    assert answer["Content-Disposition"].startswith(f"{disposition};")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert media_type in (None, answer["Content-Type"])
    assert "script-src 'self'" not in answer["Content-Security-Policy"]
    assert "private" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


def test_what_a_browser_has_is_not_sent_again_but_the_right_is_asked_again(
    browser: Asking, clerk: Any, allow: Any
) -> None:
    allow(VIEW)
    browser.force_login(clerk)
    made = make.attachment()
    etag = browser.get(files.url(made))["ETag"]
    again = browser.get(files.url(made), headers={"If-None-Match": etag})
    assert (again.status_code, again.body) == (304, b"")
    assert "private" in again["Cache-Control"]
    browser.logout()
    assert browser.get(files.url(made), headers={"If-None-Match": etag}).status_code == 404


def test_bytes_that_are_gone_are_a_page_not_found(browser: Asking, clerk: Any, allow: Any) -> None:
    allow(VIEW)
    browser.force_login(clerk)
    looked_at, never = make.attachment(), make.attachment()
    assert browser.get(files.thumb_url(looked_at)).status_code == 200
    for made in (looked_at, never):
        store.path_of(made.stored.sha256).unlink()
        assert browser.get(files.url(made)).status_code == 404
    assert browser.get(files.thumb_url(looked_at)).status_code == 200, "it was drawn when it was looked at"
    assert browser.get(files.thumb_url(never)).status_code == 404


def test_a_paper_has_no_thumbnail(browser: Asking, clerk: Any, allow: Any) -> None:
    allow(VIEW)
    browser.force_login(clerk)
    made = make.attachment(upload=make.paper(), kind="paper")
    assert browser.get(f"/files/{made.pk}/thumb/").status_code == 404


def test_the_register_of_attachments_lists_those_on_records_one_may_see(clerk: Any, allow: Any, hidden: Any) -> None:
    mine, other = make.attachment(), make.attachment()
    reg = registers["files.attachment"]
    assert not reg.rows(allow("files.view_attachment")).exists()
    user = allow(VIEW)
    assert set(reg.rows(user)) == {mine, other}
    hidden(other.target_id)
    assert set(reg.rows(user)) == {mine}
