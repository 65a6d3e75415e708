"""The quick way to a new database leads to the same place as Django's own."""

from __future__ import annotations

import pytest
from django.apps.registry import Apps
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from lvye.kernel.records.management.commands.migrate import one_at_a_time

pytestmark = pytest.mark.engineless


def state() -> ProjectState:
    known = ProjectState()
    known.add_model(ModelState("school", "Place", [("id", models.AutoField(primary_key=True))]))
    assert isinstance(known.apps, Apps)  # drawn, as in the middle of a migration
    return known


def room() -> ModelState:
    at = models.ForeignKey("school.Place", models.CASCADE)
    return ModelState("school", "Room", [("id", models.AutoField(primary_key=True)), ("at", at)])


def test_a_model_that_is_added_is_drawn_and_finds_what_it_points_to() -> None:
    known = state()
    place = known.apps.get_model("school", "Place")
    with one_at_a_time():
        known.add_model(room())
    assert known.apps.get_model("school", "Place") is place  # not drawn again
    drawn = known.apps.get_model("school", "Room")
    assert drawn._meta.get_field("at").related_model is place
    assert hasattr(place, "room_set")


def test_afterwards_django_goes_its_own_way_again() -> None:
    with pytest.raises(RuntimeError, match="broken off"), one_at_a_time():
        raise RuntimeError("broken off")
    known = state()
    place = known.apps.get_model("school", "Place")
    known.add_model(room())
    assert known.apps.get_model("school", "Place") is not place


def test_a_step_that_needs_drawn_models_before_any_are_there_still_gets_them() -> None:
    known = ProjectState()
    with one_at_a_time():
        known.add_model(ModelState("school", "Place", [("id", models.AutoField(primary_key=True))]))
        assert "apps" not in known.__dict__
        known.add_model(room())
    assert {model._meta.model_name for model in known.apps.get_models()} == {"place", "room"}
