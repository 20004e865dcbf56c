"""The description of one field of a form, and what a record gives its fields."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ui.kit.options import Option
from ui.kit.words import Text


@dataclass
class Field:
    """One field of a form.

    column: the key in values(), the objectName is field_<column>. kind: text, code (as typed, no input method),
    multiline, phone, scan, integer, number, money, date, datetime, secret, choice,
    choices, yesno, combo, lookup. span: of twelve columns. hint: a word right above
    the field. search: for 'lookup', text -> Options, runs in the background.
    free: a list also takes what is not in it. rows: a tall one has so many rows of
    fields beside it. low_span: its span in a low window, where a tall one stands in
    one row; 0: as ever. missing: what is said where a required one is empty.
    """

    column: str
    label: Text
    kind: str = "text"
    required: bool = False
    unit: Text = ""
    span: int = 3
    newline: bool = False
    max_length: int = 0
    placeholder: Text = ""
    hint: Text = ""
    lines: int = 2
    options: Sequence[Option] = ()
    search: Callable[[str], Sequence[Option]] | None = None
    free: bool = False
    rows: int = 1
    low_span: int = 0
    missing: Text = ""


@dataclass
class Group:
    """Fields under one name in the left gutter; title '' for a form of one group."""

    title: Text
    fields: Sequence[Field]
    hint: Text = ""


def fields_of(record: Any) -> dict[str, Any]:
    """The values of a record (dataclass, NamedTuple or mapping) by column."""
    if record is None:
        return {}
    if isinstance(record, Mapping):
        return dict(record)
    if dataclasses.is_dataclass(record):
        return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    return record._asdict()
