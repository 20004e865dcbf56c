"""Who is asked how it went: the rules that fill the queue of follow-ups, with the script of each."""

from collections.abc import Mapping
from typing import Any

from models.follow_up import SCRIPT_LENGTH
from services import follow_up_rules, follow_ups, organisation, questionnaires
from services.follow_up_rules import FIXED, RECORD_KINDS, Rule
from services.paging import Page as PageOfRows
from services.texts import N_, _, either
from ui.admin.closing import ClosingPage, closed_chip
from ui.kit import formats, lookups
from ui.kit.desk import Desk
from ui.kit.form import Field, Group
from ui.kit.options import Option
from ui.kit.paged import Column, PageRequest
from ui.kit.words import Label, data, named

START = {
    "after_days": 3,
    "percent": 100,
    "at_least": 0,
    "only_rework": False,
    "pause_days": 60,
    "due_days": 7,
    "max_attempts": 3,
    "retry_hours": 4,
    "bad_score5": 2,
    "bad_score10": 6,
    "position": 50,
}


# Where nothing chosen means any.
_ANY = ("record_kind", "cover")


def narrowed(rule: Rule) -> str:
    """Which of the occasions a rule asks about, where not all of them."""
    words = [
        _(RECORD_KINDS[rule.occasion].get(rule.record_kind, rule.record_kind)) if rule.record_kind else "",
        _("repeat repairs") if rule.only_rework else "",
        _(follow_up_rules.COVER_NAMES[rule.cover]) if rule.cover else "",
        "" if rule.least_amount is None else _("from {amount} CNY").format(amount=formats.money(rule.least_amount)),
        rule.technician_name,
    ]
    return " · ".join(word for word in words if word)


class FollowUpRulesPage(ClosingPage):
    """One rule a row, in the order in which they choose: the first that fits an occasion holds."""

    tables = ("follow_up_rule", "questionnaire")
    module = "follow_ups"
    close_question = N_("Ask by the rule “{name}” no longer?")
    close_detail = N_("Whoever is in the queue already stays there.")

    def __init__(self, desk: Desk) -> None:
        self._kind = "hand_over"
        occasions = [Option(code, words) for code, words in follow_ups.OCCASION_NAMES.items()]
        covers = [Option("", N_("any")), *(Option(code, words) for code, words in follow_up_rules.COVER_NAMES.items())]
        super().__init__(
            desk,
            "follow_up_rules",
            N_("Follow-up rules"),
            "follow_up",
            [
                Column("name", N_("Rule"), read=lambda one: either(one.name, one.name_en), stretch=True),
                Column("occasion", N_("Occasion"), read=lambda one: _(follow_ups.OCCASION_NAMES[one.occasion])),
                Column("only", N_("Only"), read=narrowed, secondary=True, drop=2),
                Column("percent", N_("Share"), read=lambda one: f"{one.percent} %", sample="100 %"),
                Column("store_name", N_("Store"), read=lambda one: one.store_name or _("all"), secondary=True, drop=2),
                Column("state", N_("State"), "chip", chip=closed_chip, read=lambda _r: 1, sample="In use ok", drop=1),
            ],
            [
                Group(
                    "",
                    [
                        Field("name", N_("Name"), required=True, max_length=120, span=6),
                        Field("name_en", N_("English name"), max_length=120, span=6),
                        Field("occasion", N_("Occasion"), "combo", required=True, span=4, options=occasions),
                        Field("record_kind", N_("Kind"), "combo", span=4, placeholder=N_("any")),
                        Field("store_id", N_("Store"), "combo", span=4, placeholder=N_("all")),
                        Field("after_days", N_("Days after it"), "integer", required=True, span=4),
                        Field("percent", N_("Share asked about"), "integer", required=True, unit="%", span=4),
                        Field("at_least", N_("At least a month for each technician"), "integer", required=True, span=4),
                        Field("cover", N_("Only by cover"), "combo", span=4, options=covers, placeholder=N_("any")),
                        Field("least_amount", N_("Only from"), "money", unit=N_("CNY"), span=4),
                        Field("technician_id", N_("Only of technician"), "lookup", span=4, search=self._technicians),
                        Field("only_rework", N_("Only repeat repairs"), "yesno", span=4),
                        Field("pause_days", N_("Days until asked again"), "integer", required=True, span=4),
                        Field("due_days", N_("Days to reach the customer"), "integer", required=True, span=4),
                        Field("max_attempts", N_("Attempts at most"), "integer", required=True, span=4),
                        Field("retry_hours", N_("Hours until the next attempt"), "integer", required=True, span=4),
                        Field("questionnaire_id", N_("Questionnaire"), "combo", required=True, span=12),
                        Field("bad_score5", N_("Bad score of 5"), "integer", span=4),
                        Field("bad_score10", N_("Bad score of 10"), "integer", span=4),
                        Field("position", N_("Place in the order"), "integer", required=True, span=4),
                        Field("script", N_("What to say"), "multiline", span=12, lines=4, max_length=SCRIPT_LENGTH),
                        Field(
                            "script_en",
                            N_("What to say in English"),
                            "multiline",
                            span=12,
                            lines=4,
                            max_length=SCRIPT_LENGTH,
                        ),
                    ],
                )
            ],
            empty=(N_("No rule asks anybody."), N_("Write one: after what, how many days later, and whom.")),
            new_text=N_("New rule"),
            form_share=10,
        )
        self.preview = Label("", "label", "secondary", wrap=True)
        self.extra.addWidget(self.preview)
        self.form.edited.connect(self._occasion_chosen)
        db = desk.db
        self.run(
            lambda: (organisation.stores(db, limit=1000).rows, questionnaires.all_of_them(db)), self._offer_lists,
            slot="lists",
        )  # fmt: skip

    def _technicians(self, typed: str) -> list[Option]:
        return [Option(row_id, data(name)) for row_id, name in follow_up_rules.technicians(self.desk.db, typed)]

    def _offer_lists(self, found: Any) -> None:
        stores, asked = found
        options = [Option(one.id, named(one.name, one.name_en)) for one in stores]
        self.form.editor("store_id").set_options(options)  # type: ignore[attr-defined]
        kept = [Option(one.id, named(one.name, one.name_en)) for one in asked if one.revision]
        self.form.editor("questionnaire_id").set_options(kept)  # type: ignore[attr-defined]
        if not self.form.touched:
            self.show_record(self.seen)

    def fetch(self, request: PageRequest) -> Any:
        wanted = request.text.strip().lower()
        found = follow_up_rules.rules(self.desk.db, archived=self.wanted_view == "all")
        return PageOfRows([one for one in found if wanted in f"{one.name} {one.name_en} {one.store_name}".lower()])

    def load(self, record_id: Any) -> Any:
        rule = follow_up_rules.rule(self.desk.db, record_id)
        self._counted = follow_up_rules.preview(self.desk.db, record_id)
        return rule

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return follow_up_rules.add(self.desk.db, request, _stored(values))

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return follow_up_rules.change(self.desk.db, request, seen, _stored(values))

    def close_record(self, seen: Any, closed: bool, request: Any) -> Any:
        return follow_up_rules.close(self.desk.db, request, seen, closed=closed)

    def show_record(self, record: Any) -> None:
        super().show_record(record)
        if hasattr(self, "preview"):
            self.preview.setVisible(record is not None and record.occasion != "manual")
            self.preview.say(self._preview_words)

    def _preview_words(self) -> str:
        if self.seen is None:
            return ""
        occasions, drawn = self._counted
        return _("Within two weeks: {n} occasions, {drawn} of them are drawn.").format(n=occasions, drawn=drawn)

    _counted = (0, 0)

    def values_of(self, record: Rule | None) -> Any:
        self._offer(record.occasion if record is not None else "hand_over")
        if record is None:
            return {**START, "occasion": "hand_over"}
        values = {name: getattr(record, name) for name in follow_up_rules.FIELDS}
        for name in _ANY:
            values[name] = values[name] or None
        values["technician_id"] = lookups.named(record.technician_id, record.technician_name)
        return values

    def words_of(self, record: Rule | None) -> str:
        return _("New rule") if record is None else either(record.name, record.name_en)

    def locks_of(self, record: Rule | None) -> Mapping[str, str] | str:
        locks = super().locks_of(record)
        if record is None or locks:
            return locks
        if record.store_id is None and not self.desk.has_role("admin"):
            return _("This rule is the whole company's; an administrator changes it.")
        why = _("What a rule follows stays: the queue refers to it. Close it and write another one.")
        return dict.fromkeys(FIXED, why)

    def _occasion_chosen(self, column: str) -> None:
        if column != "occasion":
            return
        try:
            chosen = self.form.editor("occasion").value()
        except ValueError:
            return  # still being typed
        if chosen in RECORD_KINDS:
            self._offer(chosen)

    def _offer(self, occasion: str) -> None:
        """The kinds of records an occasion has."""
        if hasattr(self, "form"):
            options = [Option(code, word) for code, word in RECORD_KINDS[occasion].items()]
            self.form.editor("record_kind").set_options(options)  # type: ignore[attr-defined]


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The form says nothing for 'any'."""
    given = dict(values)
    for name in _ANY:
        if name in given:
            given[name] = given[name] or ""
    return given
