"""Made-up questions at the command line: after an ingest, and by `policy-assistant questions`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.made_up.making import MadeUpReport, Progress, lacking, make_up
from assistant.made_up.standing import Standing, standing
from assistant.made_up.words import report_words, sent_words, standing_words
from ingest.errors import IngestError
from ingest.made_up import clause_key

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ingest.encoder import Encoder
    from ingest.library import Library

NOT_SET = (
    "Questions are made up only where the school has set it: questions = true in [chat_model] of "
    "school.toml (README, “A chat model, if the school has one”)."
)


def make_questions(
    settings: Settings, library: Library, encoder: Encoder, on_progress: Progress | None = None
) -> MadeUpReport | None:
    """Says what leaves and where to, and has questions made up; None where that isn't set. What
    goes wrong is told, and raised on to nobody: the policies are loaded."""
    from assistant.bootstrap import build_questioner
    from assistant.desk.chat_model import on_records_if_any

    model = settings.chat_model
    if model is None or not model.questions:
        return None
    questioner = build_questioner(settings, *on_records_if_any(settings.records))
    assert questioner is not None
    try:
        if todo := lacking(library, questioner.made_by):
            print(sent_words(len(todo), model.service, model.where), file=sys.stderr, flush=True)
        return make_up(library, encoder, questioner, on_progress)
    except IngestError as error:
        print(f"policy-assistant: no questions were made up. {error}", file=sys.stderr)
        return None


def questions_command(options: argparse.Namespace, settings: Settings) -> int:
    """Goes on making up questions, lists them, or deletes them; 1 when some clauses still lack
    some."""
    from assistant.bootstrap import build_library
    from assistant.printing import progress

    library, encoder = build_library(settings)
    if options.delete:
        with library.writing():
            library.made_up.sweep(())
        print("The made-up questions are deleted.")
        return 0
    if options.list:
        print("\n".join(_listed(library)))
        return 0
    if settings.chat_model is None or not settings.chat_model.questions:
        print(f"policy-assistant: {NOT_SET}", file=sys.stderr)
        return 1
    tell = progress if sys.stderr.isatty() else None
    made = make_questions(settings, library, encoder, tell)
    if made is None:
        return 1
    print(report_words(made, "policy-assistant questions goes on."))
    print(standing_words(standing(library)))
    return 1 if made.left else 0


def standing_if_set(settings: Settings, library: Library) -> Standing | None:
    """How it stands with made-up questions; None where the school hasn't set that, or what is kept
    can't be read."""
    if settings.chat_model is None or not settings.chat_model.questions:
        return None
    try:
        return standing(library)
    except IngestError as error:
        print(f"policy-assistant: {error}", file=sys.stderr)
        return None


def _listed(library: Library) -> list[str]:
    """The questions under the beginnings of their clauses, marked as generated."""
    texts, made_by = library.made_up.texts(), library.made_up.made_by()
    lines = [standing_words(standing(library))]
    for policy in library.policies():
        for clause in library.clauses(policy.policy_id):
            key = clause_key(policy.title, clause)
            if key not in texts:
                continue
            lines += ["", f"{policy.title}, page {clause.page}: {clause.text[:100]}"]
            lines += [f"  made up by {made_by[key].model}: {text}" for text in texts[key]]
    return lines
