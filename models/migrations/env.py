"""Alembic's entry: runs on the connection that the set-up hands over, as the owner of the tables."""

from alembic import context
from sqlalchemy import text

from models.catalogue import SCHEMA, metadata


def include(thing: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    return getattr(thing, "schema", SCHEMA) in (SCHEMA, None)


def run() -> None:
    connection = context.config.attributes["connection"]
    connection.execute(text("set role aftercare_owner"))
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table_schema=SCHEMA,
        include_schemas=True,
        include_object=include,
        compare_type=True,
        compare_server_default=False,
        transaction_per_migration=True,
    )
    context.run_migrations()
    connection.execute(text("reset role"))
    connection.commit()


run()
