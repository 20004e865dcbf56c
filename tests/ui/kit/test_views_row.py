"""Saved views in one line: what does not fit stands in a menu, the current one never."""

import pytest

from services.texts import N_
from ui.kit.theme import theme
from ui.kit.views_row import SavedView, ViewsRow
from ui.kit.words import use_language

NAMES = (N_("All pending"), N_("Mine"), N_("Overdue"), N_("Due today"), N_("Solved"), N_("All tickets"))


@pytest.fixture
def row(qtbot):
    theme.apply("light", 1.0)
    use_language("en")
    made = ViewsRow([SavedView(f"v{place}", name) for place, name in enumerate(NAMES)])
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    yield made
    use_language("zh_CN")


def shown(row):
    return [name for name, tab in row._tabs.items() if not tab.isHidden()]


def test_all_views_are_shown_where_there_is_room_and_the_row_stays_one_line(row):
    assert shown(row) == [f"v{place}" for place in range(len(NAMES))] and row._more.isHidden()
    one_line = row.heightForWidth(row.width())
    row.resize(row.width() // 2, row.height())
    assert shown(row)[0] == "v0" and 1 < len(shown(row)) < len(NAMES) and not row._more.isHidden()
    assert row.heightForWidth(row.width()) == one_line
    row.resize(row.sizeHint())
    assert len(shown(row)) == len(NAMES)


def test_a_view_chosen_from_the_menu_is_shown_and_one_before_it_makes_room(qtbot, row):
    row.resize(row.sizeHint().width() // 2, row.height())
    assert "v5" not in shown(row)
    row._show_menu()
    menu = row.findChild(object, "menu_views")
    entry = next(one for one in menu.actions() if one.objectName() == "action_view_v5")
    with qtbot.waitSignal(row.chosen) as told:
        entry.trigger()
    menu.close()
    assert told.args == ["v5"] and row.current() == "v5" and "v5" in shown(row)


def test_counts_push_views_into_the_menu_and_one_view_always_stays(row):
    row.resize(row.sizeHint())
    row.show_counts({f"v{place}": 1001 for place in range(len(NAMES))})
    assert len(shown(row)) < len(NAMES)
    row.resize(20, row.height())
    assert shown(row) == ["v0"]
