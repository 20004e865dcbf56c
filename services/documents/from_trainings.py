"""Fills the papers of trainings from the database."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from services import courses, training_records, trainings
from services.database import Database
from services.documents.content import NOTHING, Words
from services.documents.from_rows import shop_and_store
from services.documents.training_sheets import Trainee, TrainingPaper
from services.documents.words import quantity, screen_words

_NAME = text("select coalesce((select name from staff where login = :login), :login)")


def printed_by(db: Database) -> str:
    """The name of whoever prints."""
    with db.read() as connection:
        return str(connection.execute(_NAME, {"login": db.login}).scalar_one())


def training_paper(db: Database, training_id: UUID) -> TrainingPaper:
    """A training with everybody whose record this person may read."""
    one = trainings.get(db, training_id)
    head, store = shop_and_store(db, one.store_id)
    zone = ZoneInfo(store.time_zone)
    return TrainingPaper(
        shop=head,
        number=one.number,
        subject=one.subject,
        course=Words(one.course_name, one.course_name_en),
        kind=screen_words(courses.KIND_NAMES[one.course_kind]),
        starts_at=one.starts_at.astimezone(zone),
        ends_at=one.ends_at.astimezone(zone),
        hours=quantity(one.hours),
        place=one.place,
        trainer=one.trainer,
        plan=courses.get(db, one.course_id).plan,
        summary=one.summary,
        printed_at=datetime.now(zone),
        printed_by=printed_by(db),
        people=[_trainee(row) for row in training_records.of_training(db, training_id)],
    )


def _trainee(row: training_records.Line) -> Trainee:
    name = row.staff_name or row.person_name or row.customer_name
    return Trainee(
        name,
        row.customer_name if row.person_name else "",
        screen_words(training_records.ATTENDANCE_NAMES[row.attendance]),
        "" if row.score is None else quantity(row.score),
        NOTHING if row.outcome is None else screen_words(training_records.OUTCOME_NAMES[row.outcome]),
        row.valid_until,
    )
