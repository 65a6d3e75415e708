"""A finger instead of a password: registered once, then enough to come in."""

from __future__ import annotations

import re

from .people import DESK, PASSWORD, PHONE, School

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_finger_is_registered_and_opens_the_door_without_a_password(school: School, width: int) -> None:
    username = {PHONE: "repairer", DESK: "keeper"}[width]
    person = school.visitor(width, name=username)
    devtools = person.context.new_cdp_session(person.page)
    devtools.send("WebAuthn.enable")
    device = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    home = person.program.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    person.open(f"{home}/accounts/login/?next=/accounts/2fa/webauthn/add/")
    person.page.locator('[name="login"]').fill(username)
    person.page.locator('[name="password"]').fill(PASSWORD)
    with person.page.expect_navigation():
        person.press("登录")
    person.page.locator('[name="password"]').fill(PASSWORD)  # a key to the door is asked for twice
    with person.page.expect_navigation():
        person.press("继续")
    person.page.locator('[name="name"]').fill("我的手机")
    person.page.locator('[name="passwordless"]').check()
    person.look("add")
    with person.page.expect_navigation():
        person.press("开始")
    assert len(devtools.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
    person.open(f"{home}/me/")
    with person.page.expect_navigation():
        person.press("退出")
    person.open(f"{home}/accounts/login/?next=/me/")
    with person.page.expect_navigation():
        person.press("用指纹或面容登录")
    person.page.wait_for_url("**/me/")
    person.see({PHONE: "王德明", DESK: "郑秀兰"}[width])
    assert re.search("localhost", person.page.url)
