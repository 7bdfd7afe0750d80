"""Web pages, read as they are shown."""

from __future__ import annotations

from ingest.reading import read_document


def read(tmp_path, body, head=""):
    path = tmp_path / "page.html"
    path.write_text(
        f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8"
    )
    return read_document(path)


def texts(document):
    return [clause.text for clause in document.clauses]


def test_scripts_styles_and_navigation_are_no_clauses(tmp_path):
    document = read(
        tmp_path,
        "<nav><a>Home page of the school</a></nav><script>var a = 'Staff must run.';</script>"
        "<div class='cookie-banner'><p>We use cookies.</p></div><h1>Visitor "
        "Policy</h1><p>Visitors <b>must</b> sign in.</p>"
        "<footer><p>Copyright the school.</p></footer>",
        "<style>p {color: red}</style>",
    )
    assert texts(document) == ["Visitors must sign in."]
    assert {d.reason for d in document.dropped} == {"navigation"}


def test_hidden_elements_are_flagged(tmp_path):
    document = read(
        tmp_path,
        "<h1>Visitor Policy</h1><p>Visitors must sign in.</p><p hidden>One.</p><p "
        "style='display: none'>Two.</p>"
        "<p style='color:#fff'>Three.</p><p class='ghost'>Four.</p><p "
        "style='font-size:1px'>Five.</p>"
        "<p>Seen <span style='visibility:hidden'>but not this </span>words.</p>",
        "<style>.ghost { display:none }</style>",
    )
    assert texts(document) == ["Visitors must sign in.", "Seen words."]
    assert len([f for f in document.findings if f.kind == "hidden-text"]) == 6


def test_nested_lists_and_tables_keep_their_lead_ins(tmp_path):
    document = read(
        tmp_path,
        "<h1>Rules</h1><h2>Phones</h2><p>Pupils must:</p><ul><li>hand phones "
        "in</li><li>keep them off, unless:<ul><li>a "
        "teacher says so; or</li><li>it is an "
        "emergency</li></ul></li></ul><table><tr><th>Year</th><th>Rule</th></tr>"
        "<tr><td>6</td><td>Phones may<br>be kept in a bag.</td></tr></table>",
    )
    assert [(c.lead_in, c.text) for c in document.clauses] == [
        ("Pupils must:", "hand phones in"),
        ("Pupils must: keep them off, unless:", "a teacher says so; or"),
        ("Pupils must: keep them off, unless:", "it is an emergency"),
        ("Year\tRule", "6\tPhones may be kept in a bag."),
    ]
    assert {c.section for c in document.clauses} == {("Phones",)}


def test_a_page_of_divisions_without_paragraphs_is_read(tmp_path):
    document = read(
        tmp_path,
        "<h1>Rules</h1><div>First rule.</div><div><div>Second rule.<br>Third rule.</div></div>",
    )
    assert texts(document) == ["First rule.", "Second rule.", "Third rule."]


def test_an_old_encoding_named_in_the_page_is_followed(tmp_path):
    path = tmp_path / "old.html"
    path.write_bytes(
        "<meta charset='windows-1252'><h1>Rules</h1><p>Pay £5 – now.</p>".encode("cp1252")
    )
    assert texts(read_document(path)) == ["Pay £5 – now."]
