from __future__ import annotations

import pytest

from assistant.web.markup import as_label, emphasised, tag, text


def test_markup_in_a_text_is_shown_literally():
    assert text('<b onclick="x">&') == "&lt;b onclick=&quot;x&quot;&gt;&amp;"


def test_attributes_are_escaped_and_none_leaves_one_out():
    assert tag("p", "x", class_='a"b', aria_label="c", role=None) == (
        '<p class="a&quot;b" aria-label="c">x</p>'
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("You post “x”, now: what?", "You post “x”, now: what?"),  # plain words stay as they are
        ("a *b* _c_ `d` $e$", r"a \*b\* \_c\_ \`d\` \$e\$"),
        ("[x](y) <b> :red[z]", r"\[x\](y) \<b> \:red\[z\]"),
        ("1. one", r"1\. one"),
        ("# one\ntwo", r"\# one two"),
        ("AT&T &amp; B", r"AT&T \&amp; B"),
    ],
)
def test_label_of_a_widget_shows_every_sign_as_it_is(words, expected):
    assert as_label(words) == expected


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        ([], "a &lt;b&gt; c"),
        (["<b>"], 'a <strong class="pa-condition">&lt;b&gt;</strong> c'),
        (["a <b>", "<b> c"], '<strong class="pa-condition">a &lt;b&gt; c</strong>'),
        (["not there", " "], "a &lt;b&gt; c"),
    ],
)
def test_emphasis_changes_no_word(phrases, expected):
    assert emphasised("a <b> c", phrases) == expected
