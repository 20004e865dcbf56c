"""Sample software products: their versions, and which of them companies among the customers run."""

from datetime import timedelta
from typing import Any

from services.initials import initials_of
from services.sample.orders import Case
from services.sample.world import CHINA, World

# How many companies run each product.
INSTALLED = 3


def put_on_file(world: World, cases: list[Case]) -> None:
    """Products, versions and installations, entered by the managers of those companies' stores."""
    companies = {
        case.customer.id: case.customer for case in cases if case.customer is not None and case.customer.company
    }
    customers = list(companies.values())[: INSTALLED * len(world.material.software)]
    if not customers:
        return
    at, today = world.until, world.until.astimezone(CHINA).date()
    manager = world.material.manager(customers[0].store)
    for place, product in enumerate(world.material.software):
        model_id = world.new_id(at)
        world.record(
            at,
            manager,
            "product_model",
            {
                "id": model_id,
                "brand": product.brand,
                "model_no": product.model_no,
                "name": product.name,
                "name_en": product.name_en,
                "category_id": world.category_ids["software"],
                "serial_kind": "other",
                "software": True,
                "shown": True,
                "pitch": product.pitch,
                "pitch_en": product.pitch_en,
                "retail_price": product.price,
                "initials": initials_of(f"{product.brand}{product.name}", person=False),
            },
        )
        versions = []
        for name, came, until, note in product.versions:
            version: dict[str, Any] = {
                "id": world.new_id(at),
                "product_model_id": model_id,
                "name": name,
                "released_on": today - timedelta(days=came),
                "supported_until": today + timedelta(days=until),
                "note": note,
            }
            world.record(at, manager, "product_version", version)
            versions.append(version)
        for nth, customer in enumerate(customers[place * INSTALLED :][:INSTALLED]):
            version = versions[nth % len(versions)]
            installation = {
                "id": world.new_id(at),
                "product_model_id": model_id,
                "product_version_id": version["id"],
                "customer_id": customer.id,
                "serial_no": f"{product.model_no}-{today:%y}{nth + 1:04}",
                "serial_kind": "other",
                "configuration": f"{5 * (nth + 1)} 席",
                "sold_on": version["released_on"] + timedelta(days=30),
                "place": "机房",
            }
            world.record(at, manager, "device", installation)
