"""Everything on file about a person, as a page that anybody can read in a browser, or as JSON for a program."""

import html
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.column_names import column_name
from services.table_names import table_words
from services.texts import N_, _

# What a person reads nothing into: the program's own names of rows.
_NAMES_OF_ROWS = ("id", "request", "seq")
_STYLE = """
body { font: 15px/1.5 system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif; margin: 2em auto; max-width: 60em; }
h1 { font-size: 1.5em } h2 { font-size: 1.15em; border-bottom: 1px solid; margin-top: 2em }
table { border-collapse: collapse; margin: 0 0 1em; width: 100% } th { text-align: left; width: 14em; font-weight: 400 }
th, td { vertical-align: top; padding: .1em .5em .1em 0; overflow-wrap: anywhere } hr { border: 0; border-top: 1px dotted }
"""

TITLE = N_("Data on file about {number}")


def as_json(number: str, made_at: datetime, records: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """All rows by table, with every column."""
    whole = {"number": number, "made_at": made_at.isoformat(timespec="seconds"), "records": records}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=str)


def as_page(number: str, made_at: datetime, records: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """All rows by table, each as a list of what is filled in; a page that needs nothing but itself."""
    title = _(TITLE).format(number=number)
    said = _("As it was on {at}. Fields without content are left out.").format(at=f"{made_at:%Y-%m-%d %H:%M}")
    pieces = [
        f'<!doctype html><html><head><meta charset="utf-8"><title>{_safe(title)}</title><style>{_STYLE}</style></head>',
        f"<body><h1>{_safe(title)}</h1><p>{_safe(said)}</p>",
    ]
    for table, rows in sorted(records.items(), key=lambda item: (item[0] != "customer", item[0])):
        pieces.append(f"<h2>{_safe(table_words(table))} ({len(rows)})</h2>")
        pieces.append("<hr>".join(_row(table, row) for row in rows))
    return "\n".join([*pieces, "</body></html>"])


def _row(table: str, row: Mapping[str, Any]) -> str:
    lines = "".join(
        f"<tr><th>{_safe(column_name(table, column))}</th><td>{_safe(_shown(value))}</td></tr>"
        for column, value in row.items()
        if value not in (None, "", [], {}) and column not in _NAMES_OF_ROWS and not column.endswith("_id")
    )
    return f"<table>{lines}</table>"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _safe(text: str) -> str:
    return html.escape(text, quote=True)
