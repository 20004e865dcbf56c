"""The style sheet of a theme: standard Qt widgets in the colours of the tokens.

What the kit paints itself (fields, choices, chips, rows) is not in here.
"""

from collections.abc import Callable

from PySide6.QtGui import QFont

from ui.kit.tokens import Tokens

TEMPLATE = """
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: {p4}px; }}
QWidget#page, QWidget[plane="window"] {{ background: {window}; }}
QWidget[plane="surface"] {{ background: {surface}; }}
QWidget[plane="raised"] {{ background: {raised}; }}
QFrame[card="true"] {{ background: {surface}; border: 1px solid {border}; border-radius: {p6}px; }}
QFrame[hairline="true"] {{ background: {line}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[upright="true"] {{ background: {line}; border: 0; max-width: 1px; min-width: 1px; }}
QLabel {{ background: transparent; }}
QLabel[tone="secondary"] {{ color: {secondary}; }}
QLabel[tone="accent"] {{ color: {accent}; }}
QLabel[tone="success"] {{ color: {success}; }}
QLabel[tone="warning"] {{ color: {warning}; }}
QLabel[tone="danger"] {{ color: {danger}; }}
QLabel[tone="info"] {{ color: {info}; }}
QLabel[mark="required"] {{ color: {required}; }}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit {{
    background: {optional}; color: {text}; border: 1px solid {input}; border-radius: {p4}px;
    padding: 0 {p8}px; min-height: {h26}px; selection-background-color: {accent};
    selection-color: {on_accent}; placeholder-text-color: {secondary}; }}
QPlainTextEdit, QTextEdit {{ padding: {p4}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus {{
    border: 2px solid {focus}; padding: 0 {p7}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {p3}px; }}
QLineEdit[bare="true"], QPlainTextEdit[bare="true"], QLineEdit[bare="true"]:focus,
QPlainTextEdit[bare="true"]:focus {{
    background: transparent; border: 0; padding: 0; min-height: 0; }}
QComboBox {{ background: {optional}; color: {text}; border: 1px solid {input}; border-radius: {p4}px;
    padding: 0 {p8}px; min-height: {h26}px; }}
QComboBox:focus {{ border: 2px solid {focus}; padding: 0 {p7}px; }}
QComboBox::drop-down {{ border: 0; width: {h26}px; }}
QAbstractItemView {{ background: {surface}; color: {text}; border: 1px solid {border}; outline: 0;
    selection-background-color: {selected}; selection-color: {text}; }}
QListView[bare="true"] {{ border: 0; }}
QListView[chapters="true"] {{ border-radius: {p6}px; padding: {p6}px; }}
QListView[chapters="true"]::item {{ padding: {p6}px {p8}px; border-radius: {p4}px; }}
QListView[chapters="true"]::item:selected {{ background: {selected}; color: {text}; }}
QListView[chapters="true"]:focus {{ border: 2px solid {focus}; }}
QTreeView::item {{ padding: {p3}px 0; }}
QHeaderView::section {{ background: {raised}; color: {secondary}; border: 0; border-bottom: 1px solid {border};
    padding: {p4}px {p6}px; }}
QTableView {{ border: 0; gridline-color: {line}; }}
QHeaderView {{ background: {raised}; border: 0; }}
QMenu {{ background: {surface}; color: {text}; border: 1px solid {border}; padding: {p4}px 0; }}
QMenu::item {{ padding: {p6}px {p24}px {p6}px {p14}px; }}
QMenu::icon {{ padding-left: {p10}px; }}
QMenu::item:selected {{ background: {selected}; color: {text}; }}
QMenu::item:disabled {{ color: {disabled}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {p4}px 0; }}
QScrollBar:vertical {{ background: transparent; width: {p10}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p10}px; margin: 0; }}
QScrollBar::handle {{ background: {border}; border-radius: {p3}px; margin: {p2}px; min-height: {p24}px;
    min-width: {p24}px; }}
QScrollBar::handle:hover {{ background: {input}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollArea[named="true"] {{ border: 2px solid transparent; border-radius: {p4}px; }}
QScrollArea[named="true"]:focus {{ border-color: {focus}; }}
QSplitter::handle {{ background: transparent; }}
QCheckBox, QRadioButton {{ spacing: {p6}px; background: transparent; }}
QCheckBox::indicator {{ width: {p14}px; height: {p14}px; border: 1px solid {input}; border-radius: {p3}px;
    background: {optional}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; }}
QRadioButton::indicator {{ width: {p14}px; height: {p14}px; border: 1px solid {input}; border-radius: {p7}px;
    background: {optional}; }}
QRadioButton::indicator:checked {{ border: {p4}px solid {accent}; width: {p8}px; height: {p8}px; }}
QRadioButton::indicator:focus {{ border-color: {focus}; }}
QCheckBox::indicator:focus {{ border: 2px solid {focus}; }}
QTabBar {{ qproperty-drawBase: 0; background: transparent; }}
QTabBar::tab {{ background: transparent; color: {secondary}; padding: {p8}px {p12}px; border: 0;
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; font-weight: bold; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar:focus {{ border: 1px solid {focus}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {line}; }}
QProgressBar {{ background: {line}; border: 0; border-radius: {p3}px; text-align: center; color: {text};
    max-height: {p6}px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {p3}px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {raised}; }}
QCalendarWidget QWidget {{ alternate-background-color: {raised}; }}
QCalendarWidget QToolButton {{ color: {text}; background: transparent; padding: {p4}px; border: 0; }}
QCalendarWidget QToolButton:hover {{ background: {hover}; }}
"""

LENGTHS = (2, 3, 4, 6, 7, 8, 10, 12, 14, 24)


def make(tokens: Tokens, px: Callable[[float], int], font: Callable[[str], QFont]) -> str:
    """The style sheet for a theme, in pixels of the font in use."""
    lengths = {f"p{n}": px(n) for n in LENGTHS}
    fields = {"optional": tokens.fields["optional"].fill, "required": tokens.fields["required"].mark}
    return TEMPLATE.format(**tokens.colours, **lengths, **fields, h26=px(26))
