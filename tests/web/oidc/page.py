"""A page that uses the sign-in and nothing else; its clock and settings are files beside them."""

from __future__ import annotations

import os
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import streamlit as st

from assistant.access.errors import NotAllowed
from assistant.access.roles import Permission, required
from assistant.access.settings import read_access
from assistant.web.sign_in import admit, current_actor

FOLDER = Path(os.environ["SIGN_IN_TEST_FOLDER"])
SETTINGS = FOLDER / "school.toml"

access = read_access(SETTINGS, tomllib.loads(SETTINGS.read_text())["access"])


def now() -> datetime:
    ahead = FOLDER / "minutes-ahead"
    minutes = int(ahead.read_text()) if ahead.exists() else 0
    return datetime.now(UTC) + timedelta(minutes=minutes)


def home() -> None:
    st.html("<h1>Open to everyone</h1>")


def desk() -> None:
    st.html("<h1>Desk</h1>")
    actor = admit(access, Permission.USE_DESK, now())
    if actor is None:
        return
    st.write("What is on the desk")
    if st.button("Sign a reply"):
        try:
            by = required(current_actor(access, now()), Permission.SIGN)
            (FOLDER / "signed").write_text(by.identity)
            st.write(f"Signed by {by.name}")
        except NotAllowed as error:
            st.write(str(error))


def leadership() -> None:
    st.html("<h1>Leadership</h1>")
    if admit(access, Permission.READ_LEADERSHIP, now()):
        st.write("What the head needs to know")


pages = [
    st.Page(home, title="Home", default=True),
    st.Page(desk, title="Desk", url_path="desk"),
    st.Page(leadership, title="Leadership", url_path="leadership"),
]
page = st.navigation(pages, position="hidden")
for other in pages:
    st.page_link(other, label=other.title)
page.run()
