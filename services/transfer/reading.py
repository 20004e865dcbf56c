"""Opens a file for import, whatever kind of table it is."""

from pathlib import Path

from services import errors
from services.errors import ServiceError
from services.texts import N_
from services.transfer.csv_files import CsvSource
from services.transfer.lines import LARGEST_FILE, Source
from services.transfer.xlsx_files import XlsxSource

_ZIP = b"PK\x03\x04"
# What people choose by mistake: papers and pictures, which could pass for a strange encoding.
_NO_TABLES = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
# The compound file of old .xls and of .xlsx with a password.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

errors.sentences(
    xls_not_read=N_(
        "{name} is an old .xls file or has a password; save it as .xlsx without a password, or as CSV, and try again."
    ),
)


def open_source(path: Path, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> Source:
    """The table in a file; its own bytes decide about the format, not its name.

    encoding and delimiter (CSV) and sheet (XLSX) are found out where they are not given. Raises ServiceError.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
        size = path.stat().st_size
    except OSError as error:
        raise ServiceError("file_missing", name=path.name) from error
    if not head:
        raise ServiceError("file_empty", name=path.name)
    if size > LARGEST_FILE:
        raise ServiceError("file_too_large", name=path.name, limit=f"{LARGEST_FILE // 1_000_000_000} GB")
    if head.startswith(_COMPOUND):
        raise ServiceError("xls_not_read", name=path.name)
    if head.startswith(_NO_TABLES):
        raise ServiceError("file_not_a_table", name=path.name)
    if head.startswith(_ZIP):
        return XlsxSource(path, sheet)
    return CsvSource(path, encoding, delimiter)
