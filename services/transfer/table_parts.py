"""What an exported table is declared with."""

from collections.abc import Mapping
from dataclasses import dataclass


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
