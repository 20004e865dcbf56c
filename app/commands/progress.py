"""How far a command is, in one line that writes over itself; nothing where nobody looks."""

import sys

from services.pg_programs import Step, Watch
from services.phase_words import phase_words


def watch() -> Watch:
    """Tells the terminal, if there is one."""
    return Watch(_tell if sys.stderr.isatty() else lambda _step: None)


def _tell(step: Step) -> None:
    done = f" {step.done * 100 // step.of} %" if step.of else ""
    sys.stderr.write(f"\r\x1b[2K{phase_words(step.phase)}{done}\r")
    sys.stderr.flush()
