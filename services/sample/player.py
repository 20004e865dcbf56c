"""Playing steps of history: each at its moment, by the person who took it, through the real functions."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg

from services.sample.clock import OWN, PEOPLE, PERSON, TIME

BATCH = 400

# One round trip for many steps, under `past_clock`: each at its time and by its person.
_PLAYER = f"""
create function pg_temp.play(steps jsonb) returns void language plpgsql as $play$
declare
  step jsonb;
  people jsonb := current_setting('{PEOPLE}')::jsonb;
  who jsonb;
begin
  for step in select x from jsonb_array_elements(steps) x loop
    who := people -> (step ->> 'by');
    perform set_config('{TIME}', step ->> 'at', true), set_config('{PERSON}', coalesce(step ->> 'by', ''), true),
      {", ".join(f"set_config('aftercare.sample_{name}', coalesce(who ->> '{name}', ''), true)" for name in OWN)};
    execute step ->> 'do' using step -> 'with';
  end loop;
exception when others then
  -- which of the many it was
  raise exception '% (%) at % by %: % %', sqlerrm, sqlstate, step ->> 'at', step ->> 'by', step ->> 'do',
    left(step ->> 'with', 1000);
end $play$"""


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
    connection.execute(_PLAYER.encode())
    for start in range(0, len(ordered), BATCH):
        connection.execute("select pg_temp.play(%s::jsonb)", [_packed(ordered[start : start + BATCH])])
        report(min(start + BATCH, len(ordered)), len(ordered))
    connection.execute("drop function pg_temp.play(jsonb)")


def _packed(steps: Sequence[Step]) -> str:
    return json.dumps(
        [{"at": step.at.isoformat(), "by": step.by, "do": step.statement, "with": step.values} for step in steps],
        default=str,
        ensure_ascii=False,
    )
