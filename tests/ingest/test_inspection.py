"""What a person is asked to look at."""

from __future__ import annotations

from datetime import date

from ingest.reading import read_document


def findings(tmp_path, text, today=date(2026, 1, 1)):
    path = tmp_path / "v.txt"
    path.write_text(text, encoding="utf-8")
    return {f.kind: f.text for f in read_document(path, today=today).findings}


def test_lost_and_missing_spaces_are_suspicious(tmp_path):
    assert (
        "s p a c e s"
        in findings(tmp_path, "Rules\n\nHere are l o s t s p a c e s for you.\n")[
            "suspicious-spacing"
        ]
    )
    assert "suspicious-spacing" in findings(
        tmp_path, "Rules\n\nStaffmustnevergooutwithoutabadge today.\n"
    )
    assert "suspicious-spacing" not in findings(
        tmp_path,
        (
            "Rules\n\nWrite to someone.with.a.long.address@averylongdomainnameindeed.example "
            "or a/b.\n"
        ),
    )


def test_a_draft_says_so(tmp_path):
    assert (
        findings(tmp_path, "DRAFT\n\nRules\n\nStaff must sign in.\n")["draft"]
        == "Marked “DRAFT” on page 1."
    )


def test_unread_characters_are_counted(tmp_path):
    assert "replaced-characters" in findings(tmp_path, "Rules\n\nStaff must si\ufffdn in.\n")


def test_the_review_is_missing_or_past_or_neither(tmp_path):
    text = "Rules\n\nStaff must sign in.\n\n"
    assert "no-review-date" in findings(tmp_path, text)
    assert "review-overdue" in findings(tmp_path, text + "Review date: May 2025\n")
    later = findings(tmp_path, text + "Review date: May 2026\n")
    assert "review-overdue" not in later and "no-review-date" not in later


def test_each_linked_policy_is_told_once(tmp_path):
    found = findings(tmp_path, "Rules\n\nSee the Key Policy.\n\nSee the Key Policy again.\n")
    assert found["linked-policy"] == "It refers to the Key Policy (as “Key Policy”)."
