"""The own password, while the line to the database breaks at COMMIT."""

import os

import pytest
from psycopg.conninfo import conninfo_to_dict
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from services import people, sign_in
from services.errors import NotSignedIn
from services.ids import new_id
from tests.people import PASSWORD, known
from ui.own_password import OwnPasswordDialog

FIRST, OWN, OTHER = "first password", "my own words 5", "other words 6"


@pytest.fixture
def conninfo(fresh_database, line):
    return f"host=127.0.0.1 port={line.port} dbname={conninfo_to_dict(fresh_database.dsn())['dbname']}"


@pytest.fixture
def session(fresh_database, conninfo):
    """Somebody of this test's own who was given a first password, over the line."""
    login = f"n{os.urandom(4).hex()}"
    values = {"login": login, "name": "新人", "roles": ["agent"], "store_ids": [known("store xihu")]}
    admin = enter(conninfo, "admin", PASSWORD).db
    people.add(admin, new_id(), new_id(), values, FIRST)
    admin.close()
    entered = enter(conninfo, login, FIRST)
    yield entered
    entered.db.close()


def enter(conninfo, login, password):
    return sign_in.enter(conninfo, login, password)


def opens(conninfo, session, password):
    try:
        enter(conninfo, session.person.login, password).db.close()
    except NotSignedIn:
        return False
    return True


@pytest.mark.parametrize("at_commit", ["lose_answer", "lose_commit"])
def test_a_first_password_is_replaced_although_the_line_breaks(session, conninfo, line, at_commit):
    line.at_commit = at_commit
    assert not sign_in.replace_given_password(session, OWN).person.must_change_password
    assert line.cuts == 1 and opens(conninfo, session, OWN) and not opens(conninfo, session, FIRST)


@pytest.mark.parametrize("at_commit", ["lose_answer", "lose_commit"])
def test_the_dialog_asks_until_it_is_known_whether_the_password_was_changed(
    qtbot, background, session, conninfo, line, at_commit, monkeypatch
):
    session = sign_in.replace_given_password(session, OWN)
    session.db._patience = 0.05  # the screen learns of a break at once
    window = QWidget()
    qtbot.addWidget(window)
    dialog = OwnPasswordDialog(
        window, background, lambda old, new: sign_in.change_password(session, conninfo, old, new)
    )
    dialog.open()
    for column, words in (("old", OWN), ("new", OTHER), ("again", OTHER)):
        qtbot.keyClicks(dialog.findChild(QLineEdit, f"field_{column}"), words)
    proved, breaks = sign_in.opens, [at_commit]

    def prove_and_break(*who):
        # Not while the old password is tried: connecting commits too.
        try:
            return proved(*who)
        finally:
            if breaks:
                line.at_commit, line.when_cut = breaks.pop(), line.down

    monkeypatch.setattr(sign_in, "opens", prove_and_break)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.saves.unknown) and background.idle, timeout=15_000)
    assert dialog.isVisible() and not dialog.form.isEnabled()
    dialog.reject()
    (question,) = window.findChildren(QDialog, "dialog_leave")
    question.reject()
    assert dialog.isVisible()
    line.up()
    with qtbot.waitSignal(dialog.changed, timeout=15_000):
        dialog.saves.ask_again()
    assert opens(conninfo, session, OTHER) and not opens(conninfo, session, OWN)
