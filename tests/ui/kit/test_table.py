"""Lists: pages in both directions, rows replaced in place, keys, copies, empty states."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt

from services.errors import ServiceError
from tests.ui.kit import gallery
from ui.kit import kept_rows
from ui.kit.paged import PagedTableModel
from ui.kit.table_pane import TablePane

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rows():
    return gallery.orders(250)


@pytest.fixture
def asked():
    return []


@pytest.fixture
def fetch(rows, asked):
    def page(request):
        asked.append(request)
        return gallery.fetch_from(rows, request)

    return page


@pytest.fixture
def model(background, fetch, rows, qtbot):
    def some(ids):
        return [row for row in rows if row.id in ids]

    made = PagedTableModel(gallery.COLUMNS, background, fetch, some, "promised_at", ticks=True, now=lambda: gallery.NOW)
    made.reload()
    qtbot.waitUntil(lambda: made.started and not made.busy)
    return made


def load(qtbot, model, ask):
    with qtbot.waitSignal(model.loaded):
        ask()


def test_the_model_keeps_qts_rules_while_it_grows(model, qtmodeltester, qtbot, background):
    qtmodeltester.check(model)
    qtbot.waitUntil(lambda: background.idle)
    load(qtbot, model, model.go_to_start if model.at_end and model.above else model.reload)
    qtmodeltester.check(model)
    qtbot.waitUntil(lambda: background.idle)


def test_each_page_is_loaded_once(model, qtbot, asked):
    model.rowsAboutToBeInserted.connect(lambda: model.fetchMore(QModelIndex()))
    load(qtbot, model, lambda: model.fetchMore(QModelIndex()))
    assert model.rowCount() == 200
    assert len(asked) == 2


def test_the_end_is_as_near_as_the_start(model, qtbot, rows, asked):
    load(qtbot, model, model.go_to_end)
    assert len(asked) == 2
    assert [row.number for row in model.rows()] == [row.number for row in rows[-100:]]
    assert model.at_end
    load(qtbot, model, model.fetch_before)
    assert [row.number for row in model.rows()] == [row.number for row in rows[-200:]]
    load(qtbot, model, model.fetch_before)
    assert [row.number for row in model.rows()] == [row.number for row in rows]
    model.fetch_before()
    assert not model.busy


def test_only_declared_columns_sort(model, qtbot, asked):
    names = [column.name for column in model.columns]
    model.sort(names.index("customer"))
    assert len(asked) == 1
    load(qtbot, model, lambda: model.sort(names.index("number"), Qt.SortOrder.DescendingOrder))
    assert (asked[-1].sort, asked[-1].descending) == ("number", True)
    assert model.row(0).number == "W2611-00250"


def test_a_row_changed_elsewhere_is_replaced_where_it_stands(model, qtbot, rows):
    changed = replace(rows[3], customer="改名了")
    rows[3] = changed
    with qtbot.waitSignal(model.dataChanged):
        model.changed_elsewhere([changed.id])
    assert model.row(3).customer == "改名了"
    assert model.rowCount() == 100


def test_rows_of_the_list_that_came_meanwhile_are_counted_not_shown(model, qtbot, rows):
    rows += [replace(rows[0], id="new one"), replace(rows[0], id="new two")]
    with qtbot.waitSignal(model.newer) as newer:
        model.changed_elsewhere(["new one", "new two", "one of another store"])
    assert newer.args == [2]
    assert model.rowCount() == 100


def test_what_changes_while_a_list_loads_is_shown_once_it_is_there(background, fetch, rows, qtbot):
    def some(ids):
        return [replace(row, customer="改名了") for row in rows if row.id in ids]

    made = PagedTableModel(gallery.COLUMNS, background, fetch, some, "promised_at", now=lambda: gallery.NOW)
    made.reload()
    made.changed_elsewhere([rows[3].id])
    qtbot.waitUntil(lambda: made.started and made.row(3).customer == "改名了")
    made.changed_elsewhere([rows[7].id])
    made.reload()
    qtbot.waitUntil(lambda: made.row(7).customer == "改名了")
    assert not made.busy


def test_a_row_that_has_gone_from_the_list_is_taken_out(model, qtbot, rows):
    gone = rows.pop(5)
    with qtbot.waitSignal(model.rowsRemoved):
        model.changed_elsewhere([gone.id])
    assert model.place_of(gone.id) is None
    assert model.row(5) == rows[5]


@pytest.fixture
def few(monkeypatch):
    """Lists keep 150 to 200 rows, so that 250 are many."""
    monkeypatch.setattr(kept_rows, "KEEP", 150)
    monkeypatch.setattr(kept_rows, "MOST", 200)


def numbers(first, last):
    return [f"W2611-{number:05}" for number in range(first, last + 1)]


def shown(model):
    return [row.number for row in model.rows()]


def test_pages_far_from_what_is_seen_go_and_come_again(few, model, qtbot, rows, qtmodeltester):
    load(qtbot, model, lambda: model.fetchMore(QModelIndex()))
    assert shown(model) == numbers(1, 200)
    load(qtbot, model, lambda: model.fetchMore(QModelIndex()))
    assert shown(model) == numbers(101, 250)
    assert (model.above, model.met, model.at_end) == (100, 250, True)
    qtmodeltester.check(model)
    load(qtbot, model, model.fetch_before)
    assert shown(model) == numbers(1, 200)
    assert (model.above, model.met, model.at_end) == (0, 250, False)
    assert [model.place_of(row.id) for row in rows[:200]] == list(range(200))
    load(qtbot, model, lambda: model.fetchMore(QModelIndex()))
    assert shown(model) == numbers(101, 250)
    load(qtbot, model, model.go_to_start)
    assert shown(model) == numbers(1, 100)
    assert (model.above, model.met) == (0, 100)


def test_pages_go_also_when_a_list_is_read_from_its_end(few, model, qtbot):
    load(qtbot, model, model.go_to_end)
    load(qtbot, model, model.fetch_before)
    load(qtbot, model, model.fetch_before)
    assert shown(model) == numbers(1, 150)
    assert not model.at_end
    load(qtbot, model, lambda: model.fetchMore(QModelIndex()))
    assert shown(model) == numbers(51, 250)
    assert model.at_end


def test_rows_that_were_let_go_stay_ticked_and_are_not_newer(few, model, qtbot, rows):
    model.tick(3)
    model.tick(5)
    newer = []
    model.newer.connect(newer.append)
    load(qtbot, model, lambda: model.fetchMore(QModelIndex()))
    load(qtbot, model, lambda: model.fetchMore(QModelIndex()))
    assert [row.number for row in model.ticked_rows()] == ["W2611-00004", "W2611-00006"]
    gone, changed = rows[5], replace(rows[3], customer="改名了")
    rows[3] = changed
    del rows[5]
    with qtbot.waitSignal(model.ticked):
        model.changed_elsewhere([gone.id, changed.id])
    assert model.ticked_rows() == [changed]
    assert newer == []
    load(qtbot, model, model.fetch_before)
    assert model.is_ticked(model.row(3).id)
    assert model.row(3) == changed


@pytest.fixture
def pane(background, fetch, qtbot):
    made = TablePane("orders", gallery.COLUMNS, background, fetch, sort="promised_at", ticks=True, now=lambda: gallery.NOW,
                     empty=("Nothing of this kind here.", "Take one in."))  # fmt: skip
    qtbot.addWidget(made)
    made.resize(1300, 500)
    made.show()
    made.activateWindow()
    load(qtbot, made.model, made.reload)
    made.view.setFocus()
    return made


def test_keys_open_tick_and_copy(pane, qtbot):
    view = pane.view
    view.setCurrentIndex(pane.model.index(1, 1))
    with qtbot.waitSignal(pane.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args[0].number == "W2611-00002"
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert [row.number for row in view.chosen_rows()] == ["W2611-00002"]
    qtbot.keyClick(view, Qt.Key.Key_C, CONTROL)
    from PySide6.QtGui import QGuiApplication

    head, line = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t")[0] == "单号"
    assert line.split("\t")[0] == "W2611-00002"
    assert len(line.split("\t")) == len(head.split("\t"))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert pane.model.ticked_rows() == []


def test_end_goes_to_the_last_row_of_all(pane, qtbot):
    with qtbot.waitSignal(pane.model.loaded):
        qtbot.keyClick(pane.view, Qt.Key.Key_End)
    assert pane.view.current_row().number == "W2611-00250"
    with qtbot.waitSignal(pane.model.loaded):
        qtbot.keyClick(pane.view, Qt.Key.Key_Home)
    assert pane.view.current_row().number == "W2611-00001"


def top(pane):
    return pane.view.model().row(pane.view.rowAt(2)).number


def test_what_is_seen_stays_where_it_is_while_pages_come_and_go(few, pane, qtbot):
    view, model = pane.view, pane.model
    told = []
    view.current_changed.connect(told.append)
    view.setCurrentIndex(model.index(5, 1))
    load(qtbot, model, view.scrollToBottom)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 150)
    view.scrollTo(model.index(150, 0), view.ScrollHint.PositionAtTop)
    load(qtbot, model, lambda: model.fetchMore(QModelIndex()))
    assert (top(pane), model.above) == ("W2611-00151", 100)
    assert "151–" in pane._range_text()
    assert "250" in pane._range_text()
    # The current row was let go with its page: it stays the current one, and nobody was told otherwise.
    assert not view.currentIndex().isValid()
    assert view.current_row().number == "W2611-00006"
    load(qtbot, model, view.scrollToTop)
    assert top(pane) == "W2611-00101"
    assert view.currentIndex().row() == 5
    assert [row.number for row in told] == ["W2611-00006"]


def test_keys_move_from_what_is_seen_when_the_current_row_is_far_away(few, pane, qtbot):
    view, model = pane.view, pane.model
    view.setCurrentIndex(model.index(5, 1))
    load(qtbot, model, view.scrollToBottom)
    load(qtbot, model, view.scrollToBottom)
    seen = view.indexAt(QPoint(2, 2)).row()
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args[0].number == "W2611-00006"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == seen + 1


def test_the_quick_filter_asks_the_service(pane, qtbot, asked):
    with qtbot.waitSignal(pane.model.loaded):
        qtbot.keyClicks(pane.filter, "wu")
    assert asked[-1].text == "wu"


def test_an_empty_list_says_what_would_be_here(background, qtbot):
    pane = TablePane("orders", gallery.COLUMNS, background, lambda request: gallery.fetch_from([], request), sort="number",
                     empty=("Nothing of this kind here.", "Take one in (F7)."))  # fmt: skip
    qtbot.addWidget(pane)
    pane.show()
    assert not pane.empty.isVisible()
    load(qtbot, pane.model, pane.reload)
    assert pane.empty.isVisible()
    assert pane.empty.would.text() == "Nothing of this kind here."


def test_columns_have_room_for_what_is_in_them_and_one_stretches(pane):
    view, model = pane.view, pane.model
    names = [column.name for column in model.columns]
    for name in ("number", "amount", "promised_at", "state"):
        section = names.index(name)
        wanted = max(
            view._delegate.wanted_width(model.columns[section], model.index(row, section)) for row in range(20)
        )
        assert view.columnWidth(section) >= wanted
    assert sum(view.columnWidth(s) for s in range(len(names))) == view.viewport().width()


def test_a_narrow_list_drops_columns_in_the_declared_order(pane):
    pane.resize(900, 500)
    names = [column.name for column in pane.model.columns]
    hidden = {name for name in names if pane.view.isColumnHidden(names.index(name))}
    assert "shelf" in hidden
    assert hidden <= {"shelf", "parts", "technician"}
    pane.view.show_column("shelf", True)
    assert not pane.view.isColumnHidden(names.index("shelf"))


def test_a_saved_layout_comes_back(pane, background, fetch, qtbot):
    pane.view.show_column("device", False)
    state = pane.view.layout_state()
    other = TablePane("orders", gallery.COLUMNS, background, fetch, sort="number", ticks=True)
    qtbot.addWidget(other)
    other.view.restore_layout(state)
    assert other.view.isColumnHidden([column.name for column in other.model.columns].index("device"))


def test_a_refused_list_says_so_and_may_be_asked_again(background, qtbot, fetch):
    answers = [ServiceError("too_complex")]

    def refuse_once(request):
        if answers:
            raise answers.pop()
        return fetch(request)

    pane = TablePane("orders", gallery.COLUMNS, background, refuse_once, sort="number")
    qtbot.addWidget(pane)
    pane.show()
    with qtbot.waitSignal(pane.model.failed):
        pane.reload()
    assert pane.strip.banner.sentence() == ServiceError("too_complex").sentence()
    load(qtbot, pane.model, pane.strip._link.click)
    assert pane.strip.banner is None
    assert pane.model.rowCount() == 100
