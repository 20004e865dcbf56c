"""Small files for the tests of imports."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from services.database import Database
from services.ids import new_id
from services.transfer import mapping, reading, running
from services.transfer.kinds import KINDS


def csv_file(folder: Path, rows: Iterable[Sequence[object]], name: str = "list.csv", encoding: str = "utf-8") -> Path:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path = folder / name
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def plan_of(kind: str, path: Path) -> running.Plan:
    """The file read with the columns as they are proposed."""
    source = reading.open_source(path)
    return running.Plan(KINDS[kind], source, mapping.propose(source.shape.headers, KINDS[kind].fields))


def imported(db: Database, kind: str, path: Path, batch: UUID | None = None) -> running.Result:
    return running.run(db, plan_of(kind, path), batch or new_id())


CONTENT_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""
RELATIONS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
 Target="worksheets/sheet1.xml"/></Relationships>"""
BOOK = """<?xml version="1.0"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"""


def workbook(folder: Path, rows: str, *, after: str = "", name: str = "book.xlsx", head: str = "") -> Path:
    """A workbook whose sheet holds these <row> elements, written by hand as no library would."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<?xml version="1.0"?>{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>",
        )
    return path


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'
