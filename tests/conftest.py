"""What every test gets: no real windows, no real user data, no thread left behind, and ``--slow``."""

from __future__ import annotations

import gc
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine

from nemndsekr.store import connect, database, migrations
from nemndsekr.support.paths import DataFolder

# No deadline: two tests share two cores. In CI the same examples every time, so that a red run can be repeated.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# Where a program looks for this user's folders: XDG on Linux, platformdirs' own override and APPDATA on Windows.
USER_FOLDER_VARIABLES = (
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "LOCALAPPDATA",
    "APPDATA",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA",
    "WIN_PD_OVERRIDE_APPDATA",
)
PATIENCE = 2.0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--slow``."""
    parser.addoption("--slow", action="store_true", help="run also the tests marked slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what is marked slow unless it is asked for."""
    if config.getoption("--slow"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: run with --slow"))


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Keep the real user's data out of reach, in this process and in those it starts: a new empty place per test.

    Nothing is made on disk until a test makes it.
    """
    place = tmp_path_factory.getbasetemp() / "user" / f"{abs(hash(request.node.nodeid)):x}"
    with pytest.MonkeyPatch.context() as patch:
        for variable in USER_FOLDER_VARIABLES:
            patch.setenv(variable, str(place / variable.lower()))
        # Nor is what the IT department may have decided on this computer.
        patch.setenv("NEMNDSEKR_POLICY", str(place / "policy.toml"))
        yield place


@pytest.fixture(scope="session", autouse=True)
def quick_databases() -> Iterator[None]:
    """A new store's database is a copy of one that was migrated once, and no save of it waits for the disk.

    Its statements are compiled once for all stores: each engine of its own compiles all anew, and the mappers keep
    them all, which every collection of garbage then looks through.

    No test cuts the power. What ``connect`` and ``migrations`` do themselves is as in the program, and so is all in
    the processes that tests start.
    """
    real = migrations.MIGRATIONS
    with closing(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)) as template:
        migrations.migrate(template)
        first = create_engine("sqlite://")
        first.connect().close()  # the dialect asks the database about itself once
        first.dispose()

        def engine_of_one_kind(*arguments: Any, **options: Any) -> Engine:
            engine = create_engine(*arguments, **options)
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
            return engine

        def open_quickly(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
            connection = connect.open_database(path, read_only=read_only)
            if not read_only:
                connection.execute("PRAGMA synchronous = OFF")
            return connection

        def migrate_quickly(connection: sqlite3.Connection) -> None:
            if migrations.schema_version(connection) == 0 and migrations.MIGRATIONS is real:
                template.backup(connection)
            migrations.migrate(connection)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(database, "create_engine", engine_of_one_kind)
            patch.setattr(database, "open_database", open_quickly)
            patch.setattr(database, "migrate", migrate_quickly)
            yield


@pytest.fixture
def data_folder(tmp_path: Path) -> DataFolder:
    """An empty data folder for one test."""
    folder = tmp_path / "data"
    folder.mkdir()
    return DataFolder(folder)


@pytest.fixture(autouse=True)
def garbage_on_the_main_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect garbage only between the tests of the window: a worker that frees a widget ends the process."""
    if "tests/ui" not in request.node.path.as_posix():
        yield
        return
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running which would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + PATIENCE
    while left := [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]:
        if time.monotonic() > until:
            pytest.fail(f"left running: {', '.join(thread.name for thread in left)}")
        left[0].join(0.05)
