"""What a client was told, line by line in a file that survives its kill -9."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO


@dataclass(frozen=True)
class Entry:
    """A save that was begun. result is None until it was acknowledged; told: the errors the person saw before."""

    index: int
    request: str
    kind: str
    acknowledged: bool = False
    result: Any = None
    told: tuple[str, ...] = ()


class Journal:
    """Append-only; each line is out of the process before the next thing happens."""

    def __init__(self, path: Path) -> None:
        self._file: TextIO = path.open("a", encoding="utf-8")

    def begin(self, index: int, request: str, kind: str) -> None:
        self._write({"begin": index, "request": request, "kind": kind})

    def told(self, index: int, code: str) -> None:
        self._write({"told": index, "code": code})

    def acknowledge(self, index: int, result: Any) -> None:
        self._write({"done": index, "result": result})

    def _write(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()


def read(path: Path) -> dict[int, Entry]:
    """The entries by index; a last line that the kill cut short counts as not written."""
    entries: dict[int, Entry] = {}
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if "begin" in said:
            index = said["begin"]
            entries.setdefault(index, Entry(index, said["request"], said["kind"]))
            continue
        index = said["told"] if "told" in said else said["done"]
        old = entries[index]
        if "told" in said:
            entries[index] = Entry(
                index, old.request, old.kind, old.acknowledged, old.result, (*old.told, said["code"])
            )
        elif old.acknowledged and old.result != said["result"]:
            raise AssertionError(f"save {index} was acknowledged twice: {old.result} and {said['result']}")
        else:
            entries[index] = Entry(index, old.request, old.kind, True, said["result"], old.told)
    return entries
