"""What an exported table is declared with."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.texts import N_


@dataclass(frozen=True)
class Out:
    """A column of an exported table: header, expression, and the texts of its codes."""

    header: str
    sql: str
    words: Mapping[str, str] | None = None
    width: int = 16


@dataclass(frozen=True)
class Table:
    """A table that can be exported. source: what stands after FROM, its first table under the alias t."""

    code: str
    title: str
    source: str
    columns: tuple[Out, ...]


def named(alias: str) -> str:
    """What people named, in the language of the export; '' where there is none. The import knows both names."""
    return f"coalesce(nullif(case when :english then {alias}.name_en end, ''), {alias}.name, '')"


# What most tables show; their sources name the store s, the customer c, the work order o and the ticket q.
NUMBER = Out(N_("Number"), "t.number")
STORE = Out(N_("Store"), named("s"))
WORK_ORDER = Out(N_("Work order"), "coalesce(o.number, '')")
TICKET = Out(N_("Ticket"), "coalesce(q.number, '')")
SUBJECT = Out(N_("Subject"), "t.subject", width=40)
SERIAL_NUMBER = Out(N_("Serial number"), "coalesce(d.serial_no, '')", width=24)


def customer(otherwise: str = "''") -> tuple[Out, Out]:
    """Number and name of the customer; otherwise: the name's expression where none is on file."""
    return (
        Out(N_("Customer number"), "coalesce(c.number, '')"),
        Out(N_("Customer name"), f"coalesce(c.name, {otherwise})", width=24),
    )


def yes_no(header: str, condition: str) -> Out:
    return Out(header, f"case when {condition} then 'yes' else 'no' end", {"yes": N_("Yes"), "no": N_("No")})
