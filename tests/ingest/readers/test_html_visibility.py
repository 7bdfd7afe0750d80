"""What a style hides, and what only looks like hiding."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ingest.readers.html_visibility import hidden_by_sheets, why_tag_hidden


@pytest.mark.parametrize(
    "style",
    [
        "display: none",
        "color: #FEFEFE",
        "color: rgb(250, 250, 250)",
        "color: hsl(0, 0%, 98%)",
        "color: rgba(0, 0, 0, 0)",
        "color:#0000",
        "font-size: .1em",
        "font-size:5%",
        "opacity: 0.01",
        "max-height:0;overflow:hidden",
        "width: 1px; height: 1px; overflow: hidden",
        "clip: rect(0 0 0 0)",
        "clip-path: inset(50%)",
        "transform: scale(0)",
        "margin-left:-9999px",
    ],
)
def test_what_nobody_sees_is_hidden(style):
    assert why_tag_hidden("p", {"style": style}) in {"hidden text", "white text"}


@pytest.mark.parametrize(
    "style",
    [
        "",
        "color: #333",
        "color: #f0f0f0",
        "color: white; background: navy",
        "background-color: #ffffff",
        "color: rgba(0, 0, 0, 0.9)",
        "color: #00000080",
        "font-size: 0.9em",
        "font-size: 80%",
        "opacity: 0.8",
        "opacity: .5",
        "height: 0",
        "overflow: hidden; height: 10px",
        "overflow: hidden; width: 100%",
        "line-height: 0; overflow: hidden",
        "fill-opacity: 0",
        "margin-left: -100px",
        "transform: scale(0.9)",
        "clip: rect(0, 200px, 100px, 0)",
        "border-color: transparent",
    ],
)
def test_what_can_be_read_is_shown(style):
    assert why_tag_hidden("p", {"style": style}) == ""


@pytest.mark.parametrize(
    ("sheet", "hidden"),
    [
        ("#a { display: none }", True),
        ("p.b { display: none }", True),
        ("div > p { color: #fff }", True),
        ("section p, div p { visibility: hidden }", True),
        ("p::before, #a { display: none }", True),
        ("@media screen { #a { display: none } }", True),
        ("@media print { #a { display: none } }", False),
        ("@media (max-width: 600px) { div { margin: 0 } #a { display: none } }", False),
        ("/* #a { display: none } */", False),
        ("body { opacity: 0 }", False),
        ("p::before { display: none }", False),
        ("p:hover { display: none }", False),
    ],
)
def test_a_style_sheet_hides_what_its_selectors_choose(sheet, hidden):
    page = f'<style>{sheet}</style><body><div><p id="a" class="b">Words</p></div></body>'
    soup = BeautifulSoup(page, "html.parser")
    assert (id(soup.p) in hidden_by_sheets(soup)) is hidden
