"""Pictures for the sample company, drawn here: a shape on a wall, bright or dark, as a camera at a sign would see it, and
products in a few strokes."""

import struct
import zlib
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, text

from services.sample.world import World

Colour = tuple[int, int, int]
WALL: Colour = (186, 190, 186)
DARK: Colour = (62, 66, 72)
LIT: Colour = (250, 214, 92)
WHITE: Colour = (255, 255, 255)
CASE: Colour = (206, 212, 215)
GLASS: Colour = (120, 170, 190)
# Left, top, right, bottom as parts of the picture, and the colour.
Shape = tuple[float, float, float, float, Colour]
PRODUCTS: dict[str, tuple[Shape, ...]] = {
    "phone": ((0.31, 0.08, 0.69, 0.92, DARK), (0.34, 0.13, 0.66, 0.86, GLASS), (0.46, 0.88, 0.54, 0.9, CASE)),
    "laptop": (
        (0.17, 0.2, 0.83, 0.66, DARK), (0.2, 0.23, 0.8, 0.63, GLASS), (0.08, 0.66, 0.92, 0.74, CASE), (0.42, 0.66, 0.58, 0.69, DARK),
    ),
    "tv": (
        (0.06, 0.2, 0.94, 0.72, DARK), (0.08, 0.23, 0.92, 0.69, GLASS), (0.47, 0.72, 0.53, 0.8, DARK), (0.3, 0.8, 0.7, 0.83, DARK),
    ),
    "washer": (
        (0.2, 0.08, 0.8, 0.92, CASE), (0.24, 0.12, 0.44, 0.18, WHITE), (0.7, 0.12, 0.76, 0.18, DARK),
        (0.32, 0.34, 0.68, 0.76, DARK), (0.36, 0.39, 0.64, 0.71, GLASS),
    ),
    "fridge": ((0.28, 0.05, 0.72, 0.95, CASE), (0.28, 0.36, 0.72, 0.37, DARK), (0.32, 0.16, 0.34, 0.33, DARK), (0.32, 0.4, 0.34, 0.6, DARK)),
    "aircon": ((0.06, 0.36, 0.94, 0.62, CASE), (0.1, 0.55, 0.9, 0.58, DARK), (0.78, 0.42, 0.86, 0.46, GLASS)),
    "network": (
        (0.14, 0.56, 0.86, 0.74, DARK), (0.2, 0.22, 0.23, 0.56, DARK), (0.77, 0.22, 0.8, 0.56, DARK), (0.24, 0.63, 0.28, 0.67, LIT),
        (0.32, 0.63, 0.36, 0.67, LIT),
    ),
    "": ((0.22, 0.22, 0.78, 0.78, CASE), (0.3, 0.3, 0.7, 0.55, GLASS), (0.3, 0.63, 0.4, 0.68, DARK)),
}  # fmt: skip

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
    return _drawn(width, height, WALL, ((1 / 6, 1 / 3, 5 / 6, 2 / 3, sign),))


def product(category: str, side: int = 320) -> bytes:
    """What a product of that category looks like from the front, on white."""
    return _drawn(side, side, WHITE, PRODUCTS.get(category, PRODUCTS[""]))


def _drawn(width: int, height: int, ground: Colour, shapes: Sequence[Shape]) -> bytes:
    """Rectangles on a ground as a PNG, the later ones in front."""
    lines = [bytearray(bytes(ground) * width) for _row in range(height)]
    for left, top, right, bottom, colour in shapes:
        begin, end = round(left * width), round(right * width)
        for line in lines[round(top * height) : round(bottom * height)]:
            line[3 * begin : 3 * end] = bytes(colour) * (end - begin)
    rows = b"".join(b"\0" + bytes(line) for line in lines)
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


def of_model(connection: Connection, attachment_id: UUID, model_id: UUID, category: str) -> None:
    """What customers see of a model."""
    picture, small = product(category, 800), product(category)
    connection.execute(
        text("""insert into attachment (id, product_model_id, kind, name, media_type, size, sha256, thumbnail)
                values (:i, :m, 'product', '', 'image/png', :s, :h, :t)"""),
        {"i": attachment_id, "m": model_id, "s": len(picture), "h": sha256(picture).hexdigest(), "t": small},
    )
    connection.execute(
        text("insert into attachment_data (attachment_id, data) values (:i, :d)"), {"i": attachment_id, "d": picture}
    )


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
