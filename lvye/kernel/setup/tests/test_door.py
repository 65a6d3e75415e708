"""Who may begin: whoever sits at the machine, or reads the code on its terminal."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from lvye.kernel.accounts.api import User
from lvye.kernel.setup.doorkey import TRIES, code_text, holds

from .conftest import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.engineless, pytest.mark.usefixtures("as_committed")]

ELSEWHERE = [
    pytest.param({"REMOTE_ADDR": "192.168.1.7"}, id="another machine, whatever name it asks for"),
    pytest.param({"HTTP_HOST": "lvye.school.example"}, id="another name"),
    pytest.param({"HTTP_X_FORWARDED_FOR": "192.168.1.7"}, id="passed on by a proxy"),
    pytest.param({"HTTP_FORWARDED": "for=192.168.1.7"}, id="passed on, said in the newer way"),
]


@pytest.mark.parametrize("name", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_at_the_machine_itself_no_code_is_asked_for(here: Any, name: str) -> None:
    assert here.get("/setup/who/", HTTP_HOST=name).status_code == 200
    assert here.get("/setup/code/", HTTP_HOST=name)["Location"] == "/setup/"


@pytest.mark.parametrize("surroundings", ELSEWHERE)
def test_from_elsewhere_the_first_step_opens_after_the_code(
    here: Any, settings: Any, surroundings: dict[str, str]
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert here.get("/setup/who/", **surroundings)["Location"] == "/setup/code/"
    assert here.post("/setup/who/", WORDS, **surroundings)["Location"] == "/setup/code/"
    assert not User.objects.filter(username=WORDS["username"]).exists()
    wrong = here.post("/setup/code/", {"code": "AAAA-AAAA"}, **surroundings)
    assert wrong.status_code == 400
    assert "口令不对" in wrong.content.decode()
    assert here.get("/setup/who/", **surroundings)["Location"] == "/setup/code/"
    right = here.post("/setup/code/", {"code": code_text().lower().replace("-", " ")}, **surroundings)
    assert right["Location"] == "/setup/"
    assert here.get("/setup/who/", **surroundings).status_code == 200
    assert here.post("/setup/who/", WORDS, **surroundings)["Location"] == "/setup/school/"


def test_a_school_with_an_address_of_its_own_asks_even_the_machine_itself(here: Any, settings: Any) -> None:
    """A proxy on the same machine may hide that a visitor comes from elsewhere."""
    settings.BASE_URL = "https://lvye.school.example"
    assert here.get("/setup/who/")["Location"] == "/setup/code/"


def test_guessing_is_stopped_and_then_even_the_right_code_waits(here: Any) -> None:
    away = {"REMOTE_ADDR": "192.168.1.7"}
    for _ in range(TRIES):
        assert here.post("/setup/code/", {"code": "AAAA-AAAA"}, **away).status_code == 400
    assert here.post("/setup/code/", {"code": code_text()}, **away).status_code == 429
    other = {"REMOTE_ADDR": "192.168.1.8"}
    assert here.post("/setup/code/", {"code": code_text()}, **other).status_code == 302


def test_the_code_is_kept_for_its_owner_alone_and_goes_when_it_was_used(here: Any, settings: Any) -> None:
    first = code_text()
    file = Path(settings.LVYE_HOME) / "setup_code"
    assert code_text() == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.glob("setup_code*")] == ["setup_code"]
    here.post("/setup/who/", WORDS)
    assert not file.exists()
    assert code_text() != first


@pytest.mark.parametrize("typed", ["", "-", "AAAAAAAA", "口令", "\x00", "A" * 20])
def test_no_other_word_opens_the_door(settings: Any, typed: str) -> None:
    assert not holds(typed)


def test_once_there_is_a_sign_in_neither_door_nor_first_step_opens_again(founder: Any) -> None:
    code = code_text()
    founder.logout()
    away = {"REMOTE_ADDR": "192.168.1.7"}
    assert founder.post("/setup/code/", {"code": code}, **away)["Location"] == "/setup/"
    assert founder.get("/setup/who/", **away)["Location"] == "/setup/"
    stranger = WORDS | {"username": "stranger"}
    assert founder.post("/setup/who/", stranger)["Location"] == "/setup/"
    assert not User.objects.filter(username="stranger").exists()
