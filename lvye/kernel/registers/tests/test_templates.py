"""The pages of the frame, drawn with few rows, many, none, long names and hostile words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from lvye.kernel.accounts.api import User
from lvye.kernel.registers import frame, pwa
from lvye.kernel.registers.templatetags.frame import icon_names

from . import pages

STATIC = Path(settings.PACKAGE) / "static"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HAN = re.compile(r"[\u4e00-\u9fff]")
FORBIDDEN = re.compile(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


class Reader(HTMLParser):
    """Follows the tags of a page: what was opened must be closed, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.unnamed: list[str] = []
        self.feed(html)
        self.wrong += [f"never closed: {tag}" for tag in self.stack]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.append(str(found["id"]))
        if tag == "img" and "alt" not in found:
            self.unnamed.append(str(found))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass  # <use/>, <path/>

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack[-1] != tag:
            self.wrong.append(f"</{tag}> inside {self.stack[-3:]}")
        else:
            self.stack.pop()


@pytest.mark.parametrize("name", pages.PAGES)
def test_a_page_is_sound_html_with_nothing_inline(name: str) -> None:
    html = pages.drawn(name)
    read = Reader(html)
    assert read.wrong == []
    assert read.unnamed == []
    assert sorted(set(read.ids)) == sorted(read.ids), "an id is there twice"
    assert not FORBIDDEN.search(html)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", html)
    assert "{%" not in html
    assert "{#" not in html


@pytest.mark.parametrize("name", pages.PAGES)
def test_every_picture_a_page_draws_is_in_the_sprite(name: str) -> None:
    drawn = set(re.findall(r"#i-([a-z]+)", pages.drawn(name)))
    assert drawn <= icon_names()


def test_every_picture_a_template_names_is_in_the_sprite() -> None:
    texts = (file.read_text("utf-8") for file in Path(settings.PACKAGE).rglob("templates/**/*.html"))
    assert {name for text in texts for name in re.findall(r'{% icon "([^"]+)"', text)} <= icon_names()


def test_of_two_places_of_the_menu_the_nearer_one_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    near, far = (frame._Place("safety", 1, "", url, "list", None) for url in ("/fire/drill/new/", "/fire/"))
    monkeypatch.setattr(frame.waiting, "kept", lambda _user, _ask: {"safety": [far, near]})
    monkeypatch.setattr(frame, "_menu_words", lambda _language: dict.fromkeys(("safety", near.url, far.url), ">x"))
    assert re.findall(r'<a href="([^"]+)" aria-current', frame.navigation_html("/fire/drill/new/", None)) == [near.url]
    assert re.findall(r'<a href="([^"]+)" aria-current', frame.navigation_html("/fire/device/7/", None)) == [far.url]


@pytest.mark.parametrize("name", [name for name in pages.PAGES if name not in {"table", "hits"}])
def test_a_page_shows_itself_as_the_person_likes_it(name: str) -> None:
    html = pages.drawn(name, theme="dark", elder=True)
    assert 'data-theme="dark" data-size="elder"' in html


def test_what_a_user_wrote_is_never_read_as_html() -> None:
    evil = '<img src=x onerror="alert(1)">'
    seen = {
        "registers/detail.html": pages.record(title=evil, subtitle=evil, problem=evil),
        "registers/list.html": pages.listing([], q=evil, query={"q": evil, "on.place": evil}),
        "registers/search.html": {"q": evil, "found": []},
        "registers/form.html": pages.FORM | {"form": pages.JobForm({"what": evil, "words": evil}), "title": evil},
        "registers/import.html": {"reg": pages.REG, "outcome": pages.OUTCOME | {"filename": evil, "notes": [evil]}},
    }
    for template, context in seen.items():
        html = render_to_string(template, pages.around() | context, RequestFactory().get("/"))
        assert "<img src=x" not in html, template
        assert "&lt;img src=x" in html, template


def test_the_part_of_a_list_brings_what_changes_around_it() -> None:
    part = pages.drawn("table")
    assert "<html" not in part
    assert part.count("hx-swap-oob") == 4  # count, acts, chips, sort
    assert "hx-swap-oob" not in pages.drawn("list")


def test_an_empty_list_says_what_it_is_for_and_offers_the_first_step() -> None:
    html = pages.drawn("list-none")
    assert pages.REG.empty in html
    assert 'href="/new/"' in html
    assert 'href="/import/"' in html


def test_a_list_without_a_hit_leads_back_to_all() -> None:
    html = pages.drawn("list-nothing-found")
    assert "没有这样的记录" in html
    assert 'href="/repairs/job/"' in html


def test_a_list_keeps_what_it_was_narrowed_by_when_the_filters_are_sent() -> None:
    assert '<input type="hidden" name="on.place" value="7">' in pages.drawn("list")


def test_a_refusal_stands_beside_its_field_and_what_was_typed_stays() -> None:
    html = pages.drawn("form-refused")
    refusal = html.index("最多 40 个字，现在有 50 个。")
    assert html.index('name="what"') < refusal < html.index('name="words"')
    assert 'value="三块"' in html, "what is no number is kept as well"
    assert "data-refused" in html


def test_a_number_shows_its_unit_and_a_field_one_may_leave_says_so() -> None:
    html = pages.drawn("form")
    assert '<span class="muted">分钟</span>' in html
    assert "可不填" in html


def test_what_is_behind_more_opens_by_itself_when_it_is_wrong() -> None:
    class Short(pages.JobForm):
        note = pages.forms.CharField(label="备注")

    def html(form: pages.forms.Form) -> str:
        return render_to_string("registers/form.html", pages.around() | pages.FORM | {"form": form})

    assert '<details class="more" open>' in html(Short({"note": ""}))
    assert '<details class="more">' in html(Short())


def test_an_import_says_row_column_value_and_reason_and_offers_nothing_else() -> None:
    html = pages.drawn("import-refused")
    for word in ("14", "报修日期", "2月30日", "没有这一天"):
        assert word in html
    assert 'name="token"' not in html
    assert 'name="token"' in pages.drawn("import-ready")


def test_the_error_page_of_a_broken_server_needs_nothing() -> None:
    html = render_to_string("500.html")
    assert "系统出了问题" in html
    assert Reader(html).wrong == []


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
def test_an_error_speaks_english_to_who_reads_english(template: str) -> None:
    with translation.override("en"):
        html = render_to_string(template, {"school_name": "A school"})
    assert HAN.search(html) is None


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_told_in_words_with_a_way_out(client: Client) -> None:
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


@pytest.mark.django_db
def test_the_sign_in_page_asks_for_name_and_password_and_sends_nobody_to_register(client: Client) -> None:
    html = client.get("/accounts/login/").content.decode()
    assert 'name="login"' in html
    assert 'name="password"' in html
    assert "/accounts/signup/" not in html
    assert Reader(html).wrong == []


@pytest.mark.django_db
def test_a_wrong_password_is_refused_in_one_sentence_and_the_name_stays(client: Client) -> None:
    html = client.post("/accounts/login/", {"login": "王晓", "password": "x"}).content.decode()
    assert "用户名或密码不对" in html
    assert 'value="王晓"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/2fa/", "/accounts/password/set/", "/accounts/logout/", "/me/"])
def test_the_pages_of_the_keys_are_in_the_frame_of_the_house(client: Client, clerk: object, path: str) -> None:
    client.force_login(clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
    html = client.get(path).content.decode()
    assert 'class="shell"' in html
    assert Reader(html).wrong == []
    assert not FORBIDDEN.search(html)


@pytest.mark.django_db
def test_a_new_password_is_refused_with_what_is_wrong_with_it(client: Client) -> None:
    user = User.objects.create_user("keeper", name="李芳", password="camphor-tree-7")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = {"oldpassword": "camphor-tree-7", "password1": "12345", "password2": "12345"}
    html = client.post("/accounts/password/change/", typed).content.decode()
    assert "太短了，至少要 8 个字符。" in html
    assert "不能全是数字" in html


@pytest.mark.django_db
def test_the_phone_finds_its_app_its_worker_and_the_page_for_no_network(client: Client) -> None:
    described = client.get("/manifest.webmanifest").json()
    assert described["display"] == "standalone"
    for icon in described["icons"]:
        assert finders.find(icon["src"].removeprefix(settings.STATIC_URL))
    worker = client.get("/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert b"importScripts" in worker.content
    assert "没有网络" in client.get("/offline/").content.decode()


def test_all_the_worker_keeps_is_there() -> None:
    assert [name for name in pwa.SHELL if finders.find(name) is None] == []


def test_every_script_a_page_announces_can_be_attached() -> None:
    announced = re.findall(r'rel="lv-module" href="/static/([^"]+)"', pages.drawn("list"))
    assert len(announced) == 13
    for name in announced:
        found = finders.find(name)
        assert found, name
        assert "export function attach(" in Path(found).read_text(encoding="utf-8")


def test_every_word_a_script_reads_from_the_page_is_given() -> None:
    page = pages.drawn("list")
    given = {re.sub(r"-([a-z])", lambda m: m[1].upper(), name) for name in re.findall(r'data-([a-z-]+)="', page)}
    for script in (STATIC / "js").glob("*.js"):
        wanted = set(re.findall(r"\bwords\.([a-zA-Z]+)", script.read_text(encoding="utf-8")))
        assert wanted <= given, script.name
