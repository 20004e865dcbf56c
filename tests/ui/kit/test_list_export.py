"""Every list can be written into a file as it is shown."""

import threading

import pytest

from services.transfer.reading import open_source
from tests.ui.kit import gallery
from ui.kit import list_export
from ui.kit.table_pane import TablePane


@pytest.fixture
def pane(background, qtbot):
    rows = gallery.orders(1200)
    made = TablePane(
        "orders",
        gallery.COLUMNS,
        background,
        lambda request: gallery.fetch_from(rows, request),
        sort="promised_at",
        ticks=True,
        now=lambda: gallery.NOW,
        accessible="Work orders",
    )
    qtbot.addWidget(made)
    made.show()
    made.reload()
    qtbot.waitUntil(lambda: made.model.started and not made.model.busy)
    return made


def export(qtbot, pane, path):
    dialog = list_export.start(pane, path)
    with qtbot.waitSignal(dialog.finished):
        pass
    return pane.strip.banner


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_all_rows_are_written_not_only_those_loaded(pane, qtbot, tmp_path, ending):
    path = tmp_path / f"list.{ending}"
    banner = export(qtbot, pane, path)
    lines = list(open_source(path).lines())
    assert len(lines) == 1200 and pane.model.rowCount() == 100
    assert banner.kind == "success" and "1,200" in banner.sentence()
    assert lines[0].cells[0] == gallery.orders(1)[0].number


def test_the_ticked_rows_alone_are_written_where_some_are_ticked(pane, qtbot, tmp_path):
    pane.model.tick(2)
    pane.model.tick(5)
    export(qtbot, pane, tmp_path / "list.csv")
    assert len(list(open_source(tmp_path / "list.csv").lines())) == 2


def test_hidden_columns_stay_at_home(pane, qtbot, tmp_path):
    export(qtbot, pane, tmp_path / "all.csv")
    place = next(n for n, column in enumerate(pane.model.columns) if column.kind == "text")
    pane.view.setColumnHidden(place, True)
    export(qtbot, pane, tmp_path / "less.csv")
    assert (
        len(open_source(tmp_path / "less.csv").shape.headers)
        == len(open_source(tmp_path / "all.csv").shape.headers) - 1
    )


def test_a_file_that_cannot_be_written_is_told_beside_the_list(pane, qtbot, tmp_path):
    banner = export(qtbot, pane, tmp_path / "no" / "list.csv")
    assert banner.kind == "danger" and "list.csv" in banner.sentence()


def test_cancelling_leaves_no_file(pane, qtbot, tmp_path):
    holding = threading.Event()
    fetch = pane.model.fetch

    def slow(request):
        holding.wait(10)
        return fetch(request)

    pane.model.fetch = slow
    dialog = list_export.start(pane, tmp_path / "list.csv")
    dialog.close()
    with qtbot.waitSignal(dialog.finished):
        holding.set()
    assert list(tmp_path.iterdir()) == [] and pane.strip.banner is None


def test_the_button_asks_for_a_file_and_proposes_a_name(pane, qtbot):
    from PySide6.QtWidgets import QApplication, QFileDialog

    pane._export_button.click()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog) and w.isVisible()]
    assert dialog.selectedFiles()[0].endswith(".xlsx")
    assert len(dialog.nameFilters()) == 2
    dialog.reject()
    dialog.deleteLater()
