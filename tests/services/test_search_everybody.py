"""The search box asks every kind of record at once, whoever sits before it."""

import importlib
import pkgutil

import pytest

import services
from services import search


@pytest.mark.parametrize(
    "person", ["admin", "zhou", "na", "tang", "pei", "xiao", "cai", "shen"],
)  # fmt: skip
def test_nobody_is_refused_for_a_kind_he_does_not_read(login, person):
    for module in pkgutil.iter_modules(services.__path__, "services."):
        importlib.import_module(module.name)
    assert search.everything(login(person), "王芳") is not None
    assert search.everything(login(person), "W2611-00001") is not None
