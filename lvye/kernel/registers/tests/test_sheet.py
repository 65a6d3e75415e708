"""The style sheet: both appearances say the same, and every pair of colours in use can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEET = (Path(settings.PACKAGE) / "static" / "css" / "lvye.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"(--lv-[a-z-]+):\s*(#[0-9a-f]{6})")
PAIRS = [
    *[(text, ground) for text in ("text", "muted") for ground in ("bg", "surface", "sunken")],
    *[(kind, f"{kind}-bg") for kind in ("done", "going", "soon", "late", "idle")],
    *[(kind, "surface") for kind in ("done", "going", "soon", "late", "idle", "accent")],
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("text", "accent-soft"),
]


def tokens(selector: str) -> dict[str, str]:
    """The colours a block of the sheet sets."""
    block = SHEET[SHEET.index(selector) :]
    return dict(COLOUR.findall(block[: block.index("}")]))


LIGHT = tokens(":root {")
DARK = tokens('[data-theme="dark"] {')


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_dark_by_choice_and_dark_by_the_device_are_the_same() -> None:
    assert tokens(':root:not([data-theme="light"]) {') == DARK
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize(("text", "ground"), PAIRS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[f"--lv-{text}"], theme[f"--lv-{ground}"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_what_can_be_pressed_can_be_seen(theme: dict[str, str]) -> None:
    assert contrast(theme["--lv-line-strong"], theme["--lv-surface"]) >= 3


def test_the_sheet_loads_nothing() -> None:
    assert re.findall(r"url\((?!\"data:)", SHEET) == []
    assert "@import" not in SHEET


def test_every_colour_that_is_used_is_set() -> None:
    used = set(re.findall(r"var\((--lv-[a-z-]+)", SHEET))
    assert used <= set(re.findall(r"(--lv-[a-z-]+):", SHEET))
