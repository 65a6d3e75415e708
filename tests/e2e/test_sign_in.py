"""Coming in and looking round: wrong passwords, lock-out, a new password, large letters, dark pages, English."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .people import DESK, PASSWORD, PHONE, Person, School, sign_in

LOOK = """() => ({
  size: getComputedStyle(document.body).fontSize, back: getComputedStyle(document.body).backgroundColor,
  text: getComputedStyle(document.body).color, theme: document.documentElement.dataset.theme ?? "",
  lang: document.documentElement.lang,
})"""
HAN = re.compile("[\u4e00-\u9fff]")


def try_in(person: Person, username: str, password: str) -> None:
    """Fill in the form and send it; what comes of it is looked at by the caller."""
    person.page.locator('input[name="login"]').fill(username)
    person.page.locator('input[name="password"]').fill(password)
    with person.page.expect_navigation():
        person.press("登录")


def test_a_wrong_password_is_answered_with_a_sentence_and_the_sixth_locks(school: School, width: int) -> None:
    username = {PHONE: "mason", DESK: "media"}[width]
    person = school.visitor(width)
    person.open("/my/jobs/")
    assert "/accounts/login/?next=/my/jobs/" in person.page.url
    person.look("login")
    try_in(person, username, "xinmima-2020")
    note = person.page.get_by_role("alert")
    expect(note).to_be_visible()
    assert HAN.search(note.inner_text())
    expect(person.page.locator('input[name="login"]')).to_have_value(username)
    expect(person.page.locator('input[name="password"]')).to_have_value("")
    person.look("wrong")
    for _try in range(5):
        try_in(person, username, "xinmima-2020")
    person.see("先歇一会儿", "一刻钟后再试")
    person.look("locked")
    person.open("/accounts/login/")
    try_in(person, username, PASSWORD)  # the right one does not help either
    person.see("先歇一会儿")
    other = school.visitor(width, name="another")
    sign_in(other, "climate")  # the others still come in
    other.see("孙海涛")


def test_a_password_is_changed_and_the_old_one_opens_nothing(school: School, width: int) -> None:
    username, fresh = {PHONE: ("deputy", "yizi-zhuozi-7"), DESK: ("carpenter", "muban-luosi-7")}[width]
    person = school.visitor(width, name=username)
    sign_in(person, username)
    person.open("/me/")
    person.press(re.compile("改密码"), role="link")
    person.page.locator('[name="oldpassword"]').fill(PASSWORD)
    person.page.locator('[name="password1"]').fill("12345678")
    person.page.locator('[name="password2"]').fill("12345678")
    person.press("换成新密码")
    expect(person.page.locator('[name="password1"]')).to_have_attribute("aria-invalid", "true")
    person.look("too-easy")
    person.page.locator('[name="oldpassword"]').fill(PASSWORD)
    person.page.locator('[name="password1"]').fill(fresh)
    person.page.locator('[name="password2"]').fill(fresh)
    with person.page.expect_navigation():
        person.press("换成新密码")
    person.open("/")  # still in
    person.open("/me/")
    with person.page.expect_navigation():
        person.press("退出")
    person.open("/me/")
    assert "/accounts/login/" in person.page.url
    try_in(person, username, PASSWORD)
    expect(person.page.get_by_role("alert")).to_be_visible()
    try_in(person, username, fresh)
    person.page.wait_for_url("**/me/")


def test_large_letters_and_the_dark_page_stay_as_they_were_chosen(school: School, width: int) -> None:
    person = school.user("keeper", width)
    person.open("/me/")
    before = person.page.evaluate(LOOK)
    person.press("长辈版，字大")
    person.press(re.compile("^暗$"))
    person.look("me")
    for path in ("/", "/me/", "/report/"):
        person.open(path)
        now = person.page.evaluate(LOOK)
        assert float(now["size"].removesuffix("px")) >= 21 > float(before["size"].removesuffix("px"))
        assert now["theme"] == "dark"
        assert brightness(now["back"]) < 60
        assert brightness(now["text"]) > 180
        person.look("dark-large")
    person.open("/me/")
    person.press("普通")
    person.press(re.compile("^亮$"))
    person.open("/")
    now = person.page.evaluate(LOOK)
    assert (now["size"], now["theme"]) == (before["size"], "light")
    assert brightness(now["back"]) > 200


def brightness(color: str) -> float:
    """0 (black) to 255 (white) of a computed colour."""
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", color)[:3])
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_the_program_speaks_english_to_whoever_chooses_it(school: School, width: int) -> None:
    person = school.visitor(width, name="vice")
    sign_in(person, "vice")
    person.open("/me/")
    with person.page.expect_navigation():
        person.press("English")
    assert person.page.evaluate(LOOK)["lang"].startswith("en")
    person.look("me")
    for path in ("/me/", "/", "/repairs/job/", "/summaries/summary/"):
        person.open(path)
        heads = person.page.locator("h1, h2, th, .tabs5 a, aside nav a, .btn, label").all_inner_texts()
        names = ("周敏", "青禾")
        left = [text for text in heads if HAN.search(text) and not any(name in text for name in names)]
        assert left == [], f"{path}: {left}"
    person.look("summaries")
    person.open("/me/")
    with person.page.expect_navigation():
        person.page.locator('button[name="language"][value="zh-hans"]').click()
    person.see("各项工作" if width == PHONE else "今日工作台")
