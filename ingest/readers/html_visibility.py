"""Which parts of a web page are hidden, or stand around its text."""

from __future__ import annotations

import re
from typing import Any

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
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[0-3](?:\.\d+)?(?:px|pt)\b|"
    r"font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?\b|rgb\(\s*255\s*,\s*255\s*,\s*255)", re.IGNORECASE
)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def why_hidden(element: Any, hiding: frozenset[str]) -> str:
    """Why nobody reading the page takes the element for its text; '' when it is text. `hiding` are
    the classes that the page's style sheet hides."""
    style = str(element.get("style", ""))
    classes = " ".join(element.get_attribute_list("class", "") or [""])
    if element.has_attr("hidden") or _NEVER_SEEN.search(style):
        return "hidden text"
    if _WHITE.search(style) and not _BACKGROUND.search(style):
        return "white text"
    if any(name in hiding for name in classes.split()):
        return "hidden text"
    name = f"{classes} {element.get('id', '')}"
    if element.name in AROUND or (element.name in BLOCKS and _AROUND_NAME.search(name)):
        return "navigation"
    return "navigation" if str(element.get("role", "")) in {"navigation", "search"} else ""


def hiding_classes(soup: Any) -> frozenset[str]:
    """Classes that the page's own style sheet hides."""
    hiding: set[str] = set()
    for sheet in soup.find_all("style"):
        for selectors, body in _CSS_RULE.findall(sheet.get_text()):
            if _NEVER_SEEN.search(body) or (_WHITE.search(body) and not _BACKGROUND.search(body)):
                hiding.update(re.findall(r"(?:^|,)\s*\w*\.([\w-]+)\s*(?=,|$)", selectors))
    return frozenset(hiding)
