"""What an upgrade does to a school that is at work."""

from __future__ import annotations

import argparse

import pytest

from lvye.config import commands
from lvye.kernel.accounts.api import system_user
from lvye.kernel.people.models import Post
from lvye.kernel.people.services import post_rights, posts_prepare
from lvye.kernel.places.tests import make as places

pytestmark = pytest.mark.django_db
NEW, TAKEN = "repairs.view_job", "repairs.export_job"


def rights_of_the_director() -> set[str]:
    return set(Post.objects.get(code="director").rights)


def test_standing_posts_get_what_was_declared_since_and_nothing_that_was_taken_away() -> None:
    places.school()
    posts_prepare(system_user())
    director = Post.objects.get(code="director")
    post_rights(director, sorted(rights_of_the_director() - {NEW, TAKEN}), actor=system_user())
    # As it stood before a module that declares NEW was added; TAKEN was offered and taken away by the school.
    Post.objects.filter(pk=director.pk).update(offered=sorted(set(director.offered) - {NEW}))
    assert commands.migrate(argparse.Namespace()) == 0
    assert NEW in rights_of_the_director()
    assert TAKEN not in rights_of_the_director()


def test_an_empty_installation_gets_no_posts_by_an_upgrade() -> None:
    assert commands.migrate(argparse.Namespace()) == 0
    assert not Post.objects.exists()
