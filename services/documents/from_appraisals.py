"""Fills the paper of an appraisal from the database."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services import appraisals
from services.database import Database
from services.documents.appraisal_sheet import AppraisalPaper, Marked
from services.documents.content import Words
from services.documents.from_rows import shop_and_store
from services.documents.from_trainings import printed_by
from services.documents.words import money, quantity, screen_words


def appraisal_paper(db: Database, appraisal_id: UUID) -> AppraisalPaper:
    """An appraisal as it is now; before it is held with the items of today, to be filled in by hand."""
    one = appraisals.get(db, appraisal_id)
    head, store = shop_and_store(db, one.store_id)
    items = appraisals.items_of(one.scheme or appraisals.scheme_now(db), one.marks)
    return AppraisalPaper(
        shop=head,
        number=one.number,
        staff=one.staff_name,
        hired_on=one.hired_on,
        place="" if one.place is None else str(one.place),
        state=screen_words(appraisals.STATE_NAMES[one.state]),
        due_on=one.due_on,
        held_on=one.held_on,
        appraiser=one.appraiser,
        items=[
            Marked(
                Words(item.name, item.name_en),
                item.words,
                item.weight,
                "" if item.mark is None else quantity(item.mark),
                "" if item.points is None else quantity(item.points),
            )
            for item in items
        ],
        score="" if one.score is None else quantity(one.score),
        band=Words(one.band, one.band_en),
        amount=money(one.amount) if one.amount else "",
        consequence=one.consequence,
        strengths=one.strengths,
        goals=one.goals,
        reply=one.reply,
        printed_at=datetime.now(ZoneInfo(store.time_zone)),
        printed_by=printed_by(db),
    )
