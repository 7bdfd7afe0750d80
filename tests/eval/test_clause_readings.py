"""How often clauses are read as labelled, counted on clauses a person can check."""

from __future__ import annotations

import json

from assistant.answers import Verdict
from assistant.modality.reading import Modal
from eval.clause_readings import Labelled, measure, read_labels, reading_text
from eval.rule_verdicts import measure_verdicts
from ingest.documents import Clause


def labelled(text: str, *forces: Modal, binds: str = "staff", condition: str = "") -> Labelled:
    clause = Clause("c", "p", text, 0, len(text), (), 1, 1)
    return Labelled(clause, "Oars", forces, frozenset({binds}), condition)


ROWS = [
    labelled("Staff must lock the shed.", Modal.MUST),
    labelled("Staff may row.", Modal.MUST_NOT),  # labelled wrongly, so that it counts
    labelled("Staff must not row.", Modal.MAY),
    labelled("Staff may row if the cox agrees.", Modal.MAY_ONLY_IF, condition="if the cox agrees"),
]


def test_a_ban_read_as_leave_is_counted_apart():
    figures = measure(ROWS)
    assert figures.confused[Modal.MUST, Modal.MUST] == 1
    assert figures.dangerous == {"ban as leave": 1, "leave as ban": 1}
    assert figures.conditions == (1, 1, 0)
    assert figures.binds == (4, 4)
    assert "first force right     0.500  2 of 4" in reading_text("oars", figures)


def test_a_correction_takes_the_place_of_the_label(tmp_path):
    record = {"file": "f", "policy": "p", "clause_id": "1", "clause": "Oars may float."}
    record |= {"section": None, "binds": [], "condition": None, "force": "may"}
    (tmp_path / "clause-labels.jsonl").write_text(json.dumps(record), encoding="utf-8")
    mended = tmp_path / "mended.jsonl"
    mended.write_text(
        json.dumps({"file": "f", "policy": "p", "clause_id": "1", "force": "states"}), "utf-8"
    )
    assert read_labels(tmp_path, mended)[0].forces == (Modal.STATES,)
    assert read_labels(tmp_path, tmp_path / "none.jsonl")[0].forces == (Modal.MAY,)


def test_the_verdicts_of_the_rules_are_counted_by_label(tmp_path):
    clause = {"id": "1", "section": "Oars", "lead_in": None, "text": "Oars must not be lent."}
    library = [{"policy": "Oars", "clauses": [clause]}]
    asked = {"c": "1", "disputed": False, "v": "no"}
    questions = [asked | {"q": "Can I lend oars?"}, asked | {"q": "Are oars lent?", "v": "yes"}]
    (tmp_path / "club.library.json").write_text(json.dumps(library), encoding="utf-8")
    (tmp_path / "club.questions.jsonl").write_text(
        "\n".join(json.dumps(q) for q in questions), encoding="utf-8"
    )
    given = measure_verdicts(tmp_path).given
    assert given == {(Verdict.NO, Verdict.NO): 1, (Verdict.YES, None): 1}
