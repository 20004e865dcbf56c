"""Every number on a paper opens its record from a scan: those of trainings, appraisals, suggestions, vouchers and exchanges too."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from services import appraisals, courses, improvements, recovery_plans, search, trainings
from services.ids import new_id
from tests.people import known
from ui.kit.scanner import NUMBERS, kind_of

NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def numbers(login):
    """A record of each kind, by its kind: its number and id."""
    zhou, store = login("zhou"), known("store xihu")
    course = courses.add(zhou, new_id(), {
        "store_id": store, "name": "基础培训", "kind": "induction", "days": 1, "hours": 2, "weight_attendance": 100})  # fmt: skip
    training = trainings.plan(zhou, new_id(), {"course_id": course, "store_id": store, "starts_at": NOW, "trainer_id": known("zhou"),
                                               "ends_at": NOW + timedelta(hours=2), "place": ""}, new_id())  # fmt: skip
    due = (NOW + timedelta(days=5)).date()
    appraisal = appraisals.plan(zhou, new_id(), {"staff_id": known("na"), "due_on": due}, new_id())
    idea = improvements.file(
        zhou, new_id(), {"store_id": store, "area": "process", "subject": "大字号", "what": "印大"}, new_id()
    )
    plan = recovery_plans.make(zhou, new_id(), {
        "store_id": store, "cause": "breaches", "subject": "超时", "what": "承诺未兑现", "goal": "不再发生",
        "owner_id": known("zhou"), "due_on": due}, new_id())  # fmt: skip
    return {
        "recovery_plan": (recovery_plans.get(zhou, plan).number, plan),
        "training": (trainings.get(zhou, training).number, training),
        "appraisal": (appraisals.get(zhou, appraisal).number, appraisal),
        "improvement": (improvements.get(zhou, idea).number, idea),
    }


@pytest.mark.parametrize("kind", ["training", "appraisal", "improvement", "recovery_plan"])
def test_a_printed_number_finds_its_record(login, numbers, kind):
    number, row_id = numbers[kind]
    assert kind_of(number) == kind
    (hit,) = search.everything(login("zhou"), number).hits
    assert (hit.kind, hit.id, hit.title) == (kind, row_id, number)


def test_nobody_finds_by_its_number_what_he_may_not_read(login, numbers):
    for kind, reader in (("appraisal", "tang"), ("improvement", "na"), ("training", "bei")):
        assert search.everything(login(reader), numbers[kind][0]).hits == (), kind


def test_every_kind_of_number_the_program_gives_is_known_to_the_scanner(superuser):
    given = superuser.execute(
        text("""select distinct (regexp_matches(pg_get_functiondef(p.oid), 'desk_number\\(.([A-Z]+)', 'g'))[1]
                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname = 'aftercare' and p.prokind = 'f'""")
    ).scalars()
    assert set(given) - set(NUMBERS) == set()
