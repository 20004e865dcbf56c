"""Which column of a file is which field: proposed by the headers, decided by a person."""

from collections.abc import Mapping, Sequence

from services import errors
from services.errors import ServiceError
from services.texts import LANGUAGES, N_, _, in_language
from services.transfer.fields import Field, Values, folded
from services.transfer.lines import Line

# Column numbers by field name; fields that the file lacks are left out.
Columns = Mapping[str, int]

errors.sentences(
    mapping_lacks=N_("Say which column holds {fields}."),
    mapping_doubled=N_("The column {column} is chosen for {first} and for {second}."),
)


def propose(headers: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    """The columns whose headers name a field, in either language; each column and field at most once."""
    columns: dict[str, int] = {}
    for place, header in enumerate(headers):
        columns.setdefault(folded(header), place)
    found: dict[str, int] = {}
    taken: set[int] = set()
    for field in fields:
        for name in _names(field):
            at = columns.get(name)
            if at is not None and at not in taken:
                found[field.name] = at
                taken.add(at)
                break
    return found


def _names(field: Field) -> list[str]:
    names = [field.name, *field.aliases]
    for language in LANGUAGES:
        with in_language(language):
            names.append(_(field.label))
    return list(dict.fromkeys(filter(None, map(folded, names))))


def check(mapping: Columns, headers: Sequence[str], fields: Sequence[Field]) -> None:
    """Raises ServiceError where a required field has no column, or two fields share one."""
    missing = [field.title() for field in fields if field.required and field.name not in mapping]
    if missing:
        raise ServiceError("mapping_lacks", fields=", ".join(missing))
    used: dict[int, Field] = {}
    for field in fields:
        place = mapping.get(field.name)
        if place is None:
            continue
        if place in used:
            raise ServiceError(
                "mapping_doubled", column=headers[place], first=used[place].title(), second=field.title()
            )
        used[place] = field


def values_of(line: Line, mapping: Columns, fields: Sequence[Field]) -> Values:
    """The values of a line by field name; raises ServiceError for the first one that will not do."""
    if line.problem is not None:
        raise line.problem
    out: Values = {}
    for field in fields:
        place = mapping.get(field.name)
        if place is None:
            if field.required:
                field.value("")
            continue
        out[field.name] = field.value(line.cells[place])
    return out
