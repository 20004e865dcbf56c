"""The kiosk's window at work, and what is done and read in it; import the fixture where it is wanted."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.guest_place import KioskPlace
from services.ids import new_id
from tests.guest_samples import FIRST_PASSWORD


@pytest.fixture
def kiosk(at_work, company, qtbot):
    """The kiosk of the Xihu store, at its start page."""
    place = at_work(company.kiosk(), FIRST_PASSWORD)
    assert isinstance(place, KioskPlace)
    qtbot.waitUntil(lambda: place.window.at_start)
    yield place
    place.end(None, tell=False)


def type_in(window, number, code):
    """Type both as with a keyboard, Enter after each."""
    form = window.start.form
    for column, typed in (("number", number), ("code", code)):
        field = form.editor(column).focus_widget
        field.setFocus()
        QTest.keyClicks(field, typed)
    window.start.submit_button.click()


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def words_on(window):
    """All that labels and fields of a window say."""
    labels = [label.text() + label.accessibleName() for label in window.findChildren(QLabel)]
    return "\n".join(labels + [field.text() for field in window.findChildren(QLineEdit)])


def put_article(
    company,
    question="手机不能充电怎么办？",
    question_en="My phone does not charge?",
    category="fault",
    symptoms=("no_power",),
):
    article = new_id()
    company.root(
        """insert into article (id, question, question_en, answer, customer_answer, customer_answer_en, category, symptoms)
           values (:i, :q, :e, '更换尾插', '先清洁充电口，再换一根线试试。', 'Clean the port first, then try another cable.',
                   :c, :s)""",
        i=article,
        q=question,
        e=question_en,
        c=category,
        s=list(symptoms),
    )
    company.root("update article set state = 'published' where id = :i", i=article)
    return article


def put_more_articles(company):
    put_article(company, "屏幕碎了，多少钱能修？", "The screen is broken", "price", ("no_display",))
    put_article(company, "保修期从哪一天算起？", "When does the warranty begin?", "warranty", ())


def touch(field):
    """A finger on a field."""
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)


def keep(window, name):
    """A picture, where somebody wants to look at it."""
    folder = os.environ.get("AFTERCARE_PICTURES")
    if folder:
        QApplication.processEvents()
        window.grab().save(str(Path(folder) / f"{name}.png"))
