"""Whether a go at the quiz was passed; pure."""

from __future__ import annotations

from assistant.records.induction_entries import AttemptScore


def passed(score: AttemptScore, mark: float) -> bool:
    """Whether the share of right answers reaches `mark` (0 to 1); whole answers are compared, so
    that four of five are 0.8."""
    return score.of > 0 and score.right + 1e-9 >= mark * score.of
