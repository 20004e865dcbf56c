"""Training on the screen: a course with its material, planned, invited, held, marked, closed; records and figures."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage
from sqlalchemy import text

from services import courses, training_records, trainings
from services.documents.render import render
from services.ids import new_id
from tests.naughty import OWN
from tests.people import known
from tests.services.documents import samples
from tests.visit_samples import open_visit
from ui import training as ui_training
from ui.kit.buttons import Button
from ui.kit.corner import Corner
from ui.kit.form_dialog import FormDialog
from ui.kit.photos_leaf import PictureDialog
from ui.kit.steps_bar import StepDialog
from ui.tickets.reminders import ReminderWatch
from ui.training.material import PdfDialog, TextDialog

ALL = ui_training.SPECS
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
COURSE = {
    "store_id": known("store xihu"), "name": "售后客服基础知识培训", "name_en": "Basics of service", "kind": "induction", "days": 3,
    "hours": 18, "weight_attendance": 30, "weight_homework": 20, "weight_speaking": 10, "weight_practice": 40,
    "valid_months": 12, "plan": "第 1 天：职责与流程\n第 2 天：沟通技巧",
}  # fmt: skip


@pytest.fixture
def course(sign_in):
    """A course on file."""
    zhou = sign_in("zhou")
    made = courses.add(zhou, new_id(), COURSE)
    courses.add_file(zhou, made, "安装注意事项.txt", "断电后操作。".encode(), None, new_id())
    return made


def planned(db, course, now, ago=4, staff=("na", "tang")):
    values = {"course_id": course, "store_id": known("store xihu"), "starts_at": now - timedelta(days=ago), "place": "培训室",
              "ends_at": now - timedelta(days=ago) + timedelta(hours=6), "trainer_id": known("zhou")}  # fmt: skip
    one = trainings.plan(db, new_id(), values, new_id())
    trainings.invite(db, one, new_id(), [known(person) for person in staff])
    return one


def dialog_of(qtbot, window, kind=FormDialog):
    qtbot.waitUntil(lambda: window.findChildren(kind) != [])
    return window.findChildren(kind)[0]


def gone(qtbot, window, kind=FormDialog):
    qtbot.waitUntil(lambda: window.findChildren(kind) == [])


def test_a_manager_invites_holds_marks_and_closes(qtbot, enter, settle, sign_in, course, picture):
    zhou = sign_in("zhou")
    window = enter("zhou")
    window.resize(1366, 768)
    made = planned(zhou, course, NOW, staff=("na",))
    page = window.open_record("training", made)
    qtbot.waitUntil(lambda: page.seen is not None and len(page.people.table.shown_rows()) == 1)
    settle(window)
    page.people.ask_invite()
    dialog = dialog_of(qtbot, window)
    people = dialog.form.editor("people")
    people.focus_widget.setFocus()
    people.focus_widget.setText("唐")
    people.focus_widget.textEdited.emit("唐")
    qtbot.waitUntil(lambda: people.inner.popup().isVisible() and people.inner.popup().model.rowCount() == 1)
    qtbot.keyClick(people.focus_widget, Qt.Key.Key_Return)
    assert people.value() == (known("tang"),)
    dialog.confirm.click()
    qtbot.waitUntil(lambda: len(page.people.table.shown_rows()) == 2)
    gone(qtbot, window)
    qtbot.waitUntil(lambda: page.seen.version == trainings.get(zhou, made).version)
    page.take_step("hold")
    qtbot.waitUntil(lambda: page.seen.state == "held")
    for place in range(2):
        page.people.ask_mark(page.people.table.shown_rows()[place])
        dialog = dialog_of(qtbot, window)
        for part, mark in (("homework", 90), ("speaking", 80), ("practice", 95)):
            dialog.form.set_value(part, mark)
        if place == 0:
            dialog.form.set_value("attendance", "late")
            dialog.form.set_value("practice", 195)
            dialog.confirm.click()
            settle(window)
            qtbot.waitUntil(lambda found=dialog: found.form.editor("practice").error)
            dialog.form.set_value("practice", 10)
            dialog.form.set_value("note", OWN[0])
            assert picture(dialog, "mark")
        dialog.confirm.click()
        gone(qtbot, window)
        qtbot.waitUntil(
            lambda at=place: sum(row.outcome is not None for row in page.people.table.shown_rows()) == at + 1
        )
    settle(window)
    assert sorted(row.outcome for row in page.people.table.shown_rows()) == ["failed", "passed"]
    assert picture(window, "training")
    page.take_step("close")
    dialog = dialog_of(qtbot, window, StepDialog)
    dialog.form.set_value("summary", "按计划完成")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.seen.state == "closed")
    listed = window.open_page("training_records")
    qtbot.waitUntil(lambda: listed.pane.model.rowCount() == 2)
    settle(window)
    assert picture(window, "training-records")
    figures = window.open_page("training_figures")
    qtbot.waitUntil(lambda: figures.figures is not None and figures.tiles["n"].figure.value == "2")
    settle(window)
    assert [(one.title, one.passed) for one in figures.figures.courses] == [("售后客服基础知识培训", 1)]
    assert {one.name for one in figures.figures.people} == {"李娜", "唐卫"}
    assert picture(window, "training-figures")


def test_somebody_invited_finds_his_training_and_his_record(qtbot, enter, settle, sign_in, course):
    zhou = sign_in("zhou")
    window = enter("tang")
    made = planned(zhou, course, NOW)
    page = window.open_page("trainings")
    settle(window)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1)
    assert page.view == "mine"
    opened = window.open_record("training", made)
    qtbot.waitUntil(lambda: opened.seen is not None and len(opened.people.table.shown_rows()) == 1)
    settle(window)
    assert opened.people.invite.isHidden() and opened.people.mark.isHidden()
    listed = window.open_page("training_records")
    qtbot.waitUntil(lambda: listed.pane.model.rowCount() == 1)
    assert listed.view == "mine"


def test_a_course_with_its_material_and_one_planned_from_it(qtbot, enter, settle, sign_in, course, picture, tmp_path):
    window = enter("zhou")
    window.resize(1366, 768)
    page = window.open_record("course", course)
    qtbot.waitUntil(lambda: page.seen is not None and len(page.material.table.shown_rows()) == 1)
    film = tmp_path / "安装.mp4"
    film.write_bytes(b"\x00\x00\x00\x18ftypmp42" + b"v" * 500_000)
    page.material.send([film])
    qtbot.waitUntil(lambda: len(page.material.table.shown_rows()) == 2)
    settle(window)
    assert picture(window, "course")
    listed = window.open_page("courses")
    qtbot.waitUntil(lambda: listed.pane.model.rowCount() == 1)
    settle(window)
    assert picture(window, "courses")
    new = window.open_page("new_training")
    qtbot.waitUntil(lambda: new._courses != {})
    new.form.set_value("course_id", course)
    new._edited("course_id")
    new.form.set_value("starts_at", NOW + timedelta(days=3))
    new._edited("starts_at")
    new.form.set_value("trainer_name", "外聘讲师")
    settle(window)
    assert new.form.value("subject") == "售后客服基础知识培训"
    assert picture(window, "new-training")
    new.save()
    qtbot.waitUntil(lambda: window.current_page().name == "training" and window.current_page().seen is not None)
    assert window.current_page().seen.trainer == "外聘讲师"
    plan = window.open_page("trainings")
    qtbot.waitUntil(lambda: plan.pane.model.rowCount() == 1)
    settle(window)
    assert picture(window, "trainings")
    assert training_records.page(sign_in("zhou"), training_records.Wanted()).rows == ()


def test_a_training_is_planned_for_a_visit_it_prepares(qtbot, enter, settle, sign_in, course):
    visit = open_visit(sign_in("na"), subject="上门安装")
    window = enter("na")
    new = window.open_page("new_training", visit_id=visit.id, about_number=visit.number)
    qtbot.waitUntil(lambda: new._courses != {})
    settle(window)
    assert not new.prepared.isHidden()
    new.form.set_value("course_id", course)
    new.form.set_value("starts_at", NOW + timedelta(days=2))
    new.form.set_value("ends_at", NOW + timedelta(days=2, hours=2))
    new.form.set_value("trainer_name", "外聘讲师")
    new.save()
    qtbot.waitUntil(lambda: window.current_page().name == "training" and window.current_page().seen is not None)
    assert window.current_page().seen.about_number == visit.number


def test_texts_pictures_and_pdfs_of_a_course_are_shown_in_the_program(qtbot, enter, settle, sign_in, course):
    zhou = sign_in("zhou")
    small = QImage(40, 30, QImage.Format.Format_RGB32)
    small.fill(0x2B7A8C)
    kept = QBuffer()
    small.save(kept, "PNG")
    courses.add_file(zhou, course, "外观.png", bytes(kept.data()), None, new_id())
    pdf = render("attendance", samples.training(), "a4", "zh")
    courses.add_file(zhou, course, "说明书.pdf", pdf, None, new_id())
    window = enter("zhou")
    page = window.open_record("course", course)
    qtbot.waitUntil(lambda: page.seen is not None and len(page.material.table.shown_rows()) == 3)
    settle(window)
    shown = {row.title: row for row in page.material.table.shown_rows()}
    for name, kind in (("安装注意事项.txt", TextDialog), ("外观.png", PictureDialog), ("说明书.pdf", PdfDialog)):
        page.material.open(shown[name])
        dialog = dialog_of(qtbot, window, kind)
        settle(window)
        if kind is TextDialog:
            assert dialog.words.toPlainText() == "断电后操作。"
        elif kind is PdfDialog:
            qtbot.waitUntil(lambda found=dialog: len(found.pages) == 1)
        dialog.reject()
        gone(qtbot, window, kind)


def test_the_reminder_of_a_training_to_be_repeated_is_put_off_to_tomorrow(qtbot, enter, settle, sign_in, committed):
    zhou = sign_in("zhou")
    made = courses.add(zhou, new_id(), {**COURSE, "valid_months": 1})
    one = planned(zhou, made, NOW, ago=20, staff=("na",))
    trainings.move(zhou, trainings.get(zhou, one), "hold", {}, new_id())
    (row,) = training_records.of_training(zhou, one)
    marks = {"attendance": "attended", "homework": 90, "speaking": 90, "practice": 90}
    training_records.mark(zhou, row, marks, new_id())
    committed.execute(text("select due_retraining()"))
    window = enter("na")
    watch = ReminderWatch(window.desk, window, Corner(window.content))
    watch.look()
    qtbot.waitUntil(lambda: [card.one.kind for card in watch.cards()] == ["retrain"])
    (card,) = watch.cards()
    card.findChild(Button, "action_snooze_tomorrow").click()
    assert watch.cards() == []
    (kept,) = training_records.of_training(zhou, one)
    put_off = text("select snoozed_until from training_record where id = :id")
    qtbot.waitUntil(lambda: committed.execute(put_off, {"id": kept.id}).scalar_one() is not None)
    watch.look()
    settle(window)
    assert watch.cards() == []
    assert training_records.page(zhou, training_records.Wanted(view="retrain")).rows != ()
