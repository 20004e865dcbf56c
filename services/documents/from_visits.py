"""Fills the records of papers about visits from the database.

Slips and route sheets are taken along by our own people and name telephone and address in full; fetching each is a
logged look like any other, and where a person may not look the papers show what is masked.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from services import acceptances, attachments, customers, personal_data, visit_reports, visits
from services.database import Database
from services.documents import row_parts, visit_sheets
from services.documents.content import NOTHING, Line, Signature, Words
from services.documents.from_rows import shop_and_store
from services.documents.row_parts import unit_of
from services.documents.visit_content import AcceptancePaper, Attendee, Checked, RoutePaper, Stop, VisitPaper
from services.documents.words import screen_words
from services.errors import ServiceError
from services.visit_reports import Check
from services.visits import Visit

# Papers our own people carry.
IN_FULL = frozenset({"outing", "trip"})
_NAME = text("select coalesce((select name from staff where login = :login), :login)")
_SERIAL = text("select serial_no from device where id = :id")
_STOPS = text("""
    select v.id from visit v
    where v.technician_id = :who and v.planned_from >= :from_at and v.planned_from < :until_at and v.state <> 'cancelled'
    order by v.planned_from, v.id limit 60""")
_WHO = text("""
    select s.name, s.login,
           coalesce((select v.store_id from visit v where v.technician_id = s.id and v.planned_on = :day
                     order by v.planned_from limit 1), s.store_id,
                    (select d.store_id from staff_store d where d.staff_id = s.id and d.until is null limit 1)) as store_id
    from staff s where s.id = :id""")


def _full(db: Database, table: str, row_id: UUID | None, column: str, masked: str, why: str) -> str:
    if row_id is None or not masked:
        return masked
    try:
        return personal_data.reveal(db, table, row_id, column, why) or masked
    except ServiceError as error:
        if error.code not in ("reveal_limit", "not_permitted", "gone_record", "read_only"):
            raise
        return masked


def _reach(db: Database, visit: Visit, in_full: bool) -> tuple[str, str, str]:
    """Name, telephone and address as a paper shows them."""
    if visit.customer_id is None:
        return visit.contact_name, "", ""
    if not in_full:
        company = customers.get(db, visit.customer_id).kind == "company"
        return row_parts.masked_name(visit.customer_name, company), visit.customer_phone, visit.address_masked
    why = f"paper {visit.number}"
    phone = _full(db, "customer", visit.customer_id, "phone", visit.customer_phone, why)
    if visit.address_id is not None:
        address = _full(db, "customer_address", visit.address_id, "address", visit.address_masked, why)
    else:
        address = _full(db, "customer", visit.customer_id, "address", visit.address_masked, why)
    return visit.customer_name, phone, address


def visit_paper(db: Database, visit_id: UUID, paper: str = "visit") -> VisitPaper:
    """What stands on the maintenance report, or on a slip of those who drive there."""
    visit = visits.get(db, visit_id)
    report = visit_reports.of(db, visit_id)
    head, store = shop_and_store(db, visit.store_id)
    zone = ZoneInfo(store.time_zone)
    with db.read() as connection:
        printed_by = connection.execute(_NAME, {"login": db.login}).scalar_one()
        serial = connection.execute(_SERIAL, {"id": visit.device_id}).scalar() if visit.device_id else ""
    name, phone, address = _reach(db, visit, paper in IN_FULL)
    signed = visit_reports.signature(report)
    image = attachments.data(db, signed.id) if signed is not None and visit.accepted_how == "drawn" else None

    def there(at: datetime | None) -> datetime | None:
        return at.astimezone(zone) if at is not None else None

    return VisitPaper(
        shop=head,
        number=visit.number,
        customer=name,
        phone=phone,
        address=address,
        printed_at=datetime.now(zone),
        printed_by=printed_by,
        contact=visit.contact_name if paper in IN_FULL else "",
        order_number=visit.work_order_number,
        kind=screen_words(visits.KIND_NAMES[visit.kind]),
        subject=visit.subject,
        instructions=visit.instructions if paper in IN_FULL else "",
        wish=visit.wish,
        device=visit.device_name,
        serial=serial or "",
        technician=visit.technician_name,
        region=Words(visit.region_name, visit.region_name_en),
        planned_from=there(visit.planned_from),
        planned_until=there(visit.planned_until),
        travel_at=there(visit.travel_at),
        arrived_at=there(visit.arrived_at),
        started_at=there(visit.started_at),
        finished_at=there(visit.finished_at),
        outcome=screen_words(visits.OUTCOME_NAMES[visit.outcome]) if visit.outcome else NOTHING,
        findings=visit.findings,
        work_done=visit.work_done,
        advice=visit.advice,
        parts=[
            Line(Words(part.name), Decimal(0), part.quantity, unit_of(part.unit), None, part.part_no,
                 serial_in=part.serial_in, serial_out=part.serial_out, note=part.note)
            for part in report.parts
        ],
        checks=[checked(one) for one in report.checks],
        photos_before=sum(1 for one in report.attachments if one.kind == "photo_in"),
        photos_after=sum(1 for one in report.attachments if one.kind == "photo_out"),
        vehicle=visit.vehicle,
        driver=visit.driver,
        odometer_out=visit.odometer_out,
        odometer_back=visit.odometer_back,
        accepted=visit.accepted,
        accepted_by=visit.accepted_by,
        accepted_how=screen_words(visits.ACCEPTED_HOW_NAMES[visit.accepted_how]) if visit.accepted_how else NOTHING,
        accepted_at=there(visit.accepted_at),
        customer_note=visit.customer_note,
        signature=Signature("Customer signs", visit.accepted_by, there(visit.accepted_at), image) if visit.accepted else None,
    )  # fmt: skip


def checked(one: Check) -> Checked:
    """A measured value as papers show it."""
    unit = f" {one.unit}" if one.unit else ""

    def plain(value: Decimal) -> str:
        shown = f"{value:f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown

    if one.yes_no:
        limits = screen_words("must be yes")
        value = NOTHING if one.value is None else screen_words("yes" if one.value == 1 else "no")
        return Checked(Words(one.name, one.name_en), limits, value, one.within, one.note)
    if one.low is not None and one.high is not None:
        limits = Words(f"{plain(one.low)}–{plain(one.high)}{unit}")
    elif one.low is not None:
        limits = Words(f"≥ {plain(one.low)}{unit}")
    else:
        limits = Words(f"≤ {plain(one.high)}{unit}") if one.high is not None else NOTHING
    value = NOTHING if one.value is None else Words(f"{plain(one.value)}{unit}")
    return Checked(Words(one.name, one.name_en), limits, value, one.within, one.note)


def acceptance_paper(db: Database, acceptance_id: UUID) -> AcceptancePaper:
    """What stands on an acceptance record or on minutes; the values measured at its visit are part of it."""
    one = acceptances.get(db, acceptance_id)
    head, store = shop_and_store(db, one.store_id)
    zone = ZoneInfo(store.time_zone)
    measured = visit_reports.of(db, one.visit_id).checks if one.visit_id is not None else ()
    with db.read() as connection:
        printed_by = connection.execute(_NAME, {"login": db.login}).scalar_one()
    return AcceptancePaper(
        shop=head,
        number=one.number,
        title_of=visit_sheets.TITLES[one.kind],
        title=one.title,
        held_at=one.held_at.astimezone(zone),
        printed_at=datetime.now(zone),
        printed_by=printed_by,
        project=one.project,
        place=one.place,
        part=one.part,
        customer=one.customer_name,
        visit_number=one.visit_number,
        record=one.record,
        conclusion=one.conclusion,
        open_points=one.open_points,
        result=screen_words(acceptances.RESULT_NAMES[one.result]) if one.result else NOTHING,
        people=[
            Attendee(visit_sheets.party(person.get("party", "")), person.get("name", ""), person.get("duty", ""))
            for person in one.people
        ],
        checks=[] if one.kind == "meeting" else [checked(value) for value in measured],
        is_meeting=one.kind == "meeting",
    )


def route_paper(db: Database, technician_id: UUID, day: date) -> RoutePaper:
    """A technician's day; each address in full is a logged look."""
    with db.read() as connection:
        who = connection.execute(_WHO, {"id": technician_id, "day": day}).first()
        if who is None or who.store_id is None:
            raise ServiceError("gone_record")
        printed_by = connection.execute(_NAME, {"login": db.login}).scalar_one()
    head, store = shop_and_store(db, who.store_id)
    zone = ZoneInfo(store.time_zone)
    begins = datetime.combine(day, time(), zone)
    span = {"who": technician_id, "from_at": begins, "until_at": begins + timedelta(days=1)}
    with db.read() as connection:
        ids = list(connection.execute(_STOPS, span).scalars())
    stops = []
    for visit_id in ids:
        visit = visits.get(db, visit_id)
        assert visit.planned_from is not None and visit.planned_until is not None
        name, phone, address = _reach(db, visit, in_full=True)
        stops.append(
            Stop(
                visit.number, visit.planned_from.astimezone(zone), visit.planned_until.astimezone(zone), name, phone,
                address, visit.subject, Words(visit.region_name, visit.region_name_en), visit.contact_name, visit.instructions,
            )
        )  # fmt: skip
    return RoutePaper(head, f"{who.login}-{day:%y%m%d}", who.name, day, datetime.now(zone), printed_by, stops)
