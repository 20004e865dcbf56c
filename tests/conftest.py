"""Fixtures and rules for every test.

The environment is set before anything imports Qt: without the offscreen platform the
process would abort where there is no display, and nothing may touch the person's own files.
"""

import atexit
import gc
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["AFTERCARE_HOME"] = tempfile.mkdtemp(prefix="aftercare-home-")
atexit.register(shutil.rmtree, os.environ["AFTERCARE_HOME"], ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("PG") or name == "AFTERCARE_DSN"]:
    del os.environ[_name]

import pytest  # noqa: E402
from pytestqt.qtbot import QtBot  # noqa: E402

from app import collecting  # noqa: E402
from services import texts  # noqa: E402
from tests import cluster  # noqa: E402

pytest_plugins = ["tests.people"]

# What a test waits for comes within milliseconds; a slow or crowded machine may take this long (ms).
PATIENCE = 60_000


class PatientBot(QtBot):
    """pytest-qt's bot, never in less of a hurry than PATIENCE: a test must not fail because the machine is slow.

    That something does not happen is no matter of waiting: such tests look at what is there.
    """

    def waitUntil(self, callback, *, timeout=PATIENCE):
        __tracebackhide__ = True
        super().waitUntil(callback, timeout=max(timeout, PATIENCE))

    def waitSignal(self, signal, *, timeout=PATIENCE, raising=None, **how):
        # assertNotEmitted waits by this too, to the end: it says that it expects nothing
        patience = timeout if raising is False else max(timeout, PATIENCE)
        return super().waitSignal(signal, timeout=patience, raising=raising, **how)

    def waitSignals(self, signals, *, timeout=PATIENCE, **how):
        return super().waitSignals(signals, timeout=max(timeout, PATIENCE), **how)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "logs(pattern): log records at WARNING or above that match the pattern are expected"
    )
    gc.disable()  # as in the program: what tests leave behind must not be destroyed on a worker of a later one
    if not hasattr(config, "workerinput"):
        cluster.begin_run()


def pytest_runtest_logfinish() -> None:
    collecting.look()


def pytest_unconfigure(config: pytest.Config) -> None:
    cluster.leave_run()
    if not hasattr(config, "workerinput"):
        cluster.end_run()


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A warning in the log that the test does not expect makes it fail, as Qt's warnings do."""
    expected = [re.compile(mark.args[0]) for mark in item.iter_markers("logs")]
    complaints = _Complaints()
    logging.getLogger().addHandler(complaints)
    try:
        result = yield
    finally:
        logging.getLogger().removeHandler(complaints)
    said = [f"{record.name}: {record.getMessage()}" for record in complaints.records]
    unexpected = [line for line in said if not any(pattern.search(line) for pattern in expected)]
    if unexpected:
        pytest.fail("unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)
    return result


@pytest.fixture
def qtbot(qapp, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's fixture, with patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Every test starts in the program's first language and leaves no other behind."""
    texts.use("zh_CN")
    yield
    texts.use("zh_CN")


@pytest.fixture(scope="session")
def database() -> Iterator[cluster.Clone]:
    """This process's database, shared by its tests: what they write they roll back."""
    clone = cluster.clone("worker")
    yield clone
    clone.drop()


@pytest.fixture
def fresh_database() -> Iterator[cluster.Clone]:
    """A database of the test's own, for tests that commit, use several connections or break things."""
    clone = cluster.clone("test")
    yield clone
    clone.drop()
