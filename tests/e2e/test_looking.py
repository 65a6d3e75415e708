"""What is looked at on every page is really seen: each fault is made on purpose, and noticed."""

from __future__ import annotations

import pytest

from .people import PHONE, School

FAULTS = {
    "something that sticks out": "document.querySelector('main').style.width = '900px'",
    "a style the policy refuses": "document.querySelector('main').setAttribute('style', 'color: red')",
    "a picture without words": "document.querySelector('main').append(new Image(40, 40))",
    "a field without label": "document.querySelector('main').append(document.createElement('input'))",
    "a button too low for a thumb": "Object.assign(document.querySelector('.btn').style, {minHeight: 0, height: 0})",
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_a_page_is_noticed(school: School, fault: str) -> None:
    visitor = school.visitor(PHONE)
    visitor.open("/accounts/login/")
    visitor.look()
    visitor.page.evaluate(fault)
    with pytest.raises(AssertionError):
        visitor.look()
    visitor.open("/accounts/login/")
    visitor.complaints.clear()


def test_a_page_without_its_style_is_noticed(school: School) -> None:
    visitor = school.visitor(PHONE)
    visitor.context.route("**/*.css", lambda route: route.abort())
    visitor.open("/accounts/login/")
    with pytest.raises(AssertionError):
        visitor.look()


def test_a_script_that_fails_and_a_file_that_lacks_are_noticed(school: School) -> None:
    visitor = school.visitor(PHONE)
    visitor.open("/accounts/login/")
    visitor.page.evaluate("new Promise((go) => { setTimeout(() => { setTimeout(go); throw new Error('oh'); }); })")
    assert any("oh" in said for said in visitor.complaints)
    visitor.complaints.clear()
    with visitor.page.expect_response("**/static/no-such.png"):
        visitor.page.evaluate(
            "document.querySelector('main').append(Object.assign(new Image(), {src: '/static/no-such.png'}))"
        )
    assert any("no-such.png" in said for said in visitor.complaints)
    visitor.complaints.clear()
