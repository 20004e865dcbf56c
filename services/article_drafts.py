"""What a new article begins with: a solved ticket or a finished order, with nobody's name left in it."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from models.article import QUESTION_LENGTH
from services import model_names
from services.anonymous import without_persons
from services.database import Database
from services.errors import ServiceError
from services.rows import sql

# The scope in the shape in which articles.Article has it.
_MODEL = f"""
    select coalesce(json_agg(json_build_array(m.id, {model_names.title("m")})), '[]')
    from product_model m where m.id = {{model}}"""
_SYMPTOMS = """
    select coalesce(json_agg(json_build_array(c.code, c.name, c.name_en)), '[]')
    from code_item c where c.list = 'symptom' and c.code = any (o.symptoms)"""
_TICKET = sql(f"""
    select t.subject as question, t.solution as answer, t.category, t.customer_id, t.device_id, t.reporter,
           ({_MODEL.format(model="d.product_model_id")}) as models, json_build_array() as symptom_names
    from ticket t left join device d on d.id = t.device_id where t.id = :id""")
_ORDER = sql(f"""
    select o.problem as question, concat_ws(E'\\n', nullif(o.findings, ''), nullif(o.work_done, ''), nullif(o.advice, ''))
             as answer, null as category, o.customer_id, o.device_id, '' as reporter,
           ({_MODEL.format(model="o.product_model_id")}) as models, ({_SYMPTOMS}) as symptom_names
    from work_order o where o.id = :id""")
_NAMES = text("""
    select name from customer where id = :customer
    union all select name from contact where customer_id = :customer""")
# Of the customer's other devices too: he may have spoken of any of them.
_NUMBERS = text("""
    select serial_no from device where id = :device or customer_id = :customer
    union all select n.value from device_number n join device d on d.id = n.device_id
      where d.id = :device or d.customer_id = :customer
    limit 1000""")


def from_ticket(db: Database, ticket_id: UUID) -> dict[str, Any]:
    """Question and answer of a solved ticket, without its people and numbers, as the form of an article takes them.

    Raises ServiceError 'gone_record' where the ticket may not be seen.
    """
    return {**_draft(db, _TICKET, ticket_id), "ticket_id": ticket_id}


def from_order(db: Database, order_id: UUID) -> dict[str, Any]:
    """Fault, findings and remedy of an order, without its people and numbers; see from_ticket."""
    return {**_draft(db, _ORDER, order_id), "work_order_id": order_id}


def _draft(db: Database, query: Any, record_id: UUID) -> dict[str, Any]:
    with db.read() as connection:
        row = connection.execute(query, {"id": record_id}).first()
        if row is None:
            raise ServiceError("gone_record")
        names = [*_column(connection, _NAMES, customer=row.customer_id), row.reporter]
        numbers = _column(connection, _NUMBERS, device=row.device_id, customer=row.customer_id)
    return {
        "question": without_persons(row.question, names, numbers)[:QUESTION_LENGTH],
        "answer": without_persons(row.answer, names, numbers),
        "category": row.category,
        "models": [tuple(one) for one in row.models],
        "symptom_names": [tuple(one) for one in row.symptom_names],
    }


def _column(connection: Connection, query: Any, **values: Any) -> list[str]:
    return list(connection.execute(query, values).scalars())
