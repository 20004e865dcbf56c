"""What is imported from which file, and how the file is read."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from services.texts import N_, _
from services.transfer.csv_files import ENCODINGS
from services.transfer.kinds import KINDS
from services.transfer.lines import Shape
from ui.kit.background import Background
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.fields import Field
from ui.kit.form import Form, Group
from ui.kit.menus import choose
from ui.kit.options import Option
from ui.kit.theme import theme
from ui.kit.words import Label, data, say
from ui.transfer import words


class FilePane(Card):
    """Signals: wanted() when another kind, file or way of reading was chosen."""

    wanted = Signal()

    def __init__(self, background: Background, kinds: Sequence[str]) -> None:
        super().__init__(N_("What to import"))
        self.path: Path | None = None
        self.form = Form(
            [
                Group(
                    "",
                    [
                        Field(
                            "kind",
                            N_("Records"),
                            "choice",
                            required=True,
                            span=6,
                            options=[Option(kind, KINDS[kind].title) for kind in kinds],
                        ),
                        Field(
                            "encoding",
                            N_("Encoding"),
                            "combo",
                            span=3,
                            options=[Option(name, data(name.upper())) for name in ENCODINGS],
                        ),
                        Field("sheet", N_("Sheet"), "combo", span=3),
                    ],
                )
            ],
            background,
        )
        self.form.set_shown("encoding", False)
        self.form.set_shown("sheet", False)
        if kinds:
            self.form.set_value("kind", kinds[0])
        self.form.edited.connect(lambda _column: self.wanted.emit())
        self.body.addWidget(self.form)
        self.choose = Button(N_("Choose a file…"), "choose_file", icon="folder")
        self.choose.clicked.connect(self.ask)
        self.name = Label("", "bold", elide=True)
        self.shape = Label("", "label", "secondary")
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.choose)
        row.addWidget(self.name, 1)
        row.addWidget(self.shape)
        self.body.addLayout(row)
        self.notes = Label("", "label", "warning", wrap=True)
        self.notes.hide()
        self.body.addWidget(self.notes)

    @property
    def kind(self) -> str:
        """The code of the chosen kind."""
        return self.form.value("kind") or ""

    @property
    def encoding(self) -> str:
        """The encoding a person chose, '' = find out."""
        return self.form.legible("encoding") or ""

    @property
    def sheet(self) -> str:
        """The sheet a person chose, '' = the first."""
        return self.form.legible("sheet") or ""

    def ask(self) -> QFileDialog:
        """Choose a file."""
        dialog = QFileDialog(self.window(), say(N_("Choose a file to import")))
        dialog.setObjectName("dialog_import_file")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Tables (*.csv *.tsv *.txt *.xlsx)"), _("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        choose(dialog)
        return dialog

    def take(self, path: Path) -> None:
        """A file was chosen or dropped; how the last one was read is forgotten."""
        self.path = path
        self.form.set_values({"kind": self.kind})
        self.name.say(data(path.name))
        self.wanted.emit()

    def tell(self, shape: Shape | None) -> None:
        """What the file turned out to be; None while it is not known."""
        self.shape.say("" if shape is None else lambda: words.shape_line(shape))
        notes = shape.notes if shape is not None else ()
        self.notes.say(lambda: "\n".join(note.sentence() for note in notes))
        self.notes.setVisible(bool(notes))
        several = shape is not None and len(shape.sheets) > 1
        self.form.set_shown("encoding", shape is not None and shape.format == "csv")
        self.form.set_shown("sheet", several)
        if shape is None:
            return
        if several:
            self.form.set_options("sheet", [Option(name, data(name)) for name in shape.sheets])
        for column, found in (("encoding", shape.encoding), ("sheet", shape.sheet)):
            if not self.form.legible(column) and found:
                self.form.propose(column, "utf-8" if found == "utf-8-sig" else found)
