"""What import-linter cannot see: foreign keys by name, apps left out, and that our own contract does its work."""

from configparser import ConfigParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from grimp import ImportGraph

from lints.front_door import FrontDoorContract

pytestmark = pytest.mark.engineless

ROOT = Path(__file__).resolve().parents[1]


def storeys():
    """Package -> height, from the same lists import-linter reads."""
    lists = ConfigParser()
    lists.read(ROOT / ".importlinter", encoding="utf-8")
    names = [f"importlinter:contract:{part}" for part in ("modules", "kernel")]
    layers = [
        [f"{lists[name]['containers']}.{package.strip(' ()')}" for package in line.split("|")]
        for name in names
        for line in lists[name]["layers"].split("\n")
        if line.strip()
    ]
    return {package: height for height, packages in enumerate(reversed(layers)) for package in packages}


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("lvye.")]


def test_foreign_keys_point_down_or_stay_at_home():
    height = {model: storeys()[model._meta.app_config.name] for model in our_models()}
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in height
        for field in model._meta.get_fields()
        if field.concrete and field.related_model in height
        if field.related_model._meta.app_label != model._meta.app_label
        if height[field.related_model] >= height[model]
    ]
    assert len(height) > 5
    assert upward == []


def packages(container):
    return sorted(path.parent.name for path in (ROOT / "lvye" / container).glob("*/__init__.py"))


@pytest.mark.parametrize("container", ["kernel", "modules"])
def test_every_package_is_installed_and_has_its_front_door_and_its_storey(container):
    found = packages(container)
    assert found
    for name in found:
        full = f"lvye.{container}.{name}"
        assert apps.is_installed(full), f"{full} is not in the settings"
        assert find_spec(f"{full}.api"), f"{full} has no api.py"
        assert full in storeys(), f"{full} has no storey in .importlinter"


@pytest.mark.parametrize("name", packages("modules"))
def test_every_module_has_its_parts(name):
    for part in ("models", "register", "services", "tests.make"):
        assert find_spec(f"lvye.modules.{name}.{part}"), f"{name} lacks {part}.py"


def test_a_storey_that_does_not_exist_is_not_in_the_lists():
    present = {f"lvye.{container}.{name}" for container in ("kernel", "modules") for name in packages(container)}
    assert storeys().keys() - present == set()


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        ("lvye.modules.repairs.services", "lvye.modules.assets.api", True),
        ("lvye.modules.repairs.services", "lvye.modules.repairs.models", True),
        ("lvye.config.urls", "lvye.modules.assets.screens", True),
        ("lvye.modules.repairs.tests.make", "lvye.modules.assets.models", True),
        ("lvye.modules.repairs.services", "lvye.modules.assets.models", False),
        ("lvye.modules.repairs.services", "lvye.modules.assets", False),
        ("lvye.modules.repairs.services", "lvye.kernel.people.models", False),
    ],
)
def test_a_package_is_entered_by_its_door_alone(importer, imported, kept):
    contract = FrontDoorContract("door", {}, {"containers": ["lvye.kernel", "lvye.modules"]})
    graph = ImportGraph()
    graph.add_import(importer=importer, imported=imported)
    assert contract.check(graph, verbose=False).kept is kept
