"""The company's texts for messages: one for each occasion and way, in both languages, tried with a real order."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services import message_templates
from services.message_templates import ABOUT, CHANNEL_NAMES, OCCASION_NAMES, PURPOSE_NAMES, Filled, Template
from services.paging import Page as PageOfRows
from services.texts import N_, _
from ui.kit import lookups
from ui.kit.buttons import Button
from ui.kit.cards import IconLine, Segments
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.editor_page import EditorPage
from ui.kit.fields import Field
from ui.kit.form import Form, Group
from ui.kit.named_scroll import NamedScroll
from ui.kit.paged import Column, PageRequest
from ui.kit.theme import theme
from ui.kit.words import Label, data

BY_ITSELF = Chip(N_("By itself"), "success", "ok")
BY_HAND = Chip(N_("By hand"), "neutral", "edit")
PUT_AWAY = Chip(N_("No longer in use"), "neutral", "close")
SUBJECT_LENGTH, TEXT_LENGTH = 200, 4000


def use_chip(one: Template) -> Chip:
    """How it is used."""
    return PUT_AWAY if one.archived_at else BY_ITSELF if one.automatic else BY_HAND


class MessageTextsPage(EditorPage):
    """Texts; the database refuses a variable that the occasion does not have."""

    tables = ("message_template",)
    module = "messages_out"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "message_texts",
            N_("Texts for messages"),
            "edit",
            [
                Column("occasion", N_("Told about"), read=lambda one: _(OCCASION_NAMES[one.occasion]), sample="Ready for coll"),
                Column("channel", N_("Way"), read=lambda one: _(CHANNEL_NAMES[one.channel]), sample="E-mail"),
                Column("name", N_("Text"), read=lambda one: one.shown, stretch=True),
                Column("automatic", N_("Sent"), "chip", chip=use_chip, read=lambda _one: 1, sample="By itself ok"),
            ],
            [
                Group("", [
                    Field("occasion", N_("Told about"), "combo", required=True, span=6,
                          options=lookups.choices(OCCASION_NAMES)),
                    Field("channel", N_("Way"), "choice", required=True, span=6, options=lookups.choices(CHANNEL_NAMES)),
                    Field("name", N_("Name"), required=True, span=6, max_length=120),
                    Field("name_en", N_("Name in English"), span=6, max_length=120),
                    Field("purpose", N_("Purpose"), "combo", required=True, span=8,
                          options=lookups.choices(PURPOSE_NAMES)),
                    Field("automatic", N_("Sent by itself"), "yesno", span=4),
                ]),
                Group(N_("Chinese"), [
                    Field("subject_zh", N_("Subject"), span=12, max_length=SUBJECT_LENGTH),
                    Field("body_zh", N_("Text"), "multiline", required=True, span=12, lines=6, max_length=TEXT_LENGTH),
                ]),
                Group(N_("English"), [
                    Field("subject_en", N_("Subject in English"), span=12, max_length=SUBJECT_LENGTH),
                    Field("body_en", N_("Text in English"), "multiline", span=12, lines=6, max_length=TEXT_LENGTH),
                ]),
            ],
            empty=(N_("No texts here."), N_("Write one for each occasion on which customers are told something.")),
            new_text=N_("New text"),
            form_share=12,
        )  # fmt: skip
        self.put_away = Button(self._put_away_words, "put_away")
        self.put_away.clicked.connect(self._put_away)
        self.add_verb(self.put_away)
        test = Button(N_("Test of sending"), "sending_tests", icon="send")
        test.clicked.connect(lambda: desk.open_page("sending_tests"))
        self.add_head(None, test)
        test.setVisible(desk.has_role("admin"))
        self._add_trial()
        self.form.edited.connect(lambda column: column == "occasion" and self._tell_variables())
        self.show_record(None)

    def _add_trial(self) -> None:
        """Below the form: which variables there are, and the text as the customer of a real order would get it."""
        self.variables = Label(self._variables, "hint", "secondary", wrap=True)
        self.variables.setObjectName("message_variables")
        self.trial = Form(
            [Field("record_id", N_("Try with"), "lookup", span=12, search=self._search,
                   placeholder=N_("Number of an order, visit or complaint, or a customer"))],
            self.desk.background,
        )  # fmt: skip
        self.trial.edited.connect(lambda _column: self.try_out())
        self.languages = Segments([("zh", lambda: "中文"), ("en", lambda: "English")])
        self.languages.chosen.connect(lambda _lang: self.try_out())
        self.refusal = IconLine("", "error", "danger")
        self.refusal.hide()
        self.tried = Label("", wrap=True)
        self.tried.setObjectName("tried_text")
        self.tried.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        sheet = QFrame()
        sheet.setProperty("plane", "surface")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.refusal)
        column.addWidget(self.tried, 1)
        self.sheet = NamedScroll(N_("What the customer reads"), sheet)
        self.trying = QWidget()
        inside = QVBoxLayout(self.trying)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(8))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.trial, 1)
        row.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignBottom)
        inside.addLayout(row)
        inside.addWidget(self.sheet, 1)
        self.trying.hide()
        self.extra.addWidget(self.variables)
        self.extra.addWidget(self.trying, 1)
        self.looks = Segments([("write", N_("Text")), ("try", N_("Try it out"))])
        self.looks.chosen.connect(self._turn)
        self.card_head.addWidget(self.looks)

    def _turn(self, look: str) -> None:
        """From the text to how it reads, and back."""
        self.scroller.setVisible(look == "write")
        self.variables.setVisible(look == "write")
        self.trying.setVisible(look == "try")
        if look == "try":
            self.try_out()

    # what EditorPage asks for

    def fetch(self, request: PageRequest) -> Any:
        typed = request.text.strip().casefold()
        rows = [
            one
            for one in message_templates.every(self.desk.db)
            if typed in f"{one.name} {one.name_en} {_(OCCASION_NAMES[one.occasion])}".casefold()
        ]
        return PageOfRows(rows)

    def load(self, record_id: Any) -> Any:
        return message_templates.get(self.desk.db, record_id)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return message_templates.write(self.desk.db, _written(values), request)

    def change_record(self, seen: Template, values: Mapping[str, Any], request: Any) -> Any:
        return message_templates.change(self.desk.db, seen, _written(values), request)

    def values_of(self, record: Template | None) -> Any:
        if record is None:
            return {"purpose": "service", "automatic": False}
        return record

    def words_of(self, record: Template | None) -> str:
        return record.shown if record is not None else _("New text")

    def locks_of(self, record: Template | None) -> Mapping[str, str]:
        if record is None:
            return {}
        why = _("Messages were written with it; write a new text for another occasion or way.")
        return {"occasion": why, "channel": why}

    def show_record(self, record: Any) -> None:
        super().show_record(record)
        if hasattr(self, "sheet"):
            self._tell_variables()
            if self.looks.current() == "try":
                self.try_out()

    # trying it out

    def _occasion(self) -> str:
        return self.form.legible("occasion") or "other"

    def _variables(self) -> str:
        return _("Variables: {list}").format(
            list=" · ".join(f"{{{name}}} {_(message_templates.VARIABLE_NAMES[name])}"
                           for name in message_templates.variables(self._occasion()))
        )  # fmt: skip

    def _tell_variables(self) -> None:
        self.variables.retranslate()
        self.variables.updateGeometry()

    def _search(self, typed: str) -> Any:
        about = ABOUT.get(self._occasion(), "work_order")
        db = self.desk.db
        finders = {"visit": lookups.visits, "complaint": lookups.complaints, "": lookups.customers}
        return finders.get(about, lookups.work_orders)(db)(typed)

    def try_out(self) -> None:
        """Show the text as it stands in the form, with the values of the chosen record."""
        record_id = self.trial.legible("record_id")
        lang = self.languages.current()
        db, occasion = self.desk.db, self._occasion()
        subject, body = self.form.legible(f"subject_{lang}") or "", self.form.legible(f"body_{lang}") or ""
        if record_id is None:
            self.refusal.hide()
            self.tried.say(N_("Choose a record to see what its customer would read."))
            return
        about = ABOUT.get(occasion, "work_order") or "customer"
        self.run(
            lambda: message_templates.preview(db, occasion, subject, body, about, record_id, lang),
            self._show_tried,
            self._not_tried,
            slot="trial",
        )

    def _show_tried(self, filled: Filled) -> None:
        self.refusal.hide()
        self.tried.say(data("\n\n".join(part for part in filled if part)))

    def _not_tried(self, error: BaseException) -> bool:
        sentence = getattr(error, "sentence", None)
        if sentence is None:
            return False
        self.tried.say("")
        self.refusal.tell(sentence)
        self.refusal.show()
        return True

    def _put_away_words(self) -> str:
        return _("Bring back") if self.seen is not None and self.seen.archived_at else _("Stop using it")

    def _put_away(self) -> None:
        seen, request, db = self.seen, self._request, self.desk.db
        if seen is not None:
            self.write(
                lambda: message_templates.archive(db, seen, request),
                lambda _kept: self.stored(seen.id),
                self.refused_save,
                about="put_away",
            )


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    """As the table takes it: texts are never null, a switch is on or off."""
    return {name: (bool(value) if name == "automatic" else value or "") for name, value in values.items()}
