"""What every test stands on: no way out of the machine, a home of its own, and the people and places it may ask for."""

import os
import socket
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from conftest import is_local


def test_a_connection_that_leaves_the_machine_fails_the_test():
    with socket.socket() as out, pytest.raises(pytest.fail.Exception, match="tests stay on this machine"):
        out.connect(("192.0.2.1", 443))


@pytest.mark.parametrize(
    ("address", "local"),
    [("/tmp/socket", True), (("127.0.0.1", 80), True), (("::1", 80, 0, 0), True), (("example.org", 80), False)],  # noqa: S108
)
def test_loopback_and_unix_sockets_are_on_this_machine(address, local):
    assert is_local(address) is local


def test_the_data_of_the_checkout_are_not_the_tests_data():
    assert Path(os.environ["LVYE_HOME"]).is_relative_to(tempfile.gettempdir())
    assert settings.STATIC_ROOT.is_relative_to(tempfile.gettempdir())
    assert Path(settings.MEDIA_ROOT) == settings.LVYE_HOME / "files"


def test_allow_gives_exactly_the_named_rights(clerk, allow):
    assert not clerk.has_perm("people.view_person")
    user = allow("people.view_person")
    assert user.has_perm("people.view_person")
    assert not user.has_perm("people.change_person")
    assert allow("people.change_person").has_perm("people.view_person")


def test_the_small_school_is_in_the_middle_of_a_term(school):
    assert school.term.holds(timezone.localdate())
    assert school.room.full_name.startswith(school.building.name)
    assert len({person.pk for person in school.people}) == 3
