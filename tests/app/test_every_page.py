"""Every page of the program, as the manager of the counter and the administrator have them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from services.ids import new_id
from tests.app.company import PEOPLE, company, open_every_page, settled, words_of_people, workplace_of
from ui.kit.words import use_language

__all__ = ["company", "workplace_of"]

# Han characters, kana and every full-width mark.
CHINESE = re.compile("[⺀-〿㐀-鿿＀-￯]")
INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView)


def words_of(widget: QWidget) -> Iterator[str]:
    """Whatever a widget says: on the screen, to screen readers, in its tool tip, in its cells."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QAbstractButton) or type(widget).__name__ == "Label":
        yield widget.text()
    elif isinstance(widget, QTableView) and widget.model() is not None:
        model = widget.model()
        yield from (str(model.headerData(n, Qt.Orientation.Horizontal) or "") for n in range(model.columnCount()))
        for row in range(min(model.rowCount(), 30)):
            yield from (str(model.index(row, n).data() or "") for n in range(model.columnCount()))


def left_over(words: str, said: Iterable[str]) -> str:
    """What remains of a text without what people of the company wrote themselves."""
    for one in said:
        if not CHINESE.search(words):
            break
        words = words.replace(one, "")
    return words


@pytest.mark.parametrize("login", PEOPLE)
def test_an_english_screen_has_no_chinese_but_what_people_wrote(qtbot, company, workplace_of, login):
    workplace = workplace_of(login)
    use_language("en")
    # A language is offered under its own name.
    said = sorted({*words_of_people(company), "中文"}, key=len, reverse=True)
    found = set()
    for page in open_every_page(qtbot, workplace, company):
        for widget in page.findChildren(QWidget):
            for words in words_of(widget):
                if CHINESE.search(words) and CHINESE.search(left_over(words, said)):
                    found.add((page.name, type(widget).__name__, widget.objectName(), words[:90]))
    assert not found, "\n".join(map(str, sorted(found)))


@pytest.mark.parametrize("login", PEOPLE)
def test_whatever_takes_the_focus_says_its_name(qtbot, company, workplace_of, login):
    workplace = workplace_of(login)
    unnamed = set()
    for page in open_every_page(qtbot, workplace, company):
        for widget in page.findChildren(QWidget):
            takes = isinstance(widget, INTERACTIVE) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            takes = takes and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
            if takes and not widget.accessibleName() and widget.focusProxy() is None:
                unnamed.add((page.name, type(widget).__name__, widget.objectName(), type(widget.parent()).__name__))
    assert not unnamed, "\n".join(map(str, sorted(unnamed)))


@pytest.mark.parametrize("kind", ["ticket", "complaint", "article", "work_order", "customer", "device", "product"])
def test_a_record_that_is_not_there_offers_nothing_to_do(qtbot, company, workplace_of, kind):
    workplace = workplace_of("chen_jing")
    page = workplace.window.open_record(kind, new_id())
    settled(qtbot, workplace, page)
    assert page.messages.worst() is not None
    offered = [one.objectName() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert set(offered) <= {"action_dismiss", "action_banner"}


@pytest.mark.parametrize("login", PEOPLE)
def test_no_key_means_two_things_at_once(qtbot, company, workplace_of, login):
    workplace = workplace_of(login)
    everywhere = Counter(key.toString() for action in workplace.window.actions() for key in action.shortcuts())
    twice = {("window", key) for key, count in everywhere.items() if count > 1}
    for page in open_every_page(qtbot, workplace, company):
        own = Counter(
            key.toString()
            for widget in (page, *page.findChildren(QWidget))
            for action in widget.actions()
            for key in action.shortcuts()
        )
        twice |= {(page.name, key) for key, count in own.items() if count > 1 or key in everywhere}
    assert not twice, sorted(twice)
