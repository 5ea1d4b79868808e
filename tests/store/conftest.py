"""An open store over an empty database, and one case in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from nemndsekr.operations.sign_in import sign_in
from nemndsekr.records.case import Case
from nemndsekr.records.namnd import Namnd
from nemndsekr.store.database import Store, open_store
from nemndsekr.support.paths import DataFolder
from tests.rows import add_record

NOW = datetime(2026, 2, 19, 13, 5, tzinfo=UTC)


@pytest.fixture
def store(data_folder: DataFolder) -> Iterator[Store]:
    opened = open_store(data_folder, NOW)
    yield opened
    opened.close()


@pytest.fixture
def who(store: Store) -> str:
    return sign_in(store, "kim", NOW).uid


@pytest.fixture
def case_id(store: Store, who: str) -> int:
    namnd, _ = add_record(store, Namnd(name="Barn- och utbildningsnämnden"), "lade till nämnd", who, NOW)
    case = Case(namnd_id=namnd.stored_id, title="Granskning av skolskjuts", dnr="BUN-2026-0412")
    add_record(store, case, "lade till ärendet", who, NOW)
    return case.stored_id
