"""The table for the terminal and the HTML report with plots and the failures to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path

from eval.measures import (
    Measure,
    answerable,
    area_under_risk,
    by_kind,
    calibration_points,
    inverted,
    quoted_right,
    risk_coverage,
    status_right,
    verdict_right,
    withdrawn,
)
from eval.run import Outcome

Section = tuple[str, list[Outcome], list[Measure]]


def table_text(name: str, measures: Sequence[Measure], before: Mapping[str, float]) -> str:
    """A measure a line with its interval, the number of questions, and the last release's figure."""
    lines = [
        f"\n{name}",
        f"{'measure':38} {'value':>8} {'95 % interval':>18} {'n':>5} {'before':>8}",
    ]
    for m in measures:
        digits = 0 if "(ms)" in m.name else 3
        old = f"{before[m.name]:.{digits}f}" if m.name in before else ""
        interval = f"{m.low:.{digits}f} – {m.high:.{digits}f}"
        lines.append(f"{m.name:38} {m.value:8.{digits}f} {interval:>18} {m.count:5} {old:>8}")
    return "\n".join(lines)


def kinds_text(outcomes: Sequence[Outcome]) -> str:
    """Status, clause and verdict by kind of question."""
    lines = [
        f"{'kind':16} {'n':>4} {'status':>7} {'clause':>7} {'verdict':>8} {'withdrawn':>10} {'inverted':>9}"
    ]
    for kind, mine in by_kind(outcomes).items():
        asked = answerable(mine)
        status = sum(status_right(o) for o in mine) / len(mine)
        lines.append(
            f"{kind:16} {len(mine):4} {status:7.2f} {_share(quoted_right, asked):>7} "
            f"{_share(verdict_right, asked):>8} {_share(withdrawn, asked):>10} {_share(inverted, asked):>9}"
        )
    return "\n".join(lines)


def _share(measure: Callable[[Outcome], float | bool], outcomes: Sequence[Outcome]) -> str:
    return f"{sum(map(float, map(measure, outcomes))) / len(outcomes):.2f}" if outcomes else "–"


def write_html(
    file: Path, sections: Sequence[Section], before: Mapping[str, Mapping[str, float]]
) -> None:
    """One page without scripts or outside files: tables, plots as SVG, failures by cause."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Evaluation</title><style>"
        "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
        "table{border-collapse:collapse}td,th{padding:.2rem .7rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}"
        "td.n{text-align:right;font-variant-numeric:tabular-nums}svg{max-width:22rem}figure{display:inline-block;margin:1rem}"
        "</style><h1>Evaluation</h1>"
    ]
    for name, outcomes, measures in sections:
        parts.append(
            f"<h2>{escape(name)}</h2><table><tr><th>measure<th>value<th>95 % interval<th>n<th>last release"
        )
        old = before.get(name, {})
        for m in measures:
            digits = 0 if "(ms)" in m.name else 3
            was = f"{old[m.name]:.{digits}f}" if m.name in old else ""
            parts.append(
                f"<tr><td>{escape(m.name)}<td class=n>{m.value:.{digits}f}"
                f"<td class=n>{m.low:.{digits}f} – {m.high:.{digits}f}<td class=n>{m.count}<td class=n>{was}"
            )
        parts.append("</table>")
        curve = risk_coverage(outcomes)
        caption = f"Risk–coverage (area {area_under_risk(curve):.3f})"
        parts.append(_figure(curve, caption, "coverage", "risk"))
        scoped = [o for o in outcomes if o.question.status in ("answered", "not_covered")]
        reliability = [(c, r) for c, r, _ in calibration_points(scoped)]
        parts.append(
            _figure(reliability, "Reliability", "confidence", "share right", diagonal=True)
        )
        parts.append(_failures(outcomes))
    file.write_text("".join(parts), encoding="utf-8")


def causes(outcome: Outcome) -> list[str]:
    """What went wrong with one question, worst first; empty when nothing did."""
    found = []
    if not outcome.verbatim:
        found.append("a quote isn't verbatim")
    if inverted(outcome):
        found.append("verdict turned round")
    if not status_right(outcome):
        found.append(f"{outcome.answer.status.value} for {outcome.question.status}")
    elif outcome.gold and outcome.question.status == "answered":
        if outcome.answer.quotes and not quoted_right(outcome):
            found.append("wrong clause")
        elif withdrawn(outcome):
            found.append("verdict withdrawn")
        elif not verdict_right(outcome, also=True) and not inverted(outcome):
            found.append("other verdict")
    return found


def _failures(outcomes: Sequence[Outcome]) -> str:
    grouped: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for cause in causes(outcome)[:1]:
            grouped.setdefault(cause, []).append(outcome)
    parts = []
    for cause, mine in sorted(grouped.items(), key=lambda item: -len(item[1])):
        parts.append(f"<details><summary>{escape(cause)}: {len(mine)}</summary><table>")
        for o in mine:
            shown = o.answer.quotes or o.answer.nearest
            quoted = escape(shown[0].text[:300]) if shown else ""
            given = o.answer.verdict.value if o.answer.verdict else "–"
            parts.append(
                f"<tr><td>{escape(o.question.id)}<td>{escape(' → '.join((*o.question.history, o.question.question)))}"
                f"<td>{escape(str(o.question.verdict))} / {escape(given)}<td>{escape('; '.join(o.question.gold)[:200])}<td>{quoted}"
            )
        parts.append("</table></details>")
    return "".join(parts)


def _figure(
    points: Sequence[tuple[float, float]],
    caption: str,
    across: str,
    up: str,
    diagonal: bool = False,
) -> str:
    side, edge = 200, 30
    line = " ".join(f"{edge + x * side:.1f},{edge + (1 - y) * side:.1f}" for x, y in points)
    extra = (
        f'<line x1="{edge}" y1="{edge + side}" x2="{edge + side}" y2="{edge}" stroke="#aaa" stroke-dasharray="4"/>'
        if diagonal
        else ""
    )
    dots = "".join(
        f'<circle cx="{edge + x * side:.1f}" cy="{edge + (1 - y) * side:.1f}" r="3"/>'
        for x, y in points
    )
    return (
        f'<figure><svg viewBox="0 0 260 270" role="img" aria-label="{escape(caption)}">'
        f'<rect x="{edge}" y="{edge}" width="{side}" height="{side}" fill="none" stroke="#888"/>{extra}'
        f'<polyline points="{line}" fill="none" stroke="#155" stroke-width="2"/>{dots if diagonal else ""}'
        f'<text x="{edge + side / 2}" y="260" text-anchor="middle" font-size="12">{across} (0–1)</text>'
        f'<text x="12" y="{edge + side / 2}" transform="rotate(-90 12 {edge + side / 2})" text-anchor="middle" font-size="12">{up} (0–1)</text>'
        f"</svg><figcaption>{escape(caption)}</figcaption></figure>"
    )
