"""Customers, models and devices for tests, made by a superuser or by somebody of the cast."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services.ids import new_id
from services.initials import initials_of, pinyin_of
from services.rows import insert_row


def make_customer(connection: Connection, name: str = "王芳", phone: str = "13812345678", **values: Any) -> UUID:
    """A customer as the program makes one; returns the id."""
    customer_id = new_id()
    insert_row(
        connection,
        "customer",
        {
            "id": customer_id,
            "name": name,
            "phone": phone,
            "initials": initials_of(name),
            "pinyin": pinyin_of(name),
            **values,
        },
    )
    return customer_id


def make_model(
    connection: Connection, brand: str = "小米", name: str = "小米 14", model_no: str = "23127PN0CC", **values: Any
) -> UUID:
    """A product model; the live one of that brand and number where there is one already."""
    found = connection.execute(
        text("""select id from product_model
                where upper(brand) = upper(:b) and upper(model_no) = upper(:m) and archived_at is null"""),
        {"b": brand, "m": model_no},
    ).scalar()
    if found is not None:
        return found
    model_id = new_id()
    insert_row(
        connection,
        "product_model",
        {
            "id": model_id,
            "brand": brand,
            "name": name,
            "model_no": model_no,
            "initials": initials_of(f"{brand}{name}", person=False),
            **values,
        },
    )
    return model_id


def make_device(
    connection: Connection,
    customer_id: UUID | None,
    model_id: UUID | None = None,
    serial_no: str = "SN-O0I1-778",
    **values: Any,
) -> UUID:
    """A device of a customer, of the usual model unless said."""
    device_id = new_id()
    insert_row(
        connection,
        "device",
        {
            "id": device_id,
            "customer_id": customer_id,
            "product_model_id": model_id or make_model(connection),
            "serial_no": serial_no,
            **values,
        },
    )
    return device_id
