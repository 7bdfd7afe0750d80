from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.web.uploads import is_local, on_disk, safe_name


@dataclass
class Sent:
    name: str
    content: bytes = b"x"

    def getvalue(self) -> bytes:
        return self.content


@pytest.mark.parametrize(
    ("headers", "address", "local"),
    [
        ({"Host": "localhost:8501"}, None, True),
        ({"host": "127.0.0.1:8501"}, "127.0.0.1", True),
        ({"Host": "[::1]:8501"}, "::1", True),
        ({"Host": "localhost:8501"}, "10.0.0.7", False),
        ({"Host": "school.example"}, None, False),
        ({"Host": "localhost", "X-Forwarded-For": "10.0.0.7"}, None, False),
        ({}, None, False),
    ],
)
def test_only_this_machine_itself_is_local(headers, address, local):
    assert is_local(headers, address) is local


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("policy.pdf", "policy.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Policy 2.docx", "Policy 2.docx"),
        ('a<b>:"|?*.md', "a_b______.md"),
        ("..", "file"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_lose_folders_and_odd_characters(name, safe):
    assert safe_name(name) == safe


def test_two_uploads_of_one_name_are_both_there_and_then_gone():
    with on_disk([Sent("a.md", b"1"), Sent("a.md", b"2")]) as paths:
        assert [path.name for path in paths] == ["a.md", "a.md"]
        assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    assert not any(path.exists() for path in paths)
