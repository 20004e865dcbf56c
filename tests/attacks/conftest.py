"""One scene for all attacks of a process: whatever an attack writes is rolled back or refused."""

from collections.abc import Iterator

import pytest

from tests import cluster
from tests.attacks import scene as scenes


@pytest.fixture(scope="session")
def scene() -> Iterator[scenes.Scene]:
    clone = cluster.clone("scene")
    made = scenes.Scene(clone)
    try:
        scenes.build(made)
        yield made
    finally:
        made.close()
        clone.drop()
