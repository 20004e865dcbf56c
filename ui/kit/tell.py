"""Telling a customer something: chooses one of the company's texts, shows what he would read, and writes it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout

from services import message_templates, messages
from services.ids import new_id
from services.message_templates import Template
from services.messages import Draft, Told
from services.texts import N_, _
from ui.kit import lookups
from ui.kit.cards import IconLine
from ui.kit.fields import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.named_scroll import NamedScroll
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Label, data

NOTE_LENGTH = 500
SHOW_AFTER_MS = 300


class TellDialog(FormDialog):
    """about: work_order, visit, complaint or customer. propose: the occasion that is most likely meant. done(told)
    is called when the message is written."""

    def __init__(
        self, page: Page, about: str, about_id: UUID, done: Callable[[Told], Any], propose: str = "other"
    ) -> None:
        self._page, self._about, self._about_id, self._done, self._propose = page, about, about_id, done, propose
        self._request, self._message = new_id(), new_id()
        fields = [
            Field("template_id", N_("What about"), "combo", required=True, span=12),
            Field("note", N_("What you add"), "multiline", span=12, lines=2, max_length=NOTE_LENGTH,
                  placeholder=N_("Stands in the text where it leaves room for it")),
        ]  # fmt: skip
        super().__init__(
            page, "tell_customer", N_("Tell the customer"), fields, self._write, background=page.desk.background,
            verb=N_("Send"), width=620,
        )  # fmt: skip
        self.goes_to = IconLine("", "send", "", "label")
        self.subject = Label("", "bold", wrap=True)
        self.text = Label("", wrap=True)
        self.text.setObjectName("message_text")
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._later.timeout.connect(self._show_draft)
        self.form.edited.connect(lambda _column: self._later.start())
        self.confirm.setEnabled(False)
        page.run(lambda: message_templates.every(page.desk.db), self._offer, slot="message_texts")

    def _lay_out(self) -> None:
        sheet = QFrame()
        sheet.setProperty("card", True)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(*[theme.px(n) for n in (14, 10, 14, 10)])
        column.setSpacing(theme.px(6))
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.subject)
        column.addWidget(self.text, 1)
        scroll = NamedScroll(N_("What the customer reads"), sheet)
        scroll.setMinimumHeight(theme.px(190))
        place = self.body.indexOf(self.form.fix_bar)
        self.body.insertWidget(place, self.goes_to)
        self.body.insertWidget(place + 1, scroll, 1)

    def _offer(self, templates: Sequence[Template]) -> None:
        fitting = message_templates.fitting(templates, self._about)
        # what the record is about first, what fits everything last
        fitting.sort(key=lambda one: (one.occasion != self._propose, one.occasion == "other"))
        lookups.offer(self.form, "template_id", [Option(one.id, partial(_shown, one)) for one in fitting])
        if fitting:
            self.form.propose("template_id", fitting[0].id)
            self._show_draft()

    def _show_draft(self) -> None:
        values, page = self.form.values(), self._page
        template, note = values.get("template_id"), values.get("note") or ""
        if template is None:
            return
        about, about_id = self._about, self._about_id
        page.run(
            lambda: messages.draft(page.desk.db, template, about, about_id, note),
            self._show,
            self._not_shown,
            slot="message_draft",
        )

    def _show(self, draft: Draft) -> None:
        against = draft.hindrance
        if against:
            self.goes_to.tell(lambda: messages.fault_words(against), "error", "danger")
        else:
            self.goes_to.tell(
                lambda: _("To {address}").format(address=draft.to_masked) if draft.to_masked else _("To be printed"),
                "send",
                "",
            )
        self.subject.say(data(draft.subject))
        self.subject.setVisible(bool(draft.subject))
        self.text.say(data(draft.body))
        self.confirm.setEnabled(against is None)

    def _not_shown(self, error: BaseException) -> bool:
        self.confirm.setEnabled(False)
        sentence = getattr(error, "sentence", None)
        if sentence is None:
            return False
        self.goes_to.tell(sentence, "error", "danger")
        return True

    def _write(self, _dialog: FormDialog) -> None:
        values, page = self.form.values(), self._page
        template, note = values["template_id"], values.get("note") or ""
        about, about_id, request, message = self._about, self._about_id, self._request, self._message

        def written(told: Told) -> None:
            self.accept()
            self._done(told)

        page.write(
            lambda: messages.tell(page.desk.db, message, template, about, about_id, note, request=request),
            written,
            self.refused,
        )


def _shown(template: Template) -> str:
    return template.shown
