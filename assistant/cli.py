"""The program `policy-assistant`: ingest, remove, policies, ask, chat, report, purge, …"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from assistant import printing
from assistant.batch import answer_batch
from assistant.errors import AssistantError
from assistant.records.entries import Actor, IngestEvent
from assistant.settings import Settings, load_settings
from ingest.errors import IngestError

TYPED = Actor("the command line", "system")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when all went well, 1 when something couldn't be done, 2 for usage."""
    options = build_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (AssistantError, IngestError) as error:
        print(f"policy-assistant: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        print("policy-assistant: stopped.", file=sys.stderr)
        return 130


def build_parser() -> argparse.ArgumentParser:
    """The command line, with every command and option."""
    parser = argparse.ArgumentParser(
        prog="policy-assistant",
        description="Answers questions about a school's policies with quoted clauses, offline.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    add = commands.add_parser("ingest", help="add or update documents (files or folders)")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument("--json", action="store_true", help="print the report as JSON")
    add.add_argument("--no-model", action="store_true", help="leave the school's chat model out")
    add.set_defaults(run=_ingest)

    questions = commands.add_parser(
        "questions", help="have a chat model make up questions for clauses that have none"
    )
    questions.add_argument("--list", action="store_true", help="show them instead")
    questions.add_argument("--delete", action="store_true", help="delete them all instead")
    questions.set_defaults(run=_questions)

    remove = commands.add_parser("remove", help="take a policy out of the library")
    remove.add_argument("policy_id", metavar="POLICY_ID")
    remove.set_defaults(run=_remove)

    policies = commands.add_parser("policies", help="what is loaded, overdue, named and missing")
    policies.add_argument("--json", action="store_true", help="print as JSON")
    policies.set_defaults(run=_policies)

    ask = commands.add_parser("ask", help="answer a question, or a file of questions")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--history", action="append", default=[], metavar="EARLIER TURN")
    ask.add_argument("--role", default="staff", help="staff, volunteer, governor, parent or pupil")
    ask.add_argument("--batch", type=Path, metavar="QUESTIONS.jsonl")
    ask.add_argument("--out", type=Path, metavar="ANSWERS.jsonl")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument("--explain", action="store_true", help="also what was not quoted, and why")
    ask.add_argument("--no-model", action="store_true", help="leave the school's chat model out")
    ask.add_argument("--no-samples", action="store_true", help="leave the sample policies out")
    ask.set_defaults(run=_ask)

    report = commands.add_parser("report", help="what the head and governors need to know")
    report.add_argument("--from", dest="start", type=date.fromisoformat, metavar="DATE")
    report.add_argument("--to", dest="end", type=date.fromisoformat, metavar="DATE")
    report.add_argument("--pdf", type=Path, metavar="FILE", help="write it as a PDF to print")
    report.add_argument("--csv", type=Path, metavar="FILE", help="write its counts as a table")
    report.set_defaults(run=_report)

    purge = commands.add_parser("purge", help="delete records older than the settings keep them")
    purge.set_defaults(run=_purge)

    for command in (add, questions, remove, policies, ask, report, purge):
        command.add_argument("--library", type=Path, metavar="DIR", help="where the library is")
        command.add_argument("--settings", type=Path, metavar="FILE", help="instead of school.toml")

    chat = commands.add_parser("chat", help="open the web chat")
    chat.add_argument("--port", type=int, default=8501)
    chat.add_argument("--headless", action="store_true", help="don't open a browser")
    chat.set_defaults(run=_chat)

    passphrase = commands.add_parser("passphrase", help="make the hash of a sign-in passphrase")
    passphrase.set_defaults(run=_passphrase)

    evaluate = commands.add_parser("eval", help="run the evaluation set and write the report")
    evaluate.add_argument("--suite", default="all", metavar="NAME")
    evaluate.add_argument("--out", type=Path, default=Path("build/eval"))
    evaluate.set_defaults(run=_eval)
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    settings = load_settings(options.settings)
    if options.library is not None:
        # Another library has records of its own, beside it.
        records = replace(settings.records, url=None, folder=options.library.parent / "records")
        settings = replace(settings, library_dir=options.library, server=None, records=records)
    return settings


def _ingest(options: argparse.Namespace) -> int:
    from assistant.bootstrap import build_library
    from assistant.desk.ingested import held, ingest_events
    from assistant.made_up.cli import make_questions
    from ingest.pipeline import ingest

    settings = _settings(options)
    library, encoder = build_library(settings)
    tell = None if options.json or not sys.stderr.isatty() else printing.progress
    before = held(library)
    report = ingest(options.paths, library, encoder, tell)
    _keep(ingest_events(report, before, library, TYPED.name, datetime.now(UTC)), settings)
    if not options.json:
        print(printing.report_text(report), flush=True)
    made = None if options.no_model else make_questions(settings, library, encoder, tell)
    if options.json:
        print(printing.report_json(report, made))
    elif made is not None:
        print(printing.made_up_text(made))
    return 1 if report.failed else 0


def _questions(options: argparse.Namespace) -> int:
    from assistant.made_up.cli import questions_command

    return questions_command(options, _settings(options))


def _remove(options: argparse.Namespace) -> int:
    from assistant.bootstrap import build_library
    from assistant.desk.ingested import held, removal_event

    settings = _settings(options)
    library, _ = build_library(settings)
    before = held(library)
    policies = {policy.policy_id: policy for policy in library.policies()}
    with library.writing():
        library.remove(options.policy_id)
    if policy := policies.get(options.policy_id):
        _keep([removal_event(policy, before, TYPED.name, datetime.now(UTC))], settings)
    print(f"Removed {options.policy_id}.")
    return 0


def _keep(events: Sequence[IngestEvent], settings: Settings) -> None:
    """Puts changes of the library on record; they stand even when that can't be done."""
    if not events:
        return
    from assistant.records.opening import records_of

    try:
        with records_of(settings.records) as records:
            for event in events:
                records.ingests.add(event, TYPED)
    except AssistantError as error:
        print(f"policy-assistant: done, but not put on record. {error}", file=sys.stderr)


def _purge(options: argparse.Namespace) -> int:
    from assistant.records.opening import records_of

    settings = _settings(options)
    with records_of(settings.records) as records:
        deleted = records.retention.purge(settings.records.keep_days, datetime.now(UTC), TYPED)
    for kind, number in deleted.items():
        print(f"{kind}: {number} deleted, older than {settings.records.keep_days[kind]} days")
    return 0


def _policies(options: argparse.Namespace) -> int:
    from assistant.bootstrap import build_library
    from assistant.library_links import overview
    from assistant.made_up.cli import standing_if_set

    settings = _settings(options)
    library, _ = build_library(settings)
    policies = library.policies()
    counts = {p.policy_id: len(library.clauses(p.policy_id)) for p in policies}
    links, today = overview(policies), date.today()
    made_up = standing_if_set(settings, library)
    if options.json:
        print(printing.policies_json(policies, counts, links, today, made_up))
    else:
        print(printing.policies_text(policies, counts, links, today, made_up))
    return 0


def _ask(options: argparse.Namespace) -> int:
    from assistant.bootstrap import build

    if (options.question is None) == (options.batch is None):
        print("policy-assistant ask: give a QUESTION, or --batch FILE --out FILE.", file=sys.stderr)
        return 2
    settings = _settings(options)
    if options.no_samples:
        settings = replace(settings, include_samples=False)
    if options.role not in settings.roles:
        print(
            f"policy-assistant ask: --role is one of {', '.join(settings.roles)}.", file=sys.stderr
        )
        return 2
    if options.no_model or options.batch is not None:  # a batch is answered offline
        settings = replace(settings, chat_model=None)
    switch, usage = None, None
    if settings.chat_model is not None:
        from assistant.desk.chat_model import on_records_if_any

        switch, usage = on_records_if_any(settings.records)
    assistant = build(settings, switch, usage)
    if options.batch is not None:
        if options.out is None:
            print("policy-assistant ask: --batch needs --out FILE.", file=sys.stderr)
            return 2
        return 1 if answer_batch(assistant, options.batch, options.out) else 0
    if seen_by := assistant.seen_by():
        print(seen_by, file=sys.stderr)
    answer = assistant.answer(
        options.question, options.history, options.role, phrase=True, search_help=True
    )
    if options.json:
        print(json.dumps(answer.to_json(), ensure_ascii=False, indent=2))
    else:
        print(printing.answer_text(answer, explain=options.explain))
    return 0


def _chat(options: argparse.Namespace) -> int:
    page = Path(__file__).parents[1] / "streamlit_app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(page)]
    command += ["--server.address", "127.0.0.1", "--server.port", str(options.port)]
    command += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    # Without this a first start stops and asks for an e-mail address.
    command += ["--server.showEmailPrompt", "false"]
    # Streamlit's welcome brings an offer to developers along, drawn over the answers.
    command += ["--logger.hideWelcomeMessage", "true"]
    print(f"The chat is at http://127.0.0.1:{options.port} (Ctrl+C ends it).", flush=True)
    command += ["--server.headless", "true" if options.headless else "false"]
    return subprocess.run(command, check=False).returncode


def _report(options: argparse.Namespace) -> int:
    from assistant.bootstrap import build_library
    from assistant.desk.cli import report_command
    from assistant.records.opening import records_of

    settings = _settings(options)
    library, _ = build_library(settings)
    with records_of(settings.records) as records:
        return report_command(options, settings, library, records)


def _passphrase(options: argparse.Namespace) -> int:
    from assistant.access.cli import passphrase_command

    return passphrase_command([])


def _eval(options: argparse.Namespace) -> int:
    # The evaluation imports this package, so it is started as a program of its own.
    command = [sys.executable, "-m", "eval", "--suite", options.suite, "--out", str(options.out)]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
