"""Which parts of a web page are hidden, or stand around its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from soupsieve import SelectorSyntaxError

BLOCKS = {
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
}
AROUND = {"nav", "footer", "form", "button", "select", "aside", "dialog", "menu"}
_AROUND_NAME = re.compile(
    r"\b(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|cookie-\w+|sidebar|skip-?link|share|sharing|"
    r"pagination|site-(?:header|footer)|social-links|banner|search)\b",
    re.IGNORECASE,
)
_NEVER_SEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|"
    r"font-size\s*:\s*[0-3](?:\.\d+)?(?:px|pt)\b|font-size\s*:\s*0(?![.\d])|"
    r"font-size\s*:\s*0?\.[0-2]\d*r?em\b|font-size\s*:\s*(?:1?\d|2[0-4])(?:\.\d+)?%|"
    r"(?<![-\w])opacity\s*:\s*0?(?:\.0\d*)?%?\s*(?:[;!]|$)|"
    r"(?<![-\w])(?:left|top|right|bottom|text-indent)\s*:\s*-\d{3,}|margin(?:-left|-top)?\s*:\s*-\d{4,}|"
    r"(?<![-\w])clip\s*:\s*rect\(\s*(?:[01](?:px|pt|em|%)?[\s,]*){4}\)|"
    r"clip-path\s*:\s*(?:inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0)|"
    r"transform\s*:[^;]*\bscale(?:3d|[xy])?\(\s*0\s*[,)]",
    re.IGNORECASE,
)
_NO_ROOM = re.compile(
    r"(?<![-\w])(?:max-)?(?:height|width)\s*:\s*(?:0(?:\.0+)?(?:[a-z]{2,4}|%)?|1(?:px|pt))\s*(?:[;!]|$)",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"(?<![-\w])overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!}]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Rules for print or for small screens alone say nothing of the page as it is read.
_CSS_MEDIA = re.compile(
    r"@media(?!\s*(?:all|screen)\s*\{)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE
)
_WHOLE = {"html", "head", "body"}  # a page that fades in is hidden only until it is loaded
_PALE = 0.95  # every colour channel from this up is white to the eye, as in PDF files
_PALE_NAMES = {
    "white",
    "snow",
    "ivory",
    "ghostwhite",
    "whitesmoke",
    "floralwhite",
    "mintcream",
    "azure",
}


def why_hidden(element: Any, hidden_by_sheet: Collection[int]) -> str:
    """Why nobody reading the page takes the element for its text; '' when it is text.
    `hidden_by_sheet` are the elements (by Python's id) that the page's style sheet hides."""
    attributes = {name: str(value) for name, value in element.attrs.items() if name != "class"}
    attributes["class"] = " ".join(element.get_attribute_list("class", "") or [""])
    if id(element) in hidden_by_sheet:
        return "hidden text"
    return why_tag_hidden(str(element.name), attributes)


def why_tag_hidden(name: str, attributes: Mapping[str, str]) -> str:
    """The same of a tag by its name and attributes alone."""
    style = attributes.get("style", "")
    if "hidden" in attributes or _is_unseen(style):
        return "hidden text"
    if name == "font" and _is_pale(attributes.get("color", "")):
        return "white text"
    if _is_white(style):
        return "white text"
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if name in AROUND or (name in BLOCKS and _AROUND_NAME.search(named)):
        return "navigation"
    return "navigation" if attributes.get("role", "") in {"navigation", "search"} else ""


def hidden_by_sheets(soup: Any) -> frozenset[int]:
    """The elements, by Python's id, that the page's own style sheets hide."""
    found: set[int] = set()
    for sheet in soup.find_all("style"):
        rules = _CSS_MEDIA.sub(" ", _CSS_COMMENT.sub(" ", sheet.get_text()))
        for selectors, body in _CSS_RULE.findall(rules):
            if not (_is_unseen(body) or _is_white(body)):
                continue
            # Each by itself: one that can't be read doesn't take the others with it.
            for selector in selectors.rpartition(";")[2].split(","):
                try:
                    found.update(
                        id(e) for e in soup.select(selector.strip()) if e.name not in _WHOLE
                    )
                except (SelectorSyntaxError, NotImplementedError, RecursionError):
                    continue
    return frozenset(found)


def _is_unseen(style: str) -> bool:
    if _NEVER_SEEN.search(style) or _alpha(style) == 0.0:
        return True
    return bool(_NO_ROOM.search(style) and _CUT_OFF.search(style))


def _is_white(style: str) -> bool:
    colour = _COLOUR.search(style)
    return colour is not None and _is_pale(colour.group(1)) and not _BACKGROUND.search(style)


def _alpha(style: str) -> float | None:
    """How opaque the text's colour is, 0..1; None when it isn't told."""
    colour = _COLOUR.search(style)
    if colour is None:
        return None
    value = colour.group(1).strip().lower()
    if value == "transparent":
        return 0.0
    if re.fullmatch(r"#(?:[0-9a-f]{4}|[0-9a-f]{8})", value):
        return int(value[4] * 2 if len(value) == 5 else value[7:], 16) / 255
    parts = re.findall(r"[\d.]+%?", value) if value.startswith(("rgb", "hsl")) else []
    return _share(parts[3], 1.0) if len(parts) == 4 else None


def _is_pale(value: str) -> bool:
    value = value.strip().strip("\"'").lower()
    if value in _PALE_NAMES:
        return True
    if re.fullmatch(r"#?[0-9a-f]{3,8}", value):
        digits = value.lstrip("#")
        step = 1 if len(digits) < 6 else 2
        channels = [digits[at : at + step] for at in (0, step, 2 * step)]
        return all(int(c * (3 - step), 16) >= _PALE * 255 for c in channels)
    parts = re.findall(r"[\d.]+%?", value)
    if value.startswith("rgb") and len(parts) >= 3:
        return all(_share(part, 255.0) >= _PALE for part in parts[:3])
    return value.startswith("hsl") and len(parts) >= 3 and _share(parts[2], 100.0) >= _PALE


def _share(number: str, whole: float) -> float:
    """A colour's channel as 0..1, told as a number of `whole` or in per cent."""
    try:
        return float(number[:-1]) / 100 if number.endswith("%") else float(number) / whole
    except ValueError:
        return 0.0
