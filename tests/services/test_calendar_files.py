"""Calendar files as RFC 5545 wants them: folded, escaped, in UTC; read back by a reader that unfolds and unescapes."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.calendar_files import Entry, calendar, escaped, folded
from tests.naughty import strings

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def read(file: bytes) -> list[dict[str, str]]:
    """The appointments of a file, by the rules of the standard and nothing of ours."""
    unfolded = file.decode().replace("\r\n ", "").replace("\r\n\t", "")
    entries, entry = [], {}
    for line in unfolded.split("\r\n"):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            entry = {}
        elif line == "END:VEVENT":
            entries.append(entry)
            entry = {}
        else:
            entry[name] = value
    return entries


def unescaped(value: str) -> str:
    """A TEXT value as it was meant."""
    found, signs = "", iter(value)
    for sign in signs:
        if sign == "\\":
            sign = {"n": "\n", "N": "\n"}.get(following := next(signs), following)
        found += sign
    return found


def entry(**values):
    return Entry(uuid4(), NOW, NOW + timedelta(hours=1), values.pop("summary", "V2611-00001 空调"), **values)


def test_a_file_holds_each_visit_with_its_time_in_utc():
    one = entry(place="文三路 1 号, 2 单元", description="电话 138****1234\n带梯子; 注意狗", sequence=3)
    file = calendar([one], NOW, "唐卫")
    assert file.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and file.endswith(b"END:VCALENDAR\r\n")
    found = read(file)[0]
    assert found["DTSTART"] == "20261122T013000Z" and found["DTEND"] == "20261122T023000Z"
    assert found["UID"] == f"{one.id}@aftercare" and found["SEQUENCE"] == "3" and found["STATUS"] == "CONFIRMED"
    assert found["LOCATION"] == "文三路 1 号\\, 2 单元" and unescaped(found["DESCRIPTION"]) == one.description


def test_no_line_is_longer_than_75_octets_and_no_character_is_torn():
    file = calendar([entry(summary="上门检修" * 60 + "😀" * 40)], NOW)
    for line in file.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert read(file)[0]["SUMMARY"] == "上门检修" * 60 + "😀" * 40


@pytest.mark.parametrize("text", strings())
def test_hostile_text_neither_breaks_a_line_nor_begins_a_property(text):
    clean = "".join(sign for sign in text if not "\ud800" <= sign <= "\udfff")
    found = read(calendar([entry(summary=clean, description=clean)], NOW))
    assert len(found) == 1 and set(found[0]) == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS", *(["DESCRIPTION"] if clean else []),
    }  # fmt: skip


@given(st.text(max_size=400))
def test_what_is_escaped_and_folded_reads_back_as_it_was(text):
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        sign for sign in kept if sign in "\n\t" or not (sign < " " or sign == "\x7f" or "\ud800" <= sign <= "\udfff")
    )
    line = folded(f"SUMMARY:{escaped(text)}")
    assert unescaped(line.replace("\r\n ", "").removeprefix("SUMMARY:")) == kept
    assert "\n" not in line.replace("\r\n", "")


def test_an_empty_calendar_is_a_calendar():
    assert read(calendar([], datetime.now(UTC))) == []
