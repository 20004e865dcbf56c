"""Words of imports: states with their colours, sentences of results."""

from services.texts import N_, _, ngettext
from services.transfer.history import Batch
from services.transfer.kinds import KINDS
from services.transfer.lines import Shape
from services.transfer.running import Result
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.rights import Rights

STATES = {
    "running": Chip(N_("Broke off"), "warning", "paused"),
    "done": Chip(N_("Imported"), "success", "ok"),
    "undoing": Chip(N_("Half undone"), "warning", "paused"),
    "undone": Chip(N_("Undone"), "neutral", "undo"),
}
DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("bar")}


def kinds_for(rights: Rights) -> list[str]:
    """The kinds this person may import: whoever may enter records may bring them in a file."""
    return [
        code
        for code, kind in KINDS.items()
        if rights.may_add("import_batch")
        and rights.may_call(kind.function)
        and all(rights.may_add(table) for table in kind.tables)
    ]


def shape_line(shape: Shape) -> str:
    """What a file turned out to be, in one line."""
    parts = [shape.format.upper()]
    if shape.format == "csv":
        parts += [shape.encoding.upper(), _(DELIMITERS.get(shape.delimiter, shape.delimiter))]
    else:
        parts.append(_("sheet {name}").format(name=shape.sheet))
    parts.append(ngettext("{n} column", "{n} columns", len(shape.headers)).format(n=len(shape.headers)))
    if shape.rows is not None:
        parts.append(ngettext("{n} row", "{n} rows", shape.rows).format(n=formats.number(shape.rows)))
    return " · ".join(parts)


def counts(result: Result) -> str:
    """How many rows became what."""
    return _("{added} new, {kept} there already, {failed} refused").format(
        added=formats.number(result.added), kept=formats.number(result.kept), failed=formats.number(result.failed)
    )


def state_chip(batch: Batch) -> Chip:
    return STATES[batch.state]


def first_of(shown: int, all_there_are: int) -> str:
    """How many of many rows are listed."""
    return _("the first {shown} of {all}").format(shown=formats.number(shown), all=formats.number(all_there_are))
