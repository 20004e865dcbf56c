"""Pictures for the sample company, drawn here: a shape on a wall, bright or dark, as a camera at a sign would see it."""

import struct
import zlib
from base64 import b64encode
from datetime import datetime, timedelta
from uuid import UUID

from services.sample.world import World

Colour = tuple[int, int, int]
WALL: Colour = (186, 190, 186)
DARK: Colour = (62, 66, 72)
LIT: Colour = (250, 214, 92)

# Two statements: the bytes may be written only once what they belong to is there.
_WHAT = """insert into aftercare.attachment (id, ticket_id, visit_id, kind, name, media_type, size, sha256, thumbnail)
    select ($1 ->> 'id')::uuid, ($1 ->> 'ticket')::uuid, ($1 ->> 'visit')::uuid, $1 ->> 'kind', $1 ->> 'name', 'image/png',
           length(x.data), encode(sha256(x.data), 'hex'), decode($1 ->> 'small', 'base64')
    from (select decode($1 ->> 'data', 'base64') as data) x"""
_CHECKED = """select aftercare.ticket_check_photos(t.id, t.version, ($1 ->> 'accepted')::boolean, $1 ->> 'note',
      ($1 ->> 'request')::uuid)
    from aftercare.ticket t where t.id = ($1 ->> 'id')::uuid"""
_BYTES = """insert into aftercare.attachment_data (attachment_id, data)
    select ($1 ->> 'id')::uuid, decode($1 ->> 'data', 'base64')"""


def png(width: int, height: int, sign: Colour) -> bytes:
    """A sign of that colour in the middle of a wall."""
    wall = bytes(WALL) * width
    edge = width // 6
    with_sign = bytes(WALL) * edge + bytes(sign) * (width - 2 * edge) + bytes(WALL) * edge
    rows = b"".join(b"\0" + (with_sign if height // 3 < y < 2 * height // 3 else wall) for y in range(height))
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, content in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    ):
        parts.append(struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content)))
    return b"".join(parts)


def add(
    world: World,
    at: datetime,
    by: str,
    kind: str,
    name: str,
    sign: Colour,
    ticket: UUID | None = None,
    visit: UUID | None = None,
) -> bool:
    """A photo of a ticket or a visit; tells whether its moment has come already."""
    data = b64encode(png(960, 640, sign)).decode()
    small = b64encode(png(160, 107, sign)).decode()
    photo = world.new_id(at)
    world.script.add(at, by, _WHAT, id=photo, ticket=ticket, visit=visit, kind=kind, name=name, data=data, small=small)
    return world.script.add(at, by, _BYTES, id=photo, data=data)


def of_ticket(world: World, at: datetime, clerk: str, ticket: UUID) -> None:
    """What a customer sent of a fault: the first is looked through, of the second more is needed, the third waits."""
    if not add(world, at, clerk, "photo_in", "故障现象.png", DARK, ticket=ticket):
        return
    turn = world.count("photos") % 3
    if turn != 0:
        moment = at + timedelta(minutes=4)
        note = "" if turn == 1 else "请补拍铭牌和序列号。"
        world.script.add(
            moment, clerk, _CHECKED, id=ticket, accepted=turn == 1, note=note, request=world.new_id(moment)
        )
