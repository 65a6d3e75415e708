"""QR codes read back by a decoder."""

import re

import pytest
import zxingcpp

from lvye.kernel.papers import api
from lvye.kernel.papers.codes import qr
from lvye.kernel.papers.pdf import write
from lvye.kernel.papers.tests import make

URL = "https://lvye.example/c/7K3M9Q"


def test_the_drawn_code_says_what_it_was_given() -> None:
    page = make.pictures(write(f"<p>{api.qr_svg(URL)}</p>", "svg { width: 30mm; height: 30mm }"))[0]
    assert [found.text for found in zxingcpp.read_barcodes(page)] == [URL]


def test_codes_are_inline_without_style_or_size_and_never_micro() -> None:
    svg = api.qr_svg("1")
    assert svg.startswith("<svg")
    assert not re.search(r"style=|width=|height=", svg)
    assert 'class="lv-qr"' in svg
    assert not qr("1").is_micro
    assert qr(URL).error in "MQH"  # M at least; more where it costs no space


def test_words_of_an_address_never_become_markup() -> None:
    assert "<script>" not in api.code_back("https://x.example/<script>", code="<b>7K</b>")
    assert "&lt;b&gt;7K&lt;/b&gt;" in api.code_back(URL, code="<b>7K</b>")


def test_an_empty_code_is_refused() -> None:
    with pytest.raises(ValueError, match="something to say"):
        api.qr_svg("")
