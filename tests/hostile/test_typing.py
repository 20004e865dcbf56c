"""Hostile texts typed into every field of these screens: saved, read back, shown and printed as they are."""

import pytest

from tests.hostile.declared import PICKED, declared
from tests.hostile.typing_company import company, papers, typed, workplace_of
from tests.hostile.typing_parts import DOORS, PARTS, UNREACHED, UNSAVED, begins

__all__ = ["company", "papers", "typed", "workplace_of"]


@pytest.mark.parametrize("part", PARTS)
def test_every_field_keeps_what_is_typed_or_says_why_not(typed, part):
    wrong = typed(part)
    assert not wrong, "\n".join(wrong)


def test_what_is_not_reached_is_declared():
    known = {(one.file, one.column) for one in declared()}
    assert not {*UNREACHED, *UNSAVED} - known
    assert all(UNREACHED.values()) and all(UNSAVED.values())


def test_no_field_is_in_no_part():
    walked = (*DOORS, *(begins(part) for part in PARTS))
    named = set(UNREACHED)
    nowhere = [
        one
        for one in declared()
        if one.kind not in PICKED and not one.file.startswith(walked) and (one.file, one.column) not in named
    ]
    assert not nowhere, "not typed into by any walk: " + ", ".join(map(str, nowhere))
