"""A certificate as a PDF to hand out: school-issued, on one page of A4 where it fits."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING, Any

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Spacer, Table
from reportlab.platypus.flowables import TopPadder

from assistant.desk.export.fonts import runs_right_to_left, typeface_for
from assistant.desk.export.sheet import INK, RULE, Sheet
from assistant.induction.errors import RecordAltered
from assistant.induction.record.certificate_text import CertificateText, certificate_text
from assistant.induction.record.declaration_words import load_words
from assistant.induction.record.declaring import intact
from assistant.records.induction_entries import InductionRecord, Verification
from assistant.triage.cards import SchoolContacts

if TYPE_CHECKING:
    from assistant.induction.record.changes import Changes

_ACCENT, _WARNING, _QUIET = HexColor("#1f3a5f"), HexColor("#8f1515"), HexColor("#4a4a4a")
_SCALES = (1.15, 1.0, 0.92, 0.84)  # the first with which all fits on one page
_LONG = 1.0  # for one that needs several pages anyhow
_NAME, _SMALLEST_NAME = 27.0, 15.0  # points; a name that is longer still runs over two lines
_EDGE = 1.0 * cm  # from the edge of the paper to the frame around the page
_QR = 2.8 * cm


def certificate_pdf(
    record: InductionRecord,
    verification: Verification | None,
    changes: Changes | None,
    school: SchoolContacts,
    check_url: str,
    today: date,
) -> bytes:
    """The file's bytes, as things stand `today`; one that `changes` make stale says so first.

    `check_url` is the address of the page that checks codes, '' when the school has none.
    RecordAltered when the record isn't as it was declared.
    """
    if not intact(record):
        raise RecordAltered(
            f"No certificate can be made of the record {record.record_id}: it is not as it was "
            "declared. Have the audit trail checked, and let the person declare again."
        )
    text = certificate_text(record, verification, changes, school, check_url, today)
    for scale in _SCALES:
        certificate = _Certificate(text, scale)
        made = certificate.pdf()
        if certificate.pages == 1:
            return made
    certificate = _Certificate(text, _LONG, annexed=True)
    certificate.pdf()
    return certificate.pdf(of=certificate.pages)


class _Certificate:
    """One certificate being drawn, with its text at a `scale` of full size. One that is `annexed`
    has the policies on pages of their own, after the rest."""

    def __init__(self, text: CertificateText, scale: float, annexed: bool = False) -> None:
        self.text, self.annexed = text, annexed
        self.sheet = Sheet(typeface_for(str(astuple(text))), margin=1.75 * cm, scale=scale)
        self.pages = 0

    def pdf(self, of: int = 1) -> bytes:
        """The file; the pages are numbered when there are several `of` them. `pages` then says how
        many there were."""
        self.sheet.replaced = 0
        return self.sheet.pdf(
            self._flowables(),
            lambda canvas: self._draw_edges(canvas, of),
            title=f"{self.text.title}: {self.text.person}",
            author=self.text.school,
        )

    def _flowables(self) -> list[Flowable]:
        text, draw, style = self.text, self.sheet.text, self.sheet.style
        drawn = [self._stale()] if text.stale else [Spacer(0, 12)]
        if text.school:
            drawn.append(draw(text.school, style(14, after=8, centred=True)))
        drawn += [
            draw(text.title, style(25, after=20, centred=True, colour=_ACCENT)),
            draw(text.lead, style(11, after=9, centred=True, colour=_QUIET)),
            draw(text.person, self._name_style()),
            draw(text.statement, style(11.5, before=9, after=20, centred=True)),
        ]
        annexed = [(text.policies_heading, text.annexed)] if self.annexed else []
        for label, value in (*text.facts, *annexed):
            drawn += [draw(label, style(9.5, bold=True)), draw(value, style(10.5, after=8))]
        policies = self._policies()
        foot = TopPadder(Table([[self._foot()]], colWidths=[self.sheet.width], style=_UNPADDED))
        return [*drawn, foot, PageBreak(), *policies] if self.annexed else [*drawn, *policies, foot]

    def _policies(self) -> list[Flowable]:
        text, draw, style = self.text, self.sheet.text, self.sheet.style
        shares = [share * self.sheet.width for share in (0.36, 0.13, 0.34, 0.17)]
        return [
            draw(text.policies_heading, style(9.5, bold=True, before=6, after=3, keep=False)),
            self.sheet.table(text.columns, text.policies, shares, size=8.5),
            draw(text.hash_note, style(7.5, before=4, after=14, colour=_QUIET)),
        ]

    def _stale(self) -> Flowable:
        """The box that comes before everything else when the certificate is out of date."""
        draw, style = self.sheet.text, self.sheet.style
        lines = [
            draw(self.text.stale_title, style(14, bold=True, after=3, colour=_WARNING)),
            draw(self.text.stale, style(9.5)),
        ]
        return Table([[lines]], colWidths=[self.sheet.width], style=_box(_WARNING), spaceAfter=18)

    def _name_style(self) -> ParagraphStyle:
        """As large as lets the name stand in one line, within bounds."""
        width = stringWidth(self.text.person, self.sheet.face.bold, 1) or 1
        fits = 0.94 * self.sheet.width / width / self.sheet.scale
        return self.sheet.style(max(_SMALLEST_NAME, min(_NAME, fits)), bold=True, centred=True)

    def _foot(self) -> list[Flowable]:
        """Who verified it, what it isn't, and where it can be checked; never apart."""
        text, draw, style = self.text, self.sheet.text, self.sheet.style
        said = [
            draw(text.code_label, style(8.5, colour=_QUIET)),
            draw(text.code, style(15, bold=True, after=3)),
            draw(text.check, style(8.5)),
        ]
        check: list[list[Any]] = [[said]]
        widths = [self.sheet.width]
        if text.check_address:
            check, widths = (
                [[said, _qr(text.check_address)]],
                [self.sheet.width - _QR - 12, _QR + 12],
            )
        return [
            *(self._verified() if text.signer else [draw(text.unverified, style(10))]),
            Spacer(0, 12),
            Table(check, colWidths=widths, style=_box(RULE)),
            *(draw(note, style(8, before=6)) for note in (text.is_not, *self._own_notes())),
            draw(text.printed, style(7.5, before=6, colour=_QUIET)),
        ]

    def _verified(self) -> list[Flowable]:
        """The name of who verified it, and a line to sign on beside it."""
        text, draw, style = self.text, self.sheet.text, self.sheet.style
        left = [draw(text.verified, style(9.5, bold=True)), draw(text.signer, style(10.5))]
        right = draw(text.signature, style(8.5, colour=_QUIET))
        ruled = [
            *_UNPADDED,
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("BOTTOMPADDING", (0, 0), (0, 0), 3),
            ("TOPPADDING", (0, 1), (-1, 1), 2),
            ("LINEABOVE", (2, 1), (2, 1), 0.6, INK),
        ]
        shares = [share * self.sheet.width for share in (0.55, 0.05, 0.4)]
        return [Table([[left, "", ""], ["", "", right]], colWidths=shares, style=ruled)]

    def _own_notes(self) -> list[str]:
        say, notes = load_words().say, []
        if self.sheet.replaced:
            notes.append(say("certificate.replaced", sign=self.sheet.face.stand_in))
        if runs_right_to_left(str(astuple(self.text))):
            notes.append(say("certificate.right_to_left"))
        return notes

    def _draw_edges(self, canvas: Canvas, of: int) -> None:
        """A frame around the page, and on several pages whose they are."""
        self.pages = canvas.getPageNumber()
        width, height = self.sheet.size
        canvas.saveState()
        canvas.setStrokeColor(_ACCENT)
        for edge, line in ((_EDGE, 1.6), (_EDGE + 4, 0.5)):
            canvas.setLineWidth(line)
            canvas.rect(edge, edge, width - 2 * edge, height - 2 * edge)
        if of > 1:
            canvas.setFont(self.sheet.face.regular, 7.5)
            canvas.setFillColor(_QUIET)
            whose = f"{self.text.person} · {self.text.code} · {self.pages}/{of}"
            at = width - self.sheet.margin, _EDGE + 0.4 * cm
            canvas.drawRightString(*at, self.sheet.drawable(whose))
        canvas.restoreState()


_UNPADDED: list[tuple[Any, ...]] = [
    (f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")
]


def _box(colour: Color) -> list[tuple[Any, ...]]:
    return [
        ("BOX", (0, 0), (-1, -1), 1.4 if colour is _WARNING else 0.6, colour),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 8) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]


def _qr(address: str) -> Drawing:
    """The address as a square to point a telephone at."""
    widget = QrCodeWidget(address, barLevel="M", barBorder=1)
    left, bottom, right, top = widget.getBounds()
    scale = _QR / (right - left), _QR / (top - bottom)
    return Drawing(_QR, _QR, widget, transform=[scale[0], 0, 0, scale[1], 0, 0])
