"""One rule of a clause, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.modality.reading import Modal, audiences_named
from ingest.documents import Clause

RELATIVE = re.compile(r",?\s+(?:who|whose|that|including|related|with)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Rule:
    """One rule. `act` is what is done, from a verb in its base form, without conditions ("send
    messages to pupils"); `subject` and `occasion` ("If a device is lost") are as written.

    `exception` ("unless the headteacher has agreed") lifts a ban; `proviso` ("if a parent agrees")
    limits a permission or a duty; `concession` ("even if no name is given") says what makes no
    difference. All are verbatim or ''. `sentence` is the whole of it, '' when it doesn't stand by
    itself; `verb` the modal as written ("must not"). `people` is true when the subject is someone
    who acts, `first` when nothing stands before it in its clause, `only` for "only staff may".
    """

    clause: Clause
    subject: str
    modal: Modal
    act: str
    sentence: str = ""
    occasion: str = ""
    exception: str = ""
    proviso: str = ""
    concession: str = ""
    verb: str = ""
    people: bool = False
    first: bool = True
    only: bool = False

    @property
    def audiences(self) -> tuple[str, ...]:
        """Whom the subject names, by the audiences of `assistant.modality.reading`."""
        head = RELATIVE.split(self.subject, maxsplit=1)[0]
        return audiences_named(head) or ("everyone",)
