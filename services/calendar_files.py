"""Calendar files (.ics, RFC 5545) of somebody's visits, for the calendar of his telephone.

Written here because nothing we depend on writes it: a file is lines of at most 75 octets, texts are escaped, and
instants are in UTC, so that no time zone has to be described.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

PRODUCT = "-//Aftercare//Visits//EN"
OCTETS = 75


@dataclass(frozen=True)
class Entry:
    """An appointment. sequence: grows with each change, so that a calendar replaces what it knows."""

    id: UUID
    begins: datetime
    ends: datetime
    summary: str
    place: str = ""
    description: str = ""
    sequence: int = 0
    cancelled: bool = False


def escaped(text: str) -> str:
    """A TEXT value (3.3.11): backslash, semicolon, comma and line breaks escaped, other control signs left out."""
    kept = "".join(
        sign for sign in text.replace("\r\n", "\n").replace("\r", "\n") if sign in "\n\t" or not _control(sign)
    )
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _control(sign: str) -> bool:
    return sign < " " or sign == "\x7f" or "\ud800" <= sign <= "\udfff"


def folded(line: str) -> str:
    """A content line (3.1) in pieces of at most 75 octets; no character is torn apart."""
    pieces: list[str] = []
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        # the blank that a further piece begins with counts too
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += octets
    return "\r\n".join([*pieces, piece])


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _lines(entry: Entry, made_at: datetime) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@aftercare"
    yield f"DTSTAMP:{_instant(made_at)}"
    yield f"DTSTART:{_instant(entry.begins)}"
    yield f"DTEND:{_instant(entry.ends)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"SUMMARY:{escaped(entry.summary)}"
    if entry.place:
        yield f"LOCATION:{escaped(entry.place)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def calendar(entries: Sequence[Entry], made_at: datetime, name: str = "") -> bytes:
    """A whole calendar file with these appointments; name: what a calendar calls it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for entry in entries:
        lines.extend(_lines(entry, made_at))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()
