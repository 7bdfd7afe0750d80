"""The records of a school, where its settings say."""

from __future__ import annotations

from assistant.records.errors import RecordsMissing
from assistant.records.settings import RecordsSettings
from assistant.records.store import Records, file_url, open_records


def records_of(settings: RecordsSettings) -> Records:
    """The records, made where there are none yet; RecordsError when they can't be opened."""
    if settings.url is not None:
        return open_records(settings.url)
    try:
        settings.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordsMissing(
            f"{settings.folder}: the folder for the records can't be made ({error.strerror}). "
            "Make it, or name another under [records] in school.toml."
        ) from error
    return open_records(file_url(settings.folder))
