"""A desk over an empty database for the review page, a dressed window, and what offscreen always says let pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.theme import Theme
from tests.ui.document.office import open_desk


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of every window; it is about itself and not about ours."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture
def desk(data_folder: DataFolder, theme: Theme) -> Iterator[Desk]:
    """An open office with nothing in it."""
    with open_desk(data_folder) as desk:
        yield desk
