"""Sign-ins of the sample company's kiosks and of the company that has most repaired, for trying the customer's view."""

from sqlalchemy import Connection, text

from services import accounts
from services.database import role_of
from services.ids import new_id
from services.sample.world import World

# The kiosk of a store is kiosk_<its code>.
CUSTOMER_LOGIN = "sample_customer"

_BUSIEST = text("""
    select c.id from customer c join work_order o on o.customer_id = c.id
    where c.archived_at is null and c.merged_into is null
    group by c.id, c.kind, c.number order by c.kind = 'company' desc, count(*) desc, c.number limit 1""")
_CREATE = text("select create_guest(:id, :kind, :login, :verifier, :store, :customer, false)")


def kiosk_login(code: str) -> str:
    """The user name of a store's kiosk."""
    return "kiosk_" + "".join(sign if sign.isalnum() else "_" for sign in code.lower())


def let_in(world: World, connection: Connection, password: str) -> None:
    """Write it all; connection is a superuser's. The password is everybody's of the sample."""
    for store in world.material.stores:
        if store.kind == "store":
            _create(connection, "kiosk", kiosk_login(store.code), password, store=world.store_ids[store.code])
    customer = connection.execute(_BUSIEST).scalar()
    if customer is not None:
        _create(connection, "customer", CUSTOMER_LOGIN, password, customer=customer)


def _create(connection: Connection, kind: str, login: str, password: str, **whose: object) -> None:
    values = {"store": None, "customer": None, **whose}
    secret = accounts.verifier(connection, login, password)
    known = connection.execute(
        text("select rolcanlogin from pg_roles where rolname = :r"), {"r": role_of(login)}
    ).scalar()
    connection.execute(_CREATE, {"id": new_id(), "kind": kind, "login": login, "verifier": secret, **values})
    if known is False:
        # From another database's sample, where it was closed: an existing role keeps what it has.
        connection.exec_driver_sql(f"alter role {role_of(login)} login password '{secret}'")
