"""A technician as the dispatcher has to know him: skills, areas, hours of a day, absences."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import regions, technicians
from services.dispatch import ABSENCE_NAMES
from services.ids import new_id
from services.technicians import Absence, Profile
from services.texts import N_, _
from ui.kit import formats, lookups
from ui.kit.buttons import Button
from ui.kit.cards import IconLine
from ui.kit.columns import empty
from ui.kit.dialogs import Dialog
from ui.kit.fields import Field
from ui.kit.form import Form
from ui.kit.form_dialog import FormDialog
from ui.kit.lookups import choices
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.stale import Held, SaveAgain
from ui.kit.theme import theme
from ui.kit.words import Label, data, named, say


class TechnicianDialog(Dialog):
    """Read by every desk, changed by the person's managers; a technician adds his own absences."""

    def __init__(self, page: Page, staff_id: UUID) -> None:
        super().__init__(page, "technician", N_("Technician"))
        self._page, self.staff_id = page, staff_id
        rights, me = page.desk.rights, page.desk.person
        self.may_keep = rights is None or rights.may_add("staff_skill")
        self.may_be_away = self.may_keep or me.id == staff_id
        self.form = Form(
            [
                Field("skills", N_("Skills"), "choices", span=12),
                Field("areas", N_("Drives to"), "choices", span=12),
                Field("minutes_a_day", N_("Minutes a day"), "integer", span=4, placeholder=N_("as the company")),
            ],
            page.desk.background,
        )
        self.body.addWidget(self.form)
        self.body.addWidget(self.form.fix_bar)
        self.away = QWidget()
        self._away = QVBoxLayout(self.away)
        self._away.setContentsMargins(0, 0, 0, 0)
        self._away.setSpacing(theme.px(4))
        self.body.addWidget(self.away)
        self.trouble = IconLine("", "error", "danger")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.add_absence = Button(N_("Add an absence"), "add_absence", "link", icon="add")
        self.add_absence.clicked.connect(self._new_absence)
        self.body.addWidget(self.add_absence)
        self.add_absence.setVisible(self.may_be_away)
        self.held: Held | None = None
        self._again: SaveAgain | None = None
        self.add_verb(N_("Close"), None, "close", key="Esc")
        self.confirm = self.add_verb(N_("Save"), self._save, "save", "primary", "Ctrl+Enter", close=False)
        self.confirm.setVisible(self.may_keep)
        self.setMinimumWidth(theme.px(620))
        self._load()

    def _load(self) -> None:
        db, staff_id, after = self._page.desk.db, self.staff_id, self._page.desk.now()
        looks = self.may_be_away

        def work() -> Any:
            return (
                technicians.profile(db, staff_id),
                lookups.codes(db, "skill"),
                [Option(one.id, named(one.path, one.path_en)) for one in regions.tree(db)],
                technicians.absences(db, staff_id, after) if looks else [],
            )

        self._page.desk.background.run(self, work, self._show, self.refused)

    def _show(self, found: Any) -> None:
        profile, skills, areas, absences = found
        self.headline.say(data(profile.name))
        self.form.set_options("skills", skills)
        self.form.set_options("areas", areas)
        if self.held is None:
            self.form.set_values(_values(profile))
            self._hold(profile)
        if not self.may_keep:
            self.form.set_locked(say(N_("Kept by the managers of the store")))
        empty(self._away)
        self._away.addWidget(Label(N_("Absences"), "label", "secondary"))
        if not absences:
            self._away.addWidget(Label(N_("None to come."), "label", "secondary"))
        for absence in absences:
            self._away.addWidget(self._line(absence))

    def _hold(self, profile: Profile) -> None:
        """What the save is compared with: absences may come and go meanwhile, what is typed stays."""
        db, staff_id = self._page.desk.db, self.staff_id
        self.held = Held(profile, lambda: technicians.profile(db, staff_id), _values, ())
        self._again = SaveAgain(self, self.form, self.held, self._page, self._save)
        self.body.insertWidget(self.body.indexOf(self.trouble), self._again.line)

    def _line(self, absence: Absence) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = f"{formats.moment(absence.from_at)} – {formats.moment(absence.until_at)}"
        row.addWidget(
            Label(lambda: f"{words}  {_(ABSENCE_NAMES[absence.kind])}  {absence.note}".rstrip(), elide=True), 1
        )
        if self.may_keep:
            drop = Button(N_("Withdraw"), f"withdraw_{absence.id}", "link")
            drop.clicked.connect(lambda: self._withdraw(absence))
            row.addWidget(drop)
        return line

    def _save(self) -> None:
        if self.held is None or self._again is None or not self.form.check():
            return
        self._again.line.hide()
        self.trouble.hide()
        db, seen, request, given = self._page.desk.db, self.held.row, new_id(), self.form.values()
        self._page.write(
            lambda: technicians.keep(
                db, seen, given["skills"] or (), given["areas"] or (), given["minutes_a_day"], request
            ),
            lambda _none: self._saved(),
            self.refused,
            about=self.staff_id,
        )

    def _saved(self) -> None:
        self.accept()
        self._page.refresh()

    def _withdraw(self, absence: Absence) -> None:
        db, request = self._page.desk.db, new_id()
        self._page.write(
            lambda: technicians.withdraw_absence(db, absence, request),
            lambda _version: self._load(),
            self.refused,
            about=absence.id,
        )

    def refused(self, error: BaseException) -> bool:
        """Show a refusal; False where it is none."""
        if self._again is not None and self._again.takes(error):
            return True
        if self.form.show_refusal(error):
            return True
        sentence = getattr(error, "sentence", None)
        if sentence is None:
            return False
        self.trouble.tell(sentence)
        self.trouble.show()
        return True

    def _new_absence(self) -> None:
        fields = [
            Field("kind", N_("Why"), "choice", required=True, span=12, options=choices(ABSENCE_NAMES)),
            Field("from_at", N_("From"), "datetime", required=True, span=6, placeholder=N_("16:00 or +1 9:30")),
            Field("until_at", N_("Away until"), "datetime", required=True, span=6, placeholder=N_("16:00 or +1 9:30")),
            Field("note", N_("Note"), span=12, max_length=200),
        ]
        page, staff_id = self._page, self.staff_id

        def act(dialog: FormDialog) -> None:
            db, request, values = page.desk.db, new_id(), dialog.form.values()
            page.write(
                lambda: technicians.add_absence(db, staff_id, values, request),
                lambda _id: (dialog.done_saving(), self._load(), page.refresh()),
                dialog.refused,
                about=("absence", staff_id),
            )

        FormDialog(
            page, "absence", N_("When is he away?"), fields, act, background=page.desk.background,
            values={"kind": "leave"}, verb=N_("Add"),
        ).open()  # fmt: skip


def _values(profile: Profile) -> dict[str, Any]:
    return {"skills": profile.skills, "areas": profile.areas, "minutes_a_day": profile.minutes_a_day}
