"""Playing steps of history: each at its moment, by the person who took it, through the real functions."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg

from services.sample.clock import OWN, PEOPLE, PERSON, TIME

BATCH = 400

# One round trip for many steps, under `past_clock`: each at its time and by its person. The few dozen statements stand
# in the function itself, so that each is planned once and not anew for each of thousands of steps.
_PLAYER = f"""
create function pg_temp.play(_steps jsonb, _statements jsonb) returns void language plpgsql as $play$
#variable_conflict use_column
declare
  _step jsonb;
  _with jsonb;
  _people jsonb := current_setting('{PEOPLE}')::jsonb;
  _who jsonb;
begin
  for _step in select x from jsonb_array_elements(_steps) x loop
    _who := _people -> (_step ->> 'by');
    _with := _step -> 'with';
    perform set_config('{TIME}', _step ->> 'at', true), set_config('{PERSON}', coalesce(_step ->> 'by', ''), true),
      {", ".join(f"set_config('aftercare.sample_{name}', coalesce(_who ->> '{name}', ''), true)" for name in OWN)};
    case (_step ->> 'do')::int
%s
    end case;
  end loop;
exception when others then
  -- which of the many it was
  raise exception '%% (%%) at %% by %%: %% %%', sqlerrm, sqlstate, _step ->> 'at', _step ->> 'by',
    _statements ->> (_step ->> 'do')::int, left(_step ->> 'with', 1000);
end $play$"""
_VALUES = re.compile(r"\$1\b")


@dataclass(frozen=True, order=True)
class Step:
    """One thing somebody did. by: the login, None for the program itself; statement: SQL with $1 as its values."""

    at: datetime
    turn: int
    by: str | None = field(compare=False)
    statement: str = field(compare=False)
    values: dict[str, Any] = field(compare=False)


class Script:
    """Steps as stories write them; played in the order of their moments."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self.steps: list[Step] = []

    def add(self, at: datetime, by: str | None, statement: str, **values: Any) -> bool:
        """Note a step; tells whether its moment has come already, else the story ends here."""
        if at > self.until:
            return False
        self.steps.append(Step(at, len(self.steps), by, statement, values))
        return True


def play(connection: psycopg.Connection, steps: Iterable[Step], report: Callable[[int, int], None]) -> None:
    """Play the steps in the order of their moments; report(done, all) after each batch."""
    ordered = sorted(steps)
    places: dict[str, int] = {}
    for step in ordered:
        places.setdefault(step.statement, len(places))
    cases = [f"      when {place} then {_inside(statement)};" for statement, place in places.items()]
    connection.execute((_PLAYER % "\n".join(cases)).encode())
    statements = json.dumps(list(places))
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        connection.execute("select pg_temp.play(%s::jsonb, %s::jsonb)", [_packed(batch, places), statements])
        report(min(start + BATCH, len(ordered)), len(ordered))
    connection.execute("drop function pg_temp.play(jsonb, jsonb)")


def _inside(statement: str) -> str:
    """A statement as it stands inside a function, its values by name."""
    text = _VALUES.sub("_with", statement.strip())
    return f"perform {text[len('select') :]}" if text.lower().startswith("select") else text


def _packed(steps: Sequence[Step], places: Mapping[str, int]) -> str:
    return json.dumps(
        [
            {"at": step.at.isoformat(), "by": step.by, "do": places[step.statement], "with": step.values}
            for step in steps
        ],
        default=str,
        ensure_ascii=False,
    )
