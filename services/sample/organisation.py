"""The sample company: regions, stores, workstations, people, products, prices, texts on papers."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, text

from services import accounts
from services.database import role_of
from services.documents.terms import DEFAULT
from services.initials import initials_of
from services.sample import pictures
from services.sample.world import World

# Opened in this order, long before the first order comes in.
_DAYS_BEFORE = 40


def found(world: World, connection: Connection, password: str | None) -> None:
    """Write it all; connection is a superuser's under `past_clock`. Without a password nobody can sign in."""
    material = world.material
    at = world.since - timedelta(days=_DAYS_BEFORE)
    for region in material.regions:
        world.region_ids[region.code] = world.new_id(at)
        connection.execute(
            text("insert into region (id, code, name, name_en, parent_id) values (:i, :c, :n, :e, :p)"),
            {
                "i": world.region_ids[region.code],
                "c": region.code,
                "n": region.name,
                "e": region.name_en,
                "p": world.region_ids.get(region.parent),
            },
        )
    for store in material.stores:
        world.store_ids[store.code] = world.new_id(at)
        connection.execute(
            text("""insert into store (id, code, name, name_en, kind, region_id, legal_name, tax_no, street, telephone,
                                       complaint_telephone, hours)
                    values (:i, :c, :n, :e, :k, :r, :l, :t, :s, :p, :q, :h)"""),
            {
                "i": world.store_ids[store.code],
                "c": store.code,
                "n": store.name,
                "e": store.name_en,
                "k": store.kind,
                "r": world.region_ids[store.region],
                "l": material.company,
                "t": "",
                "s": store.street,
                "p": store.telephone,
                "q": store.complaint_telephone,
                "h": store.hours,
            },
        )
        for name in store.workstations:
            _workstation(world, connection, name, world.store_ids[store.code], printing=name == store.workstations[0])
    for person in material.people:
        world.staff_ids[person.login] = world.new_id(at)
        known = connection.execute(
            text("select rolcanlogin from pg_roles where rolname = :r"), {"r": role_of(person.login)}
        ).scalar()
        accounts.create(
            connection,
            world.staff_ids[person.login],
            person.login,
            person.name,
            password,
            roles=person.roles,
            stores=[world.store_ids[code] for code in person.stores],
            regions=[world.region_ids[code] for code in person.regions],
            home=world.store_ids[person.store],
            must_change=False,
        )
        if password is not None and known is False:
            # From another database's sample, where nobody may sign in: an existing role keeps what it has.
            secret = accounts.verifier(connection, person.login, password)
            connection.exec_driver_sql(f"alter role {role_of(person.login)} login password '{secret}'")
    connection.execute(
        text("update parameter set value = :name where code = 'company_name' and value = ''"),
        {"name": material.company},
    )
    connection.execute(
        text("""insert into shop_text (id, terms_zh, terms_en, privacy_zh, privacy_en)
                select :i, :zh, :en, :pzh, :pen where not exists (select from shop_text where store_id is null)"""),
        {
            "i": world.new_id(at),
            "zh": list(DEFAULT.zh),
            "en": list(DEFAULT.en),
            "pzh": DEFAULT.privacy.zh,
            "pen": DEFAULT.privacy.en,
        },
    )
    _catalogue(world, connection)


def _workstation(world: World, connection: Connection, name: str, store: UUID, *, printing: bool) -> None:
    workstation = world.new_id(world.since)
    connection.execute(
        text("insert into workstation (id, name, store_id) values (:i, :n, :s)"),
        {"i": workstation, "n": name, "s": store},
    )
    # Shown before they are printed: whoever tries the program may have a printer.
    for document, media in (("intake", "a5"), ("receipt", "80mm"), ("label", "60x40")) if printing else ():
        connection.execute(
            text("""insert into print_route (id, workstation_id, document, media, lang, silent)
                    values (:i, :w, :d, :m, 'zh', false)"""),
            {"i": world.new_id(world.since), "w": workstation, "d": document, "m": media},
        )


def _catalogue(world: World, connection: Connection) -> None:
    known = connection.execute(text("select code, id from product_category where archived_at is null"))
    categories = world.category_ids
    categories.update({row.code: row.id for row in known})
    for model in world.material.models:
        world.model_ids[model.model_no] = world.new_id(world.since)
        connection.execute(
            text("""insert into product_model (id, brand, model_no, name, name_en, category_id, serial_kind,
                                               warranty_months, initials, shown, pitch, pitch_en, retail_price)
                    values (:i, :b, :m, :n, :e, :c, :s, :w, :p, :told <> '', :told, :told_en, :price)"""),
            {
                "i": world.model_ids[model.model_no],
                "b": model.brand,
                "m": model.model_no,
                "n": model.name,
                "e": model.name_en,
                "c": categories.get(model.category),
                "s": "imei" if model.category == "phone" else "serial",
                "w": model.warranty_months,
                "p": initials_of(f"{model.brand}{model.name}", person=False),
                "told": model.pitch,
                "told_en": model.pitch_en,
                "price": model.price,
            },
        )
        if model.pitch:
            pictures.of_model(connection, world.new_id(world.since), world.model_ids[model.model_no], model.category)
    for price in world.material.prices:
        world.price_ids[price.code] = world.new_id(world.since)
        connection.execute(
            text("""insert into price_item (id, code, kind, name, name_en, category_id, unit, unit_price,
                                            labour_minutes, part_no, initials)
                    values (:i, :c, :k, :n, :e, :g, :u, :p, :m, :o, :s)"""),
            {
                "i": world.price_ids[price.code],
                "c": price.code,
                "k": price.kind,
                "n": price.name,
                "e": price.name_en,
                "g": categories.get(price.category),
                "u": price.unit,
                "p": price.price,
                "m": price.minutes,
                "o": price.part_no,
                "s": initials_of(price.name, person=False),
            },
        )
