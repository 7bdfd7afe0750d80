"""Whatever is done to a chain behind the program's back shows, at the right number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.records.chain import GENESIS, Head, Link, canonical, first_misfit

LENGTH = 6
FIELDS = tuple(name for name in Link._fields if name != "number")


def chain(length: int = LENGTH) -> tuple[list[Link], Head]:
    links: list[Link] = []
    previous = GENESIS
    for number in range(1, length + 1):
        link = Link(number, "2026", "a", "save", "draft", f"d{number}", "{}", previous)
        links.append(link._replace(entry_hash=link.hashed()))
        previous = links[-1].entry_hash
    return links, Head(length, previous)


def test_an_untouched_chain_fits():
    assert first_misfit(*chain()) is None
    assert first_misfit([], Head(0, GENESIS)) is None


def test_canonical_json_is_one_text_for_one_value():
    assert canonical({"b": "é", "a": [1, None]}) == '{"a":[1,null],"b":"\\u00e9"}'


@given(st.integers(1, LENGTH), st.sampled_from(FIELDS), st.text(max_size=20))
def test_a_changed_field_is_found_at_its_entry(number, name, value):
    links, head = chain()
    link = links[number - 1]
    links[number - 1] = link._replace(**{name: value})
    expected = None if getattr(link, name) == value else number
    assert first_misfit(links, head) == expected


@given(st.integers(1, LENGTH), st.sampled_from(FIELDS[:-2]))
def test_a_changed_entry_with_its_hash_recomputed_is_found_by_the_next(number, name):
    links, head = chain()
    changed = links[number - 1]._replace(**{name: "changed"})
    links[number - 1] = changed._replace(entry_hash=changed.hashed())
    assert first_misfit(links, head) == min(number + 1, LENGTH)


@given(st.integers(1, LENGTH), st.integers(1, LENGTH))
def test_removed_entries_are_missed_at_the_first_of_them(first, count):
    links, head = chain()
    del links[first - 1 : first - 1 + count]
    assert first_misfit(links, head) == first


@given(st.permutations(range(LENGTH)))
def test_swapped_entries_are_found_at_the_first_out_of_place(order):
    links, head = chain()
    swapped = [links[index]._replace(number=at + 1) for at, index in enumerate(order)]
    moved = [at + 1 for at, index in enumerate(order) if at != index]
    assert first_misfit(swapped, head) == (moved[0] if moved else None)


def test_entries_put_on_behind_the_head_are_found():
    links, _ = chain()
    shorter, head = chain(4)
    assert first_misfit(links, head) == len(shorter) + 1
