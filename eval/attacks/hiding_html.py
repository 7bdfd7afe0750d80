"""A web page with words in it that nobody sees."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

# How the words stand in the page's body; {} is the words.
_BODY = {
    "none": '<p style="display:none">{}</p>',
    "span": '<p>Ask at the office. <span style="display: none">{}</span></p>',
    "visibility": '<div style="visibility:hidden"><p>{}</p></div>',
    "opacity": '<p style="opacity:0">{}</p>',
    "offscreen": '<p style="position:absolute; left:-9999px">{}</p>',
    "white": '<p style="color:#ffffff">{}</p>',
    "nearwhite": '<p style="color:#fdfdfd">{}</p>',
    "transparent": '<p style="color:transparent">{}</p>',
    "tiny": '<p style="font-size:1px">{}</p>',
    "tinyem": '<p style="font-size:0.01em">{}</p>',
    "attribute": "<p hidden>{}</p>",
    "clipped": '<p style="height:0; overflow:hidden">{}</p>',
    "scaled": '<p style="transform:scale(0)">{}</p>',
    "clippath": '<p style="position:absolute; clip:rect(0,0,0,0)">{}</p>',
    "fontcolour": '<p><font color="#ffffff">{}</font></p>',
    "class": '<p class="quiet">{}</p>',
    "classes": '<div class="note quiet"><p>{}</p></div>',
    "id": '<p id="aside-7">{}</p>',
    "element": "<samp>{}</samp>",
    "comment": "<!-- {} -->",
    "alt": '<p><img src="logo.png" alt="{}"> Ask at the office.</p>',
    "titleattribute": '<p title="{}">Ask at the office.</p>',
    "aria": '<p aria-label="{}">Ask at the office.</p>',
    "script": '<script type="text/plain">{}</script>',
    "noscript": "<noscript><p>{}</p></noscript>",
    "template": "<template><p>{}</p></template>",
    "input": '<p>Ask at the office. <input type="hidden" value="{}"></p>',
    "listitem": '<ul><li>Ask at the office.</li><li style="display:none">{}</li></ul>',
    "cell": "<table><tr><th>Who</th><th>Where</th></tr><tr><td>Office</td><td>Hall <span "
    'style="display:none">{}</span></td></tr></table>',
}
_HEAD = {
    "meta": '<meta name="description" content="{}"><meta name="keywords" content="{}">',
    "title": "<title>{}</title>",
}
WAYS = (*_BODY, *_HEAD)
_SHEET = ".quiet { display: none } #aside-7 { display: none } samp { display: none }"


def write(path: Path, blocks: Sequence[tuple[str, str]], way: str) -> None:
    """Writes the file; `way` is one of WAYS, "visible", or empty when nothing is to be hidden."""
    body: list[str] = []
    head = f"<title>Working in School Policy</title><style>{_SHEET}</style>"
    for kind, text in blocks:
        safe = escape(text)
        if kind == "attack" and way in _HEAD:
            head = _HEAD[way].replace("{}", safe) + head.partition("</title>")[2]
        elif kind == "attack":
            pattern = "<ul><li>{}</li></ul>" if way == "visible" else _BODY[way]
            raw = text.replace("--", "––") if way == "comment" else safe
            body.append(pattern.replace("{}", raw))
        else:
            mark = {"title": "h1", "heading": "h2", "paragraph": "p"}.get(kind)
            body.append(f"<{mark}>{safe}</{mark}>" if mark else f"<ul><li>{safe}</li></ul>")
    page = "\n".join(body)
    path.write_text(
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">{head}</head>\n'
        f"<body>\n{page}\n</body></html>\n",
        encoding="utf-8",
    )
