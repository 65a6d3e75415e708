"""What the journeys stand on: Debian's browser, the served program, people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, expect, sync_playwright

from .people import ARGS, DESK, PHONE, School
from .program import Program, demo_home, empty_home, served

CHROMIUM = "/usr/bin/chromium"
Reports = pytest.StashKey[dict[str, pytest.TestReport]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Keep how a test went, for the pictures of a failed one."""
    report: Any = yield
    item.stash.setdefault(Reports, {})[report.when] = report
    return report


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once; it reaches this machine alone."""
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder all workers of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "journeys"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def program(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program with a demo school of this module's own."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(demo_home(shared), home)
    with served(home) as program:
        yield program
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def fresh_program(shared: Path, tmp_path: Path) -> Iterator[Program]:
    """The program as it is after set-up: a database, and nobody in it."""
    home = tmp_path / "home"
    shutil.copytree(empty_home(shared), home)
    with served(home) as program:
        yield program


@pytest.fixture(scope="module")
def signed_in() -> dict[str, Any]:
    """Who of this module's people has signed in already: username → cookies and storage."""
    return {}


@pytest.fixture
def school(
    program: Program, browser: Browser, request: pytest.FixtureRequest, signed_in: dict[str, Any]
) -> Iterator[School]:
    """The people of one test."""
    yield from _school(program, browser, request, signed_in)


@pytest.fixture
def fresh_school(fresh_program: Program, browser: Browser, request: pytest.FixtureRequest) -> Iterator[School]:
    """People in front of an empty program."""
    yield from _school(fresh_program, browser, request, {})


def _school(
    program: Program, browser: Browser, request: pytest.FixtureRequest, kept: dict[str, Any]
) -> Iterator[School]:
    name = request.node.name.removeprefix("test_").replace("[", "-").rstrip("]")
    made = School(program, browser, name[:70], kept)
    yield made
    reports = request.node.stash.get(Reports, {})
    made.end(failed="call" in reports and bool(reports["call"].failed))


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> int:
    """Each journey is made on a phone and at a desk."""
    return int(request.param)


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo as a phone takes it: not small, with a few shapes on it."""
    file = tmp_path_factory.mktemp("photos") / "灯.jpg"
    photo = Image.new("RGB", (1600, 1200), (206, 212, 216))
    draw = ImageDraw.Draw(photo)
    draw.rectangle((200, 300, 1400, 380), fill=(250, 250, 240), outline=(90, 90, 90), width=6)
    draw.rectangle((200, 560, 1400, 640), fill=(96, 96, 92), outline=(60, 60, 60), width=6)
    photo.save(file, quality=88)
    return file
