"""A typeface that has the characters a PDF needs, and what stands in for those it lacks."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

# Regular and bold, the widest in characters first. The last ships with reportlab.
_FILES = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Vera.ttf", "VeraBd.ttf"),
)
_ALSO_IN = ("/Library/Fonts", "/System/Library/Fonts/Supplemental")
STAND_IN = "□"  # for a character that no typeface here has; "?" where even this is missing


@dataclass(frozen=True)
class Typeface:
    """The names that reportlab knows it by, and the characters it can draw in both weights."""

    regular: str
    bold: str
    characters: frozenset[int]

    @property
    def stand_in(self) -> str:
        """What is drawn for a character that this typeface hasn't."""
        return STAND_IN if ord(STAND_IN) in self.characters else "?"

    def drawable(self, text: str) -> tuple[str, int]:
        """The text with a stand-in for each character that can't be drawn, and how many those are;
        joiners and the like, which nobody sees, are left out and not counted."""
        drawn, replaced = [], 0
        for character in text:
            if character in "\n\t" or ord(character) in self.characters:
                drawn.append(character)
            elif unicodedata.category(character) not in ("Cf", "Mn"):
                drawn.append(self.stand_in)
                replaced += 1
        return "".join(drawn), replaced


def runs_right_to_left(text: str) -> bool:
    """Whether some of it is written from right to left, which reportlab draws the other way."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def typeface_for(text: str) -> Typeface:
    """The typeface found here that lacks the fewest of the text's characters."""
    wanted = {ord(character) for character in text if not character.isspace()}
    return min(_typefaces(), key=lambda face: len(wanted - face.characters))


@cache
def _typefaces() -> tuple[Typeface, ...]:
    """Every typeface of the list that is installed; registered with reportlab once."""
    found = []
    for regular, bold in _FILES:
        faces = [_registered(name) for name in (regular, bold)]
        if all(faces):
            first, second = (face for face in faces if face)
            characters = frozenset(first.face.charToGlyph) & frozenset(second.face.charToGlyph)
            found.append(Typeface(first.fontName, second.fontName, characters))
    return tuple(found)


def _registered(file: str) -> TTFont | None:
    windows = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    for folder in (*rl_config.TTFSearchPath, *_ALSO_IN, windows):
        path = Path(folder) / file
        if path.is_file():
            try:
                font = TTFont(path.stem, str(path))
            except TTFError:
                continue  # damaged, or of a kind that can't be embedded
            pdfmetrics.registerFont(font)
            return font
    return None
