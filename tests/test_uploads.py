"""Clever uploads and written markup: text and files, wherever they are shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lvye.kernel.files.tests import make as files
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from tests.addresses import Address, let_go

pytestmark = pytest.mark.django_db


def is_door(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(settings.LOGIN_URL)


# --- uploads --------------------------------------------------------------------------------------------------------

HTML = b"<!doctype html><html><body><script>alert(document.cookie)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ACTIVE = [
    ("page.html", HTML, "text/html"),
    ("photo.jpg", HTML, "image/jpeg"),
    ("photo.png", SVG, "image/png"),
    ("drawing.svg", SVG, "image/svg+xml"),
    ("paper.pdf", HTML, "application/pdf"),
    ("words.txt", HTML, "text/plain"),
    ("page.xhtml", HTML, "application/xhtml+xml"),
    ("script.js", b"alert(1)", "text/javascript"),
]


@pytest.mark.parametrize(("name", "content", "kind"), ACTIVE, ids=[name for name, _c, _k in ACTIVE])
def test_an_active_page_is_refused_or_only_ever_saved(may_all: Client, name: str, content: bytes, kind: str) -> None:
    from lvye.kernel.files.api import Attachment

    place = places.place()
    upload = SimpleUploadedFile(name, content, kind)
    answer = may_all.post(reverse("files:add", args=["places.place", place.pk]), {"file": upload, "kind": "paper"})
    kept = Attachment.objects.first()
    if kept is None:
        assert answer.status_code == 400
        return
    assert answer.status_code == 302
    served = may_all.get(reverse("files:file", args=[kept.pk]))
    assert served["Content-Disposition"].startswith("attachment")
    assert "html" not in served["Content-Type"]
    assert "svg" not in served["Content-Type"]
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]
    let_go(served)


def test_a_picture_is_shown_in_a_cage(may_all: Client) -> None:
    kept = files.attachment()
    served = may_all.get(reverse("files:file", args=[kept.pk]))
    assert served["Content-Type"] == "image/jpeg"
    assert served["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in served["Cache-Control"]
    let_go(served)


@pytest.mark.parametrize("path", ["files/../secret_key", "../secret_key", "static/../../secret_key", "media/x"])
def test_no_address_reads_the_home_of_the_installation(client: Client, path: str) -> None:
    (settings.LVYE_HOME / "secret_key").write_text("the key")
    answer = client.get(f"/{path}")
    assert answer.status_code in (302, 404)
    assert b"the key" not in answer.content


# --- words ----------------------------------------------------------------------------------------------------------


def test_what_people_write_is_text_wherever_it_is_shown(may_all: Client) -> None:
    place = places.place(name="<img src=x onerror=alert(1)>")
    people.person(name="<script>alert(1)</script>")
    for url in ("/places/place/", f"/places/place/{place.pk}/", f"/places/place/{place.pk}/edit/", "/people/person/",
                f"/places/place/{place.pk}/?as=print", "/search/?q=alert", "/papers/labels/"):  # fmt: skip
        text = may_all.get(url).content.decode()
        assert "<img src=x" not in text, url
        assert "<script>alert" not in text, url


def test_djangos_check_finds_nothing() -> None:
    call_command("check", fail_level="WARNING")


def test_an_address_is_known_by_its_route() -> None:
    assert Address("a/<int:pk>/b/<slug:step>/", "places.place", (), print).url({"places.place": 7}) == "/a/7/b/close/"
