"""All keys of the program in one registry; the page of shortcuts is made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from services.texts import N_, _
from ui.kit.dialogs import Dialog
from ui.kit.icons import icon
from ui.kit.theme import theme
from ui.kit.words import Text, name_as, say

WINDOW = "window"


@dataclass
class Shortcut:
    """One action with its keys. scope: 'window', or the name of a page."""

    name: str
    text: Text
    keys: tuple[str, ...]
    scope: str
    action: QAction | None

    @property
    def alive(self) -> bool:
        """Whether the widget that owns the action still exists."""
        return self.action is not None and shiboken6.isValid(self.action)


class Shortcuts(QObject):
    """Registers actions; a key means one thing in a scope, and no page takes a key of the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: list[Shortcut] = []
        self._titles: dict[str, Text] = {WINDOW: N_("Everywhere")}
        for keys, text in HABITS:
            self._known.append(Shortcut("", text, (keys,), "habit", None))
        self._titles["habit"] = N_("In forms and lists")

    def name_scope(self, scope: str, title: Text) -> None:
        """What a scope is called on the page of shortcuts."""
        self._titles[scope] = title

    def add(
        self,
        owner: QWidget,
        name: str,
        text: Text,
        keys: str | tuple[str, ...],
        act: Callable[[], Any],
        scope: str = WINDOW,
        concept: str = "",
    ) -> QAction:
        """Make the action `action_<name>` of a widget and register its keys ('Ctrl+S', 'F7').

        Raises ValueError where a key is taken in this scope or by the window.
        """
        wanted = (keys,) if isinstance(keys, str) else keys
        wanted = tuple(key for key in wanted if key)
        self._known = [one for one in self._known if one.action is None or one.alive]
        for key in wanted:
            self._refuse_taken(name, key, scope)
        action = QAction(say(text).replace("&", "&&"), owner)
        action.setObjectName(f"action_{name}")
        action.setShortcuts([QKeySequence(key) for key in wanted])
        if concept:
            action.setIcon(icon(concept))
        context = Qt.ShortcutContext.WindowShortcut
        if scope != WINDOW:
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(context)
        action.triggered.connect(lambda _on=False: act())
        owner.addAction(action)
        self._known.append(Shortcut(name, text, wanted, scope, action))
        return action

    def _refuse_taken(self, name: str, key: str, scope: str) -> None:
        sequence = QKeySequence(key)
        combination: Any = sequence[0] if sequence.count() else None  # type: ignore[index]
        if combination is None or combination.key() == Qt.Key.Key_unknown:
            raise ValueError(f"{key!r} is no key")
        for other in self._known:
            # The same action of a second page of this kind is no clash: only one of them is shown.
            same = other.name == name and other.scope == scope != WINDOW
            meets = other.scope == scope or WINDOW in (scope, other.scope)
            if other.alive and meets and not same and sequence in [QKeySequence(k) for k in other.keys]:
                raise ValueError(f"{key} of {name} in {scope} is taken by {other.name} in {other.scope}")

    def find(self, typed: str = "", fits: Callable[[Shortcut], bool] = lambda _one: True) -> list[Shortcut]:
        """Registered actions that fit and whose words or keys contain what is typed, one of each."""
        wanted = typed.strip().casefold()
        seen, found = set(), []
        for one in self._known:
            identity = (one.scope, one.name, one.keys)
            words = f"{say(one.text)} {' '.join(one.keys)}".casefold()
            if identity not in seen and wanted in words and (one.action is None or one.alive) and fits(one):
                seen.add(identity)
                found.append(one)
        return found

    def title(self, scope: str) -> str:
        """What a scope is called."""
        return say(self._titles.get(scope, scope))

    def retranslate(self) -> None:
        """Name all actions in the language of the moment."""
        for one in self._known:
            if one.action is not None and one.alive:
                one.action.setText(say(one.text).replace("&", "&&"))


HABITS = (
    ("Enter", N_("Next field; in a list: open")),
    ("Shift+Enter", N_("Previous field")),
    ("Ctrl+Enter", N_("Next field from several lines")),
    ("1 … 9, 0", N_("Pick from a short list")),
    ("Y / N", N_("Yes or no")),
    ("Ctrl+Z", N_("Undo; bring a filled-in value back")),
    ("F4", N_("Open the calendar of a date")),
    ("Down", N_("Open the list of a field")),
    ("Space", N_("Choose a row")),
    ("Ctrl+A", N_("Choose all loaded rows")),
    ("Ctrl+C", N_("Copy the chosen rows for a spreadsheet")),
    ("Home / End", N_("First or last row of all")),
    ("Esc", N_("Close what is open, then go back")),
)


class ShortcutsDialog(Dialog):
    """All keys by scope, searchable (Ctrl+Shift+/)."""

    def __init__(self, parent: QWidget, shortcuts: Shortcuts) -> None:
        super().__init__(parent, "shortcuts", N_("All shortcuts"))
        self._shortcuts = shortcuts
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search for a key or an action"))
        name_as(self.search, N_("Search for a key or an action"))
        self.search.setObjectName("shortcut_search")
        self.tree = QTreeWidget()
        self.tree.setObjectName("table_shortcuts")
        name_as(self.tree, N_("All shortcuts"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([_("Action"), _("Key")])
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(theme.px(10))
        self.body.addWidget(self.search)
        self.body.addWidget(self.tree, 1)
        self.search.textChanged.connect(self._fill)
        self.add_verb(N_("Close"), None, "close", key="Esc")
        self.resize(theme.px(560), theme.px(560))
        self._fill("")

    def _fill(self, typed: str) -> None:
        self.tree.clear()
        tops: dict[str, QTreeWidgetItem] = {}
        for one in self._shortcuts.find(typed):
            if not one.keys:
                continue
            if one.scope not in tops:
                top = QTreeWidgetItem([self._shortcuts.title(one.scope), ""])
                top.setFont(0, theme.font("bold"))
                self.tree.addTopLevelItem(top)
                tops[one.scope] = top
            tops[one.scope].addChild(QTreeWidgetItem([say(one.text), " / ".join(one.keys)]))
        self.tree.expandAll()
        self.tree.setColumnWidth(0, theme.px(340))
