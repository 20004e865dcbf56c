"""What the administrator's pages ask in one case only: questions, what is past its period, backups, weeks, printers."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from services import customers, restoring
from services.errors import ServiceError
from services.ids import new_id
from tests.hostile.declared import place_of
from tests.hostile.strings import HOSTILE
from tests.hostile.typing_walk import TypingWalk
from tests.hostile.typist import line_of, type_into, verb_of
from tests.services.transfer.files import csv_file
from ui.admin.saving_dialogs import RestoreDialog
from ui.kit.week_editor import HoursEditor

SEARCHED = "finds something, and writes nothing"
HANDED_ON = "handed to the server for one piece of work, and kept nowhere"


def opened(walk: TypingWalk, open_it: Any, name: str) -> Any:
    """The dialog that comes up."""
    open_it()
    walk.typist.settle()
    return next(one for one in walk._dialogs() if one.objectName() == f"dialog_{name}")


def question(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """A question with options, one a line, written down with its questionnaire."""
    typist, page = walk.typist, walk.window.open_page("questionnaires")
    typist.settle()
    page.pane.view.selectRow(0)
    typist.settle()
    dialog = opened(walk, lambda: page.edit(None), "step_question")
    form = dialog.form
    form.set_value("kind", "choice")
    typist.settle()
    typist.type_everything(form)
    first = {}
    for column in ("words", "words_en", "options", "options_en"):
        first[column] = typist._next(form.editor(column))
        rest = f"\n{typist._next(form.editor(column))}" if column.startswith("options") else ""
        type_into(line_of(form.editor(column)), first[column] + rest)
    places = {column: place_of(form.editor(column).field) for column in first}
    verb_of(form).click()
    typist.settle()
    page.save_questions()
    typist.settle()
    for column, place in places.items():
        assert place is not None
        typist.saved[place] = first[column]
    walk.close(page)


def found_in_the_log(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """Whatever is looked for in the audit log, the list comes back."""
    typist, page = walk.typist, walk.window.open_page("audit")
    typist.settle()
    typist.type_everything(page.filters)
    editor = page.filters.editor("login")
    for text in HOSTILE[::5]:
        type_into(line_of(editor), text)
        page._reload()
        typist.settle()
        assert not page.messages.worst(), (text, page.messages.worst())
    place = place_of(editor.field)
    assert place is not None
    typist.refused[place] = SEARCHED
    walk.close(page)


def past_their_period(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """Two customers nobody has dealt with for years: one is erased, one kept."""
    typist, db = walk.typist, walk.typist.workplace.desk.db
    made = [customers.create(db, {"name": name}, new_id()) for name in ("南宫问天", "欧阳锋")]
    with connection.transaction():
        connection.execute("set local session_replication_role = replica")
        connection.execute(
            "update aftercare.customer set created_at = created_at - %s where id = any (%s)",
            [timedelta(days=1500), made],
        )
    page = walk.window.open_page("retention")
    typist.settle()
    first, second = (page.pane.model.row(n) for n in range(2))
    walk.ask(page, lambda: page._ask_erase([first]), "erase_due")
    walk.ask(page, lambda: page._ask_keep([second]), "keep_longer")
    walk.close(page)


def restored(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """A backup restored under a name that no database may have; what a server's administrator is asked."""
    typist, page = walk.typist, walk.window.open_page("backup")
    typist.settle()
    taken: list[str] = []
    backup: Any = SimpleNamespace(name=HOSTILE[0])
    dialog = RestoreDialog(page, backup, None, lambda _line, name, _photos: taken.append(name))
    dialog.open()
    typist.type_everything(dialog.form)
    editor = dialog.form.editor("name")
    place = place_of(editor.field)
    text = typist._next(editor)
    type_into(line_of(editor), text)
    verb_of(dialog.form).click()
    assert taken == [text] and place is not None
    with pytest.raises(ServiceError) as refusal:
        restoring._check_name(text)
    typist.refused[place] = refusal.value.sentence()
    for column in ("role", "role_password"):
        page.form.set_shown(column, True)
    typist.type_everything(page.form)
    for column in ("role", "role_password"):
        place = place_of(page.form.editor(column).field)
        assert place is not None
        typist.refused[place] = HANDED_ON
    walk.close(page)


def week(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """The hours of each day of a calendar."""
    typist, page = walk.typist, walk.window.open_page("calendars")
    typist.settle()
    page.pane.view.selectRow(0)
    typist.settle()
    lines = page.findChildren(HoursEditor)
    assert len(lines) == 7
    for editor in lines:
        place, line = place_of(editor.field), line_of(editor)
        assert place is not None
        before = line.text()
        for text in typist._some():
            type_into(line, text)
            typist._judge(editor, line, text, place)
        type_into(line, before)
        typist.typed.add(place)
    walk.close(page)


def printers(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """The printer of a paper, once it is known which workstation this is."""
    typist, page = walk.typist, walk.window.open_page("settings")
    typist.settle()
    page.here.set_value("workstation", page.workstations[0].name)
    page._apply("workstation")
    typist.settle()
    page.pane.view.selectRow(0)
    typist.settle()
    walk.on_page(page)
    walk.close(page)


def imported(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """A file whose headers and cells are hostile, and how it is read."""
    typist, page = walk.typist, walk.window.open_page("import")
    typist.settle()
    with TemporaryDirectory() as folder:
        page.file.take(csv_file(Path(folder), [HOSTILE[:12], HOSTILE[12:24], HOSTILE[24:36]]))
        typist.settle()
        page.file.form.set_shown("sheet", True)
        walk.on_page(page)
        walk.close(page)
