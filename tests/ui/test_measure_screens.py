"""The list of corrective actions and what became of them: a figure opens what it counts."""

from services import corrective_actions
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.people import known
from ui import complaints as ui_complaints
from ui.kit import formats

ALL = ui_complaints.SPECS


def test_a_figure_opens_the_measures_it_counts_and_they_their_complaint(qtbot, enter, settle, sign_in, picture):
    zhou, made = sign_in("zhou"), record_complaint(sign_in("na"))
    for what in ("取件前一天再次电话核对", "收件时逐项拍照"):
        corrective_actions.plan(zhou, new_id(), made.id, what, known("na"), formats.today(), new_id())
    one = corrective_actions.of_complaint(zhou, made.id)[0]
    corrective_actions.finish(sign_in("na"), one, "已执行", new_id())
    window = enter("zhou")
    window.resize(1366, 768)
    page = window.open_page("measure_figures")
    settle(window)
    qtbot.waitUntil(lambda: page.figures is not None and page.tiles["open"].figure.value == "1")
    assert picture(window, "measure-figures")
    page.open_row(page.figures.months[0])
    settle(window)
    listed = window.current_page()
    qtbot.waitUntil(lambda: listed.pane.model.rowCount() == 2)
    assert listed.name == "measures" and listed.view == "counted"
    assert picture(window, "measures")
    listed.pane.opened.emit(listed.pane.model.rows()[0])
    qtbot.waitUntil(lambda: window.current_page().name == "complaint")
    window.open_page("measure_figures")
    page.open_tile("in_time")
    settle(window)
    qtbot.waitUntil(lambda: listed.pane.model.rowCount() == 1)
