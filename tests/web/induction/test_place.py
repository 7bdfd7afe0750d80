from __future__ import annotations

from assistant.web.desk.links import induction_address
from assistant.web.link_visit import _is_induction


def test_link_made_at_the_desk_opens_the_induction_beside_it():
    made = induction_address("https://school.example/policies/desk", "abc")
    assert made == "https://school.example/policies/induction?link=abc"
    assert induction_address("http://127.0.0.1:8501/desk", "x").startswith(
        "http://127.0.0.1:8501/induction?link="
    )


def test_induction_says_itself_whose_it_is():
    assert _is_induction("http://here:8501/induction?link=abc")
    assert _is_induction("http://here:8501/base/induction/")
    assert not _is_induction("http://here:8501/?link=induction")
    assert not _is_induction("")
