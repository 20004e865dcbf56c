"""Fills the customer data card 客户资料卡 from the database."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services import customer_parts, customers
from services.database import Database
from services.documents import card, from_rows
from services.documents.card import standard_parts, standard_people
from services.documents.content import CardPerson, CustomerCard

# The card's fields in its own order, part by part, as columns of the customer and his file.
_CARD = (
    ("name", "number", "phone", "address", "founded", "customer_since", "legal_form", "industry", "assets"),
    (
        "service_territory",
        "sales_capability",
        "growth_potential",
        "business_philosophy",
        "business_direction",
        "business_policy",
        "company_size",
        "business_traits",
    ),
    ("sales_record", "staff_quality", "competitor_relations", "relation_with_us"),
    (
        "sales_activity",
        "problems",
        "strengths",
        "future_measures",
        "public_image",
        "reputation",
        "credit_standing",
        "trading_terms",
        "credit_issues",
    ),
    ("business_content", "market_potential", "", "financial_credit", "product_competitiveness"),
)


def blank_card(db: Database, store_id: UUID) -> CustomerCard:
    """An empty card to be filled in by hand, headed by the store that hands it out."""
    return card.blank_card(from_rows.shop(db, store_id))


def customer_card(db: Database, customer_id: UUID, store_id: UUID, printed_by: str) -> CustomerCard:
    """The data card 客户资料卡 of a customer, headed by the store that prints it; numbers stay masked."""
    customer = customers.get(db, customer_id)
    head, store = from_rows.shop_and_store(db, store_id)
    known = {
        **customer.file,
        "name": customer.name,
        "number": customer.number,
        "phone": customer.phone_masked,
        "address": customer.address_masked,
    }
    if known.get("cooperation_attitude"):
        known["relation_with_us"] = f"{known.get('relation_with_us', '')}\n{known['cooperation_attitude']}".strip()
    parts = [
        part._replace(
            fields=[
                field._replace(value=known.get(column, "") or "")
                for field, column in zip(part.fields, columns, strict=True)
            ]
        )
        for part, columns in zip(standard_parts(), _CARD, strict=True)
    ]
    persons = {contact.role: contact for contact in reversed(customer_parts.contacts(db, customer_id))}
    today = datetime.now(ZoneInfo(store.time_zone))
    cards = []
    for person, role in zip(standard_people(), ("owner", "manager", "legal"), strict=True):
        contact = persons.get(role)
        values = ("",) * 6
        if contact is not None:
            age = str(today.year - contact.birth_year) if contact.birth_year else ""
            values = (contact.name, contact.character, contact.hobbies, contact.family, contact.education, age)
        cards.append(CardPerson(person.role, values))
    return CustomerCard(
        head, customer.number, parts, cards, today.date(), customer.sales_rep or printed_by, today, printed_by
    )
