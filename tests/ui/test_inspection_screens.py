"""Quality inspection on the screen: drawn, scored, talked over, followed by something; the agent's own words."""

from services import inspection_criteria, inspections
from tests.desk_samples import solved_ticket
from tests.naughty import OWN
from tests.people import known
from tests.ui.windows import dialog_of
from ui import inspections as ui_inspections
from ui.kit import formats
from ui.kit.form_dialog import FormDialog

ALL = ui_inspections.SPECS


def test_a_manager_looks_at_a_contact_talks_it_over_and_says_what_follows(qtbot, enter, settle, sign_in, picture):
    solved_ticket(sign_in("na"), "空调不制冷", "清洗滤网")
    zhou = sign_in("zhou")
    window = enter("zhou")
    window.resize(1366, 768)
    page = window.open_page("inspections")
    settle(window)
    page.inspect()
    dialog = dialog_of(qtbot, window)
    dialog.form.set_value("staff_id", known("na"))
    dialog._draw()
    qtbot.waitUntil(lambda: dialog._contacts != {})
    dialog.form.set_value("contact", next(iter(dialog._contacts)))
    for one in inspection_criteria.every(zhou):
        dialog.form.set_value(f"points_{one.code}", one.most)
    dialog.form.set_value("points_courtesy", 99)
    dialog.confirm.click()
    settle(window)
    assert dialog.form.editor("points_courtesy").error  # worth 15
    dialog.form.set_value("points_courtesy", 5)
    dialog.form.set_value("note", OWN[0])
    assert picture(dialog, "inspect")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1)
    (row,) = page.pane.model.rows()
    assert (row.score, row.note) == (90, OWN[0])
    qtbot.waitUntil(lambda: window.findChildren(FormDialog) == [])
    page.ask_end([row])
    dialog = dialog_of(qtbot, window)
    dialog.form.set_value("consequence", "warning")
    dialog.confirm.click()
    settle(window)
    qtbot.waitUntil(lambda: dialog.form.editor("consequence").error or not dialog.sentence.isHidden())
    dialog.reject()
    qtbot.waitUntil(lambda: window.findChildren(FormDialog) == [])
    page.ask_talk([row])
    dialog = dialog_of(qtbot, window)
    dialog.form.set_value("note", "已面谈")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: inspections.some(zhou, [row.id], inspections.Wanted(view="all"))[0].talked_on is not None)
    page.own.choose("talked")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1)
    settle(window)
    assert picture(window, "inspections")
    figures = window.open_page("inspection_figures")
    settle(window)
    qtbot.waitUntil(lambda: figures.figures is not None and figures.tiles["n"].figure.value == "1")
    assert [(one.name, one.n, one.weak_spot != "") for one in figures.figures.people] == [("李娜", 1, True)]
    assert picture(window, "inspection-figures")


def test_an_agent_finds_his_own_and_says_his_word(qtbot, enter, settle, sign_in):
    solved_ticket(sign_in("na"), "空调不制冷", "清洗滤网")
    zhou = sign_in("zhou")
    (contact,) = inspections.sample(zhou, known("na"))
    points = {one.code: one.most for one in inspection_criteria.every(zhou)}
    inspections.add(zhou, known("an inspection"), known("na"), contact, points, "", known("a request"))
    window = enter("na")
    page = window.open_page("inspections")
    settle(window)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1)
    assert page.view == "mine"
    page.ask_answer(page.pane.model.rows())
    dialog = dialog_of(qtbot, window)
    dialog.form.set_value("note", "谢谢")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: [row.own_words for row in page.pane.model.rows()] == ["谢谢"])
    assert formats.today() == page.pane.model.rows()[0].inspected_on
