"""Telling a customer something: chooses one of the company's texts, shows what he would read, and writes it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout

from services import customer_parts, message_templates, messages
from services.ids import new_id
from services.message_templates import Template
from services.messages import Draft, Recipient, Told
from services.punctuation import bracketed
from services.texts import N_, _
from ui.kit import formats, lookups
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
# The customer himself, among the contacts that a form's value names by their ids.
OWN = "own"
CONSENTS = {
    "service": N_("messages about what was ordered"),
    "follow_up": N_("questions how all is"),
    "marketing": N_("advertising"),
}


class TellDialog(FormDialog):
    """about: work_order, visit, complaint or customer. propose: the occasion that is most likely meant. done(told)
    is called when the message is written."""

    def __init__(
        self, page: Page, about: str, about_id: UUID, done: Callable[[Told], Any], propose: str = "other"
    ) -> None:
        self._page, self._about, self._about_id, self._done, self._propose = page, about, about_id, done, propose
        self._request, self._message = new_id(), new_id()
        fields = [
            Field("template_id", N_("Which text"), "combo", required=True, span=12),
            Field("contact_id", N_("Written to"), "combo", required=True, span=12),
            Field("note", N_("What you add"), "multiline", span=12, lines=2, max_length=NOTE_LENGTH,
                  placeholder=N_("Stands in the text where it leaves room for it")),
        ]  # fmt: skip
        super().__init__(
            page, "tell_customer", N_("Tell the customer"), fields, self._write, background=page.desk.background,
            verb=N_("Send"), width=620,
        )  # fmt: skip
        self.goes_to = IconLine("", "send", "", "label")
        self.consent = IconLine("", "info", "", "label")
        self.consent.setObjectName("consent")
        self.consent.hide()
        self.subject = Label("", "bold", wrap=True)
        self.text = Label("", wrap=True)
        self.text.setObjectName("message_text")
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._later.timeout.connect(self._show_draft)
        self.form.edited.connect(self._edited)
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
        self.body.insertWidget(place + 1, self.consent)
        self.body.insertWidget(place + 2, scroll, 1)

    def _offer(self, templates: Sequence[Template]) -> None:
        fitting = message_templates.fitting(templates, self._about)
        # what the record is about first, what fits everything last
        fitting.sort(key=lambda one: (one.occasion != self._propose, one.occasion == "other"))
        lookups.offer(self.form, "template_id", [Option(one.id, partial(_shown, one)) for one in fitting])
        if fitting:
            self.form.propose("template_id", fitting[0].id)
            self._ask_recipients()

    def _edited(self, column: str) -> None:
        if column == "template_id":
            self._ask_recipients()
        else:
            self._later.start()

    def _ask_recipients(self) -> None:
        """Another text goes another way: to other addresses, which only some have."""
        template, page = self.form.legible("template_id"), self._page
        if template is None:
            return
        about, about_id = self._about, self._about_id
        self.confirm.setEnabled(False)
        page.run(
            lambda: messages.recipients(page.desk.db, template, about, about_id),
            self._offer_recipients,
            self._not_shown,
            slot="message_recipients",
        )

    def _offer_recipients(self, found: Sequence[Recipient]) -> None:
        chosen = self.form.legible("contact_id")
        options = [Option(one.contact_id or OWN, partial(_recipient, one)) for one in found]
        self.form.set_options("contact_id", options)
        if chosen is None:
            self.form.propose("contact_id", OWN)
        elif chosen not in [one.value for one in options]:
            self.form.set_value("contact_id", OWN)
        self.form.set_shown("contact_id", len(options) > 1)
        self._show_draft()

    def _contact(self) -> UUID | None:
        chosen = self.form.legible("contact_id")
        return None if chosen in (None, OWN) else chosen

    def _show_draft(self) -> None:
        page, template, note = self._page, self.form.legible("template_id"), self.form.legible("note") or ""
        if template is None:
            return
        about, about_id, contact = self._about, self._about_id, self._contact()
        page.run(
            lambda: messages.draft(page.desk.db, template, about, about_id, note, contact),
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
        self.consent.tell(partial(_consent, draft), "info", "danger" if draft.consent is False else "")
        self.consent.show()
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
        contact = self._contact()

        def written(told: Told) -> None:
            self.accept()
            self._done(told)

        page.write(
            lambda: messages.tell(page.desk.db, message, template, about, about_id, note, contact, request=request),
            written,
            self.refused,
        )


def _shown(template: Template) -> str:
    return template.shown


def _recipient(one: Recipient) -> str:
    """Who it is and where it would go: 李四 (owner) · l***@example.com."""
    role = customer_parts.CONTACT_ROLE_NAMES.get(one.role)
    name = bracketed(one.name, _(role) if role else _("the customer himself"))
    return f"{name} · {one.to_masked or messages.fault_words(one.hindrance or '') or _('To be printed')}"


def _consent(draft: Draft) -> str:
    what = _(CONSENTS[draft.purpose])
    if draft.consent is None:
        return _("Nothing is on file about {what}.").format(what=what)
    day = formats.day(formats.local(draft.consent_at).date()) if draft.consent_at else ""
    if draft.consent:
        return _("Agreed to {what} on {day}.").format(what=what, day=day)
    return _("Refused {what} on {day}.").format(what=what, day=day)
