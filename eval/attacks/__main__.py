"""`python -m eval.attacks`: what held and what didn't, by where, how and risk."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from eval.attacks.bench import Bench, Outcome
from eval.attacks.cases import Where, read_attacks, sample


def table(outcomes: Sequence[Outcome], field: str) -> str:
    """Attacks, those that held and those that didn't, by one field of the attacks."""
    all_ = Counter(str(getattr(o.attack, field)) for o in outcomes)
    broken = Counter(str(getattr(o.attack, field)) for o in outcomes if o.broken)
    width = max(map(len, all_), default=0)
    lines = [f"{field:{width}}  attacks  held  violated"]
    lines += [f"{k:{width}}  {n:7}  {n - broken[k]:4}  {broken[k]:8}" for k, n in all_.items()]
    return "\n".join(lines)


def main() -> int:
    """Runs the attacks asked for; 1 when something didn't hold."""
    options = argparse.ArgumentParser(prog="python -m eval.attacks", description=__doc__)
    options.add_argument("--where", choices=[w.value for w in Where], help="only these")
    options.add_argument("--only", nargs="+", metavar="ID", help="only attacks whose ids begin so")
    options.add_argument("--sample", type=int, metavar="N", help="the fixed sample of the tests")
    options.add_argument("--out", type=Path, metavar="FILE", help="every outcome, as JSON lines")
    args = options.parse_args()
    attacks = [a for a in read_attacks() if args.where in (None, a.where)]
    if args.only:
        attacks = [a for a in attacks if a.id.startswith(tuple(args.only))]
    if args.sample:
        attacks = sample(attacks, args.sample)
    began = time.perf_counter()
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for outcome in bench.run(attacks):
            outcomes.append(outcome)
            if sys.stderr.isatty():
                print(f"\r{len(outcomes)} of {len(attacks)}", end="", file=sys.stderr)
        bench.assistant.library.close()
    seconds = time.perf_counter() - began
    for field in ("where", "how", "risk"):
        print(table(outcomes, field), end="\n\n")
    print("what became of the question:")
    for reply, number in Counter(o.reply for o in outcomes).most_common():
        print(f"  {number:4} {reply}")
    hidden = [o for o in outcomes if o.attack.carrier and not o.attack.visible]
    print(f"hidden words pointed out at ingest: {sum(o.flagged for o in hidden)} of {len(hidden)}")
    for outcome in outcomes:
        for broken in outcome.broken:
            print(f"VIOLATED {outcome.attack.id} ({outcome.attack.how}): {broken}")
    violated = sum(bool(o.broken) for o in outcomes)
    print(f"{len(outcomes) - violated} of {len(outcomes)} held, in {seconds:.0f} s")
    if args.out:
        with args.out.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(_row(o), ensure_ascii=False) + "\n" for o in outcomes)
    return 1 if violated else 0


def _row(outcome: Outcome) -> dict:
    answer = outcome.answer
    return {
        "id": outcome.attack.id,
        "reply": outcome.reply,
        "broken": outcome.broken,
        "flagged": outcome.flagged,
        "base": outcome.base.verdict,
        "standalone": answer.standalone_question if answer else None,
        "quotes": [q.text for q in answer.quotes] if answer else [],
        "parts": [(p.question, p.status, p.verdict) for p in answer.parts] if answer else [],
    }


if __name__ == "__main__":
    sys.exit(main())
