"""Papers of visits: the maintenance report, the slips of installer and driver, acceptances and minutes, the route."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from services.documents import frame as frames
from services.documents import pages, tables
from services.documents.bands import Block, Cell, Cells, Gap, Splitting, Table, Text
from services.documents.content import Words
from services.documents.flow import Run
from services.documents.order_sheets import slip_sides
from services.documents.sheet import RULE_BLOCK, RULE_CELL, Sheet
from services.documents.style import NONE, NOTE, STRONG, VALUE, label
from services.documents.style import filed as cell
from services.documents.visit_content import AcceptancePaper, Checked, RoutePaper, VisitPaper
from services.documents.words import chosen, day, filled, moment, quantity, words

REPORT = "Maintenance report"
OUTING = "Installer’s outing feedback slip"
TRIP = "Driver’s trip feedback slip"
ROUTE = "Route sheet"
ACCEPTANCE = "Acceptance record"
STATEMENT = "I have seen the work listed here; it was done, and the device works as far as is stated."
_SIZES = {"a4": pages.A4, "a5": pages.A5_LANDSCAPE}
# (name, share of the width, right-aligned)
_CHECKS = (
    ("Measured value", 66, False),
    ("Limits", 34, False),
    ("Value", 30, False),
    ("Verdict", 24, False),
    ("Note", 40, False),
)
# Rows to sign in, however few were named.
SIGNING_LEAST = 3
_PEOPLE = (("Party", 44, False), ("Name", 40, False), ("Duty", 40, False), ("Signature", 70, False))
_STOPS = (
    ("Time", 22, False),
    ("Visit no.", 28, False),
    ("Customer and address", 74, False),
    ("What is to be done", 50, False),
    ("Done", 20, False),
)


def _story(name: str, text: str, lang: str, least_lines: int = 0) -> Splitting:
    shown = text or ("" if least_lines else NONE)
    return Splitting(label(name, lang), [Run(shown, VALUE)], least_lines)


def _window(begins: datetime | None, ends: datetime | None, lang: str) -> str:
    if begins is None:
        return NONE
    return f"{moment(begins, lang)}–{ends:%H:%M}" if ends is not None else moment(begins, lang)


def _stamp(at: datetime | None) -> str:
    return f"{at:%m-%d %H:%M}" if at is not None else "______"


def _head(columns: Sequence[tuple[str, int, bool]], lang: str) -> Cells:
    cells = [Cell(span, [Text(*label(name, lang), limit=1)]) for name, span, _right in columns]
    return Cells(cells, lined=False, pad_top=1.6, pad_bottom=1.6)


def checks_table(checks: Sequence[Checked], lang: str) -> Table:
    """Measured values; one beyond its limits is set in bold and says so."""
    rows = []
    for one in checks:
        verdict = {True: words("within limits"), False: words("beyond limits"), None: words("not measured")}[one.within]
        bold = one.within is False
        texts = [
            chosen(one.name, lang),
            chosen(one.limits, lang),
            chosen(one.value, lang),
            chosen(verdict, lang),
            one.note,
        ]
        rows.append(
            Cells(
                [
                    Cell(span, [Text(Run(text or NONE, VALUE, bold and place in (2, 3)), limit=3)], bold and place in (2, 3))
                    for place, ((_name, span, _right), text) in enumerate(zip(_CHECKS, texts, strict=True))
                ],
                rule=RULE_CELL, lined=False, pad_top=1.2, pad_bottom=1.6,
            )
        )  # fmt: skip
    return Table(_head(_CHECKS, lang), rows)


def _frame(
    paper: VisitPaper | AcceptancePaper | RoutePaper, title: str, lang: str, reprint: int, media: str, customer: bool
) -> pages.Frame:
    copy = "" if customer else "Internal"
    return pages.Frame(
        _SIZES[media],
        [frames.head(paper.shop, title, paper.number, lang, reprint=reprint, copy=copy)],
        [frames.head_again(title, paper.number, lang, reprint)],
        frames.foot(paper.shop, paper.number, lang, paper.printed_at, paper.printed_by, customer=customer,
                    reprint=reprint, progress=False),
    )  # fmt: skip


def _whom(paper: VisitPaper, lang: str) -> list[pages.Part]:
    device = " · ".join(word for word in (paper.device, paper.serial) if word)
    name = paper.customer if not paper.contact else f"{paper.customer}（{paper.contact}）"
    return [
        Cells(
            [
                cell(46, "Customer", name, lang),
                cell(34, "Phone", paper.phone, lang),
                cell(74, "Address", paper.address, lang, limit=2),
                cell(40, "Device", device, lang, limit=2),
            ]
        ),
        Cells([cell(100, "What is to be done", paper.subject, lang, limit=3),
               cell(94, "Instructions", paper.instructions or paper.wish, lang, limit=4)]),
    ]  # fmt: skip


def report(sheet: Sheet, paper: VisitPaper, lang: str, reprint: int, media: str) -> int:
    """The maintenance report 维护报告 the customer receives."""
    content: list[pages.Part] = [
        Cells(
            [
                cell(36, "Planned", _window(paper.planned_from, paper.planned_until, lang), lang),
                cell(30, "Technician", paper.technician, lang),
                cell(26, "Kind", paper.kind, lang),
                cell(34, "Order no.", paper.order_number, lang),
                cell(40, "Outcome", paper.outcome, lang, bold=True, shaded=True),
            ]
        ),
        *_whom(paper, lang),
        Cells(
            [
                cell(48, "Departed", _stamp(paper.travel_at), lang),
                cell(48, "Arrived", _stamp(paper.arrived_at), lang),
                cell(48, "Work begun", _stamp(paper.started_at), lang),
                cell(50, "Work finished", _stamp(paper.finished_at), lang),
            ]
        ),
        _story("Findings", paper.findings, lang, 2),
        _story("Work done", paper.work_done, lang, 3),
        tables.parts(paper.parts, lang, blank=0 if paper.parts else 1),
    ]
    if paper.checks:
        content.append(checks_table(paper.checks, lang))
    if paper.advice:
        content.append(_story("Advice", paper.advice, lang))
    pictures = filled(
        words("{before} before, {after} after the work"), before=paper.photos_before, after=paper.photos_after
    )
    content.append(_answer(paper, lang, chosen(pictures, lang)))
    signed = {}
    if paper.signature is not None:
        signed["Customer signs"] = (paper.signature.image, paper.signature.name, paper.signature.at)
    content.append(frames.signatures(lang, ["Technician signs", "Customer signs"], signed))
    return pages.draw(sheet, _frame(paper, REPORT, lang, reprint, media, customer=True), content)


def _answer(paper: VisitPaper, lang: str, pictures: str) -> Cells:
    boxes = {True: ("☑", "□"), False: ("□", "☑"), None: ("□", "□")}[paper.accepted]
    yes, no = (chosen(words(name), lang) for name in ("accepted", "not accepted"))
    blocks: list[Block] = [
        Text(*label("Customer’s answer", lang), limit=1),
        Gap(1),
        Text(Run(f"{_box(boxes[0])} {yes}      {_box(boxes[1])} {no}", VALUE, paper.accepted is not None), limit=2),
        Gap(1),
    ]
    blocks += [Text(Run(side, NOTE, grey=0.3)) for side in slip_sides(STATEMENT, lang)]
    if paper.customer_note:
        blocks += [Gap(1.5), Text(Run(paper.customer_note, VALUE), limit=5)]
    if paper.accepted_by:
        how = chosen(paper.accepted_how, "en" if lang == "en" else "zh")
        at = moment(paper.accepted_at, lang) if paper.accepted_at else ""
        who = " · ".join(word for word in (paper.accepted_by, how, at) if word)
        blocks += [Gap(1.5), Text(Run(who, VALUE, True), limit=2)]
    return Cells([Cell(134, blocks), cell(60, "Photos", pictures, lang)], rule=RULE_BLOCK)


def _box(sign: str) -> str:
    # the font has no ticked box; a filled square is read the same
    return "■" if sign == "☑" else sign


def _kilometres(value: Decimal | None) -> str:
    return quantity(value) if value is not None else "______"


def outing(sheet: Sheet, paper: VisitPaper, lang: str, reprint: int, media: str) -> int:
    """The slip 安装人员外出信息反馈单 an installer takes along and fills in on the way."""
    roomy = media == "a4"
    content: list[pages.Part] = [
        Cells(
            [
                cell(36, "Installer", paper.technician, lang),
                # never the first column: its shade would hang out of the margin
                cell(
                    44, "Planned", _window(paper.planned_from, paper.planned_until, lang), lang, bold=True, shaded=True
                ),
                cell(40, "Order no.", paper.order_number, lang),
                cell(40, "Region", paper.region, lang),
                cell(34, "Vehicle", paper.vehicle or "______", lang),
            ]
        ),
        *_whom(paper, lang),
        Cells(
            [
                cell(40, "Departed", _stamp(paper.travel_at), lang),
                cell(40, "Arrived", _stamp(paper.arrived_at), lang),
                cell(40, "Work begun", _stamp(paper.started_at), lang),
                cell(40, "Work finished", _stamp(paper.finished_at), lang),
                cell(34, "Back at", "______", lang),
            ]
        ),
        _story("Situation on site", paper.findings, lang, 4 if roomy else 2),
        _story("Work done", paper.work_done, lang, 4 if roomy else 2),
        _story("What the customer says", paper.customer_note, lang, 3 if roomy else 2),
        _story("Problems, and what is to be done next", "", lang, 3 if roomy else 1),
        frames.signatures(lang, ["Installer signs", "Customer signs", "Service office"]),
    ]
    return pages.draw(sheet, _frame(paper, OUTING, lang, reprint, media, customer=False), content)


def trip(sheet: Sheet, paper: VisitPaper, lang: str, reprint: int, media: str) -> int:
    """The slip 司机出车信息反馈单 of the driver: vehicle, kilometres, times, goods, what happened."""
    roomy = media == "a4"
    driven = NONE
    if paper.odometer_out is not None and paper.odometer_back is not None:
        driven = quantity(paper.odometer_back - paper.odometer_out)
    content: list[pages.Part] = [
        Cells(
            [
                cell(40, "Driver", paper.driver or "______", lang, bold=True),
                cell(34, "Vehicle", paper.vehicle or "______", lang),
                cell(44, "Planned", _window(paper.planned_from, paper.planned_until, lang), lang, shaded=True),
                cell(38, "With", paper.technician, lang),
                cell(38, "Order no.", paper.order_number, lang),
            ]
        ),
        *_whom(paper, lang),
        Cells(
            [
                cell(40, "Departed", _stamp(paper.travel_at), lang),
                cell(40, "Arrived", _stamp(paper.arrived_at), lang),
                cell(38, "Kilometres, out", _kilometres(paper.odometer_out), lang),
                cell(38, "Kilometres, back", _kilometres(paper.odometer_back), lang),
                cell(38, "Kilometres driven", driven, lang, bold=True),
            ]
        ),
        Cells(
            [
                cell(50, "Goods taken along", "______", lang),
                cell(50, "Goods brought back", "______", lang),
                cell(48, "Tolls and parking, CNY", "______", lang),
                cell(46, "Fuel, CNY", "______", lang),
            ]
        ),
        _story("On the way and at the customer’s", "", lang, 5 if roomy else 3),
        _story("State of the vehicle", "", lang, 2 if roomy else 1),
        frames.signatures(lang, ["Driver signs", "Handed over to", "Service office"]),
    ]
    return pages.draw(sheet, _frame(paper, TRIP, lang, reprint, media, customer=False), content)


def acceptance(sheet: Sheet, paper: AcceptancePaper, lang: str, reprint: int, media: str) -> int:
    """An acceptance record, the conclusion of a review, or minutes, with a place for everybody to sign."""
    content: list[pages.Part] = [
        Cells(
            [
                cell(84, "Title", paper.title, lang, size=STRONG, bold=True, limit=2),
                cell(50, "Held at", moment(paper.held_at, lang), lang),
                cell(60, "Place", paper.place, lang),
            ]
        ),
        Cells(
            [
                cell(70, "Project", paper.project, lang),
                cell(54, "Customer", paper.customer, lang),
                cell(70, "Visit no.", paper.visit_number, lang),
            ]
        ),
    ]
    if paper.part:
        content.append(Cells([cell(1, "Which works", paper.part, lang, limit=4)]))
    content.append(_story("Minutes" if paper.is_meeting else "What was looked at and measured", paper.record, lang, 5))
    if paper.checks:
        content.append(checks_table(paper.checks, lang))
    conclusion = [cell(134, "Decisions" if paper.is_meeting else "Conclusion", paper.conclusion, lang, limit=12)]
    if not paper.is_meeting:
        conclusion.append(cell(60, "Result", paper.result, lang, bold=True, shaded=True))
    content.append(Cells(conclusion, rule=RULE_BLOCK))
    if paper.open_points:
        content.append(_story("Open points", paper.open_points, lang))
    signing = [[chosen(one.party, lang), one.name, one.duty, ""] for one in paper.people]
    # somebody who is not on the list can always sign by hand
    signing += [[""] * len(_PEOPLE)] * max(0, SIGNING_LEAST - len(signing))
    rows = [
        Cells(
            [
                Cell(span, [Text(Run(text, VALUE), limit=1), Gap(7)])
                for (_name, span, _right), text in zip(_PEOPLE, texts, strict=True)
            ],
            rule=RULE_CELL, pad_top=1.6, pad_bottom=1.6,
        )
        for texts in signing
    ]  # fmt: skip
    content.append(Table(_head(_PEOPLE, lang), rows))
    return pages.draw(sheet, _frame(paper, paper.title_of, lang, reprint, media, customer=False), content)


def route(sheet: Sheet, paper: RoutePaper, lang: str, reprint: int, media: str) -> int:
    """A technician's day in the order of its hours."""
    rows = []
    for one in paper.stops:
        note = one.instructions or one.contact
        whom: list[Block] = [
            Text(Run(" ".join(word for word in (one.customer, one.phone) if word), VALUE, True), limit=1),
            Text(
                Run(" · ".join(word for word in (one.address, chosen(one.region, lang)) if word) or NONE, VALUE),
                limit=3,
            ),
        ]
        what: list[Block] = [Text(Run(one.subject, VALUE), limit=3)]
        if note:
            what.append(Text(Run(note, NOTE, grey=0.3), limit=3))
        if one.waits_for_parts:
            what.append(Text(Run(chosen(words("parts still missing"), lang), NOTE, True), limit=1))
        rows.append(
            Cells(
                [
                    Cell(_STOPS[0][1], [Text(Run(f"{one.planned_from:%H:%M}", STRONG, True), limit=1),
                                        Text(Run(f"–{one.planned_until:%H:%M}", NOTE), limit=1)]),
                    Cell(_STOPS[1][1], [Text(Run(one.number, VALUE), limit=1)]),
                    Cell(_STOPS[2][1], whom),
                    Cell(_STOPS[3][1], what),
                    Cell(_STOPS[4][1], [Text(Run("□", STRONG), limit=1)]),
                ],
                rule=RULE_CELL, pad_top=2, pad_bottom=2.4,
            )
        )  # fmt: skip
    minutes = sum((one.planned_until - one.planned_from).total_seconds() / 60 for one in paper.stops)
    content: list[pages.Part] = [
        Cells(
            [
                cell(64, "Technician", paper.technician, lang, size=STRONG, bold=True),
                cell(50, "Day", day(paper.day, lang), lang, size=STRONG, bold=True, shaded=True),
                cell(40, "Visits", str(len(paper.stops)), lang),
                cell(40, "Planned minutes", f"{minutes:.0f}", lang),
            ]
        ),
        Table(_head(_STOPS, lang), rows),
        frames.signatures(lang, ["Technician signs", "Service office"]),
    ]
    return pages.draw(sheet, _frame(paper, ROUTE, lang, reprint, media, customer=False), content)


# Titles of acceptances by kind.
TITLES = {
    "hidden": "Acceptance record of hidden works",
    "sub_item": "Acceptance record of a sub-item of the works",
    "completion": "Acceptance record of the completed works",
    "review": "Conclusion of a design review",
    "meeting": "Minutes of a meeting",
}
PARTIES = {
    "owner": "Owner’s project group",
    "supervision": "Supervision",
    "company": "Our project group",
    "other": "Others",
}


def party(code: str) -> Words:
    """A party's name in both languages."""
    return words(PARTIES.get(code, PARTIES["other"]))
