"""Two people at one record: what a form's next save is compared with.

The database compares a save with what the person saw: the record's version, and the columns' values
where somebody saved in between. So a record that comes anew while somebody types must not replace what
he saw, and after a conflict the next save starts from what its dialog showed, not from what came since.
"""

from dataclasses import is_dataclass, replace
from typing import Any

from ui.kit.form import Form


def in_hand(form: Form, seen: Any, record: Any, **columns: str) -> Any:
    """The newer `record` as it was seen by the person who is typing in the form.

    Columns that were touched keep the values of `seen`, and so does the version: saving compares them.
    columns: the record's name of a form's column where they differ.
    """
    if seen is None or not form.touched:
        return record
    names = [columns.get(column, column) for column in form.touched_columns]
    return _with(
        record, {"version": seen.version, **{name: getattr(seen, name) for name in names if hasattr(seen, name)}}
    )


def settled(seen: Any, conflict: Any, form: Form | None = None) -> Any:
    """What the save after a conflict starts from: the other's values and version as the dialog showed them.

    form: the one whose columns were shown, where the record has several; the others are compared once more.
    """
    theirs = {name: value for name, value in conflict.theirs.items() if form is None or name in form.cells}
    version = conflict.version if len(theirs) == len(conflict.theirs) else seen.version
    return _with(seen, {**{name: value for name, value in theirs.items() if hasattr(seen, name)}, "version": version})


def _with(record: Any, values: dict[str, Any]) -> Any:
    return replace(record, **values) if is_dataclass(record) else record._replace(**values)
