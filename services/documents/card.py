"""The customer data card 客户资料卡 on A4, filled in or blank to be filled in by the customer."""

from services.documents import frame as frames
from services.documents import pages
from services.documents.bands import Band, Block, Cell, Cells, Gap, Table, Text
from services.documents.content import CardField, CardPart, CardPerson, CustomerCard, Shop, Words
from services.documents.flow import Run
from services.documents.sheet import RULE_BLOCK, RULE_ROW, Sheet
from services.documents.style import GREY, LABEL_EN, VALUE, cut_cell, label
from services.documents.words import chosen, day, words

TITLE = "Customer card"
# Wide fields of a blank card leave room for two written lines.
_LINE = 15.0


def _person_columns() -> list[str]:
    return ["Role and name", "Character", "Hobbies", "Family", "Education", "Age"]


_SPANS = (48, 32, 32, 32, 32, 18)


def standard_parts() -> tuple[CardPart, ...]:
    """The four parts of the card and what the file covers besides, all fields empty.

    Persons' character, hobbies, family, education and age stand in the table of people.
    """

    def part(title: str, *names: str, wide: bool = False) -> CardPart:
        return CardPart(words(title), [CardField(words(name), "", wide) for name in names])

    return (
        part(
            "1 Basic data",
            "Customer name",
            "Customer number",
            "Phone",
            "Address",
            "Founded",
            "Customer since",
            "Legal form",
            "Line of business",
            "Assets",
        ),
        part(
            "2 Characteristics",
            "Service area",
            "Sales capability",
            "Growth potential",
            "Business philosophy",
            "Business direction",
            "Business policy",
            "Size of the business",
            "Characteristics",
        ),
        part(
            "3 Business",
            "Sales record",
            "Quality of managers and sales staff",
            "Relations with competitors",
            "Business with us and willingness to cooperate",
            wide=True,
        ),
        part(
            "4 Dealings",
            "Present sales activity",
            "Problems",
            "Strengths",
            "Future measures",
            "Corporate image",
            "Reputation",
            "Credit standing",
            "Terms of trade",
            "Credit problems",
        ),
        part(
            "5 Further",
            "Basic situation",
            "Market potential",
            "Direction of development",
            "Financial credit",
            "Competitiveness of products",
        ),
    )


def standard_people() -> tuple[CardPerson, ...]:
    """The persons a card describes, with nothing known of them yet."""
    return tuple(CardPerson(words(role), ("",) * 6) for role in ("Owner", "Manager", "Legal representative"))


def blank_card(shop: Shop) -> CustomerCard:
    """An empty card to hand out."""
    return CustomerCard(shop, parts=standard_parts(), people=standard_people())


def _field(field: CardField, lang: str, span: float) -> Cell:
    blocks: list[Block] = [Text(*label(field.label, lang), limit=1)]
    if field.value:
        blocks.append(Text(Run(field.value, VALUE), limit=12 if field.wide else 4, tail=cut_cell(lang)))
    else:
        blocks.append(Gap(_LINE * (1.6 if field.wide else 1)))
    return Cell(span, blocks)


def _part(part: CardPart, lang: str) -> list[Band]:
    found: list[Band] = [_title(part.title, lang)]
    row: list[CardField] = []

    def close() -> None:
        if row:
            cells = [_field(item, lang, 1) for item in row]
            cells += [Cell(1, [Gap(1)]) for _ in range(3 - len(row))]
            found.append(Cells(cells))
            row.clear()

    for item in part.fields:
        if item.wide:
            close()
            found.append(Cells([_field(item, lang, 1)]))
            continue
        row.append(item)
        if len(row) == 3:
            close()
    close()
    return found


def _title(title: Words, lang: str) -> Cells:
    runs = [Run(chosen(title, "en" if lang == "en" else "zh"), 10, True)]
    if lang == "both" and title.en:
        runs.append(Run(f"  {title.en.lstrip('0123456789 ')}", LABEL_EN + 0.6, grey=GREY))
    return Cells([Cell(1, [Text(*runs, limit=1)])], rule=RULE_ROW, pad_top=5, pad_bottom=1.5, keep=True)


def _people(card: CustomerCard, lang: str) -> Table:
    head = Cells(
        [Cell(span, [Text(*label(name, lang), limit=1)]) for name, span in zip(_person_columns(), _SPANS, strict=True)],
        pad_top=1.6,
        pad_bottom=1.6,
    )
    rows = []
    for person in card.people:
        values = [*person.values, *[""] * len(_SPANS)][: len(_SPANS)]
        first: list[Block] = [Text(*label(person.role, lang), limit=1)]
        first.append(Text(Run(values[0], VALUE), limit=2) if values[0] else Gap(_LINE))
        cells = [Cell(_SPANS[0], first)]
        cells += [
            Cell(span, [Text(Run(value, 8), limit=4)]) for span, value in zip(_SPANS[1:], values[1:], strict=True)
        ]
        rows.append(Cells(cells))
    return Table(head, rows)


def draw(sheet: Sheet, card: CustomerCard, lang: str, reprint: int) -> int:
    """The card on A4, on more pages where there is more to tell."""
    shop = card.shop
    content: list[pages.Part] = []
    for index, part in enumerate(card.parts):
        content += _part(part, lang)
        if index == 0 and card.people:
            content.append(_people(card, lang))
    filled = day(card.filled_in_on, lang) if card.filled_in_on else "____-__-__"
    keeper = card.keeper or "________________"
    closing = f"{chosen(words('Filled in on'), lang)}  {filled}        {chosen(words('Kept by'), lang)}  {keeper}"
    content.append(Cells([Cell(1, [Text(Run(closing, VALUE), limit=1)])], rule=RULE_BLOCK, pad_top=6, pad_bottom=4))
    if not card.number:
        content.append(Cells([Cell(1, [Text(Run(side, 8, grey=GREY)) for side in _request(lang)])], rule=0))
    frame = pages.Frame(
        pages.A4,
        [frames.head(shop, TITLE, card.number, lang, reprint=reprint, code=bool(card.number))],
        [frames.head_again(TITLE, card.number, lang, reprint)],
        frames.foot(
            shop,
            card.number,
            lang,
            card.printed_at,
            card.printed_by,
            customer=not card.number,
            reprint=reprint,
            progress=False,
        ),
    )
    return pages.draw(sheet, frame, content)


def _request(lang: str) -> list[str]:
    pair = words("Please fill in what you wish to tell us and send the card back to the address above.")
    return [pair.zh, pair.en] if lang == "both" else [chosen(pair, lang)]
