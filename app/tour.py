"""The tour: the real windows driven through the main job in a made-up company, with pictures of every screen."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.texts import _

if TYPE_CHECKING:
    from app.tour_steps.guide import Guide

ORDERS = 120
LANGUAGES = ("zh_CN", "en")
Size = tuple[int, int]


def run(
    out: str, lang: str = "", theme: str = "", *, orders: int = ORDERS, short: bool = False, size: Size | None = None
) -> int:
    """Drive the tour in one language or both; 0 when every step did, else 1. short: the main job and what customers see.

    size: of the windows in pixels, 1440x900 unless said.
    Always in a throw-away database of its own; nobody's settings are read or written, nothing is printed.
    """
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("win32", "darwin")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    from app.demo import Demonstration

    demonstration = Demonstration(orders)
    began = time.monotonic()
    kept = os.environ.get("AFTERCARE_HOME")
    try:
        demonstration.start()
        passes = [
            _pass(demonstration, folder, language, theme, short, size) for language in ([lang] if lang else LANGUAGES)
        ]
    except Exception as error:
        # the program keeps its faults in a log, which is gone with the tour's own folder
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    finally:
        demonstration.close()
        if kept is None:
            os.environ.pop("AFTERCARE_HOME", None)
        else:
            os.environ["AFTERCARE_HOME"] = kept
    failed = sum(bool(step["error"]) for one in passes for step in one["steps"])
    summary = {"seconds": round(time.monotonic() - began, 1), "failed": failed, "passes": passes}
    (folder / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=2), encoding="utf-8")
    pictures = sum(len(step["files"]) for one in passes for step in one["steps"])
    sys.stdout.write(
        _("{count} pictures and papers are in {folder}.").format(count=pictures, folder=folder.resolve()) + "\n"
    )
    for one in passes:
        for step in one["steps"]:
            if step["error"]:
                sys.stderr.write(f"{one['language']} {step['name']}: {step['error']}\n")
    return 1 if failed else 0


def _pass(
    demonstration: Any, folder: Path, language: str, theme: str, short: bool, size: Size | None
) -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication

    from app.places import Places
    from app.program import Program
    from app.tour_steps import subjects
    from app.tour_steps.guide import SIZE, Guide

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    steps: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="aftercare-tour-") as home:
        os.environ["AFTERCARE_HOME"] = home
        args = argparse.Namespace(
            profile="", dsn="", lang=language, theme=theme or "light", demo=False, call="", open="", new_window=True
        )
        program = Program(app, args, "tour")
        guide = Guide(program, folder / language, language, theme or "light", size or SIZE)
        guide.notes["dsn"] = demonstration.superuser_dsn
        guide.notes["conninfo"] = demonstration.place.conninfo()
        guide.notes["owner"] = subjects.owners(demonstration.superuser_dsn)[LANGUAGES.index(language)]
        try:
            program.begin()
            for name, act in _steps(short):
                if name == "sign_in":
                    program.entrance.close()  # type: ignore[union-attr]
                    program.places = Places(program.remembered, only=demonstration.place)
                    program.places.ask_for_password()
                    program.begin()
                steps.append(_do(guide, name, act))
                if steps[-1]["error"] and guide.program.workplace is None:
                    break
        finally:
            program.close()
            app.removeEventFilter(guide.strays)
    return {
        "language": language,
        "theme": theme or "light",
        "intake_keys": guide.notes.get("intake_keys"),
        "steps": steps,
    }


def _steps(short: bool) -> list[tuple[str, Callable[["Guide"], None]]]:
    from app.tour_steps import closer, customers, gate, looks, main_job, screens, trouble

    job: list[tuple[str, Callable[[Guide], None]]] = [
        ("first_run", gate.first_run),
        ("sign_in", lambda guide: gate.sign_in(guide, main_job.CLERK, "sign-in")),
        ("take_in", main_job.take_in),
        ("assign", main_job.assign),
        ("diagnose", main_job.diagnose),
        ("quote", main_job.quote),
        ("repair", main_job.repair),
        ("tell", main_job.tell),
        ("hand_over", main_job.hand_over),
    ]
    if short:
        return [*job, ("customers_view", customers.customers_view)]
    return [
        *job,
        ("papers", main_job.papers),
        ("preview", main_job.preview),
        ("board", screens.board),
        ("desk", screens.desk),
        ("tell_many", screens.tell_many),
        ("closer", closer.closer),
        ("ring", screens.ring),
        ("conflict", trouble.conflict),
        ("odd_texts", trouble.odd_texts),
        ("keys_and_help", screens.keys_and_help),
        ("lock", looks.lock),
        ("connection_lost", looks.connection_lost),
        ("small", looks.small),
        ("dark", looks.dark),
        ("administration", screens.administration),
        ("questions", closer.questions),
        ("dark_administration", looks.dark_administration),
        ("customers_view", customers.customers_view),
    ]


def _do(guide: "Guide", name: str, act: Callable[["Guide"], None]) -> dict[str, Any]:
    from app.tour_steps.guide import StepReport

    report = guide.report = StepReport(name)
    began = time.monotonic()
    try:
        act(guide)
    except Exception as error:  # what fails is shown and counted; the rest of the tour goes on
        report.error = f"{type(error).__name__}: {error}"
        guide.strays.seen.clear()
        with suppress(Exception):  # there is none of a window that does not come to rest
            guide.picture(f"failed-{name}")
    report.seconds = round(time.monotonic() - began, 1)
    return vars(report)
