"""`python -m eval`: asks every question, prints the table, writes the report."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings
from eval import organisations
from eval.measures import Measure, all_measures
from eval.questions import read_questions
from eval.report import kinds_text, table_text, write_html
from eval.run import Outcome, run_suite

POLICIES = Path(__file__).parents[1] / "policies"
BASELINE = Path(__file__).parent / "baseline.json"
FILES = {
    "shipped": [POLICIES / "social-media-policy.pdf"],
    "samples": [POLICIES / "social-media-policy.pdf", POLICIES / "samples"],
}
PARTS = ("dev", "test", organisations.PART)


def suites() -> list[str]:
    """The suites there are: the two over shipped files, then the organisations."""
    return [*FILES, *organisations.names()]


def run(suite: str, encoder: str | None = None) -> list[Outcome]:
    """The outcomes of a suite over a library made for it, in a folder that is then removed."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(library_dir=Path(folder) / "library")
        if encoder:
            settings = Settings(library_dir=Path(folder) / "library", encoder=encoder)
        assistant: Assistant = build(settings)
        if suite in FILES:
            files, questions = FILES[suite], read_questions(suite)
        else:
            files = organisations.write_policies(suite, Path(folder))
            questions = organisations.read_questions(suite)
        report = assistant.ingest(files)
        if report.failed:
            raise SystemExit("\n".join(f.error or f.source for f in report.failed))
        outcomes = run_suite(assistant, questions)
        assistant.library.close()
    return outcomes


def main() -> int:
    """Runs the suites asked for; 1 when the name of a suite isn't known."""
    options = argparse.ArgumentParser(prog="policy-assistant eval", description=__doc__)
    options.add_argument("--suite", default="all", help=f"all, or one of {', '.join(suites())}")
    options.add_argument("--out", type=Path, default=Path("build/eval"))
    options.add_argument("--part", choices=PARTS, help="only the questions of one part")
    options.add_argument("--encoder", help="another encoder, as in school.toml")
    options.add_argument(
        "--keep-baseline", action="store_true", help="store these as the release's"
    )
    args = options.parse_args()
    if args.suite != "all" and args.suite not in suites():
        print(f"unknown suite {args.suite}; known: all, {', '.join(suites())}", file=sys.stderr)
        return 1
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.is_file() else {}
    kept: dict[str, dict[str, float]] = {}
    sections: list[tuple[str, list[Outcome], list[Measure]]] = []
    for suite in suites() if args.suite == "all" else (args.suite,):
        outcomes = run(suite, args.encoder)
        for part in (args.part,) if args.part else PARTS:
            mine = [o for o in outcomes if o.question.part == part]
            if not mine:
                continue
            name = f"{suite}/{part}"
            measures = all_measures(mine)
            print(table_text(name, measures, baseline.get(name, {})))
            print(kinds_text(mine))
            kept[name] = {m.name: round(m.value, 4) for m in measures}
            sections.append((name, mine, measures))
    args.out.mkdir(parents=True, exist_ok=True)
    write_html(args.out / "report.html", sections, baseline)
    rows = [
        {"id": o.question.id, "part": o.question.part, "gold": sorted(o.gold), **o.answer.to_json()}
        for _, outcomes, _ in sections
        for o in outcomes
    ]
    with (args.out / "answers.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if args.keep_baseline:
        # What wasn't run this time keeps its figures.
        BASELINE.write_text(json.dumps(baseline | kept, indent=2) + "\n", encoding="utf-8")
    print(f"report: {args.out / 'report.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
