"""Organisations that no model was fitted on: their policies as files, their questions with labels.

Each is a small library of invented policies. The policies are written out as Markdown and go
through the same ingest as a school's own, so the whole product is measured on policies never seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from eval.questions import EvalQuestion

FOLDER = Path(__file__).parent / "organisations"
# The roles that the product knows; whoever else asks is bound by what binds visitors and parents.
ROLES = {"student": "volunteer", "visitor": "volunteer", "other": "parent"}
PART = "held-out"
UNSETTLED = "unsettled"  # the two readers agree on the clause, not on the verdict


def names() -> list[str]:
    """The organisations there are, by name."""
    return sorted(f.name.removesuffix(".library.json") for f in FOLDER.glob("*.library.json"))


def write_policies(name: str, folder: Path) -> list[Path]:
    """One Markdown file a policy, written to `folder`, in order."""
    policies = json.loads((FOLDER / f"{name}.library.json").read_text(encoding="utf-8"))
    files = []
    for number, policy in enumerate(policies, start=1):
        file = folder / f"{number:02}.md"
        file.write_text("\n\n".join(_blocks(policy)) + "\n", encoding="utf-8")
        files.append(file)
    return files


def read_questions(name: str) -> list[EvalQuestion]:
    """The questions on which both readers agree whether a clause answers, in file order; those
    that disclose something are left out.

    They are a part of their own: no model is fitted on them, thresholds are.
    """
    texts = _clause_texts(name)
    questions = []
    with (FOLDER / f"{name}.questions.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    for number, record in enumerate(records):
        # A message that a person must hear is no question to be answered.
        if record["disputed"] or record.get("escalation") == "concern":
            continue
        answered = record["c"] is not None
        verdicts = _verdicts(record) if answered else (None,)
        questions.append(
            EvalQuestion(
                id=f"{name}-{number:04}",
                question=record["q"],
                history=(),
                role=ROLES.get(record["who"], record["who"]),
                status="answered" if answered else "not_covered",
                verdict=verdicts[0],
                force=None,
                gold=tuple(texts[i] for i in (record["c"], *record["also"])) if answered else (),
                conditions=(),
                linked=(),
                escalation=None,
                kind=record["s"],
                group=f"{name}-{record['c'] or 'none'}",
                part=PART,
                also_status=("live_concern",) if record.get("escalation") else (),
                also_verdict=tuple(v for v in verdicts[1:] if v),
            )
        )
    return questions


def _verdicts(record: dict) -> tuple[str | None, ...]:
    if record["v"] == UNSETTLED:
        return (record["first_v"], record["second"]["v"])
    return (record["v"],)


def _clause_texts(name: str) -> dict[str, str]:
    policies = json.loads((FOLDER / f"{name}.library.json").read_text(encoding="utf-8"))
    return {c["id"]: c["text"] for policy in policies for c in policy["clauses"]}


def _blocks(policy: dict) -> Iterator[str]:
    """The title, then headings, paragraphs and lists as they stand in the document."""
    yield f"# {policy['policy']}"
    shown: list[str] = []
    lead_in = None
    items: list[str] = []
    for clause in policy["clauses"]:
        path = [part.strip() for part in (clause["section"] or "").split(" > ") if part.strip()]
        if items and (path != shown or clause["lead_in"] != lead_in):
            yield "\n".join(items)
            items = []
        if path != shown:
            same = next(
                (i for i, (a, b) in enumerate(zip(path, shown, strict=False)) if a != b), len(shown)
            )
            yield from (
                f"{'#' * (i + 2)} {path[i]}" for i in range(min(same, len(path)), len(path))
            )
            shown, lead_in = path, None
        if clause["lead_in"] and clause["lead_in"] != lead_in:
            yield clause["lead_in"]
        lead_in = clause["lead_in"]
        if lead_in:
            items.append(f"- {clause['text']}")
        else:
            yield clause["text"]
    if items:
        yield "\n".join(items)
