"""Master data in figures: what is on file, by region, class, category, kind, stage and role (CSS-19)."""

from datetime import timedelta

from sqlalchemy import text

from services.ids import new_id
from services.statistics import base_data
from tests.customer_samples import make_customer
from tests.people import known

EVER = timedelta(days=2)


def counted(figures, group):
    return {row.id: (row.n, row.added) for row in figures.groups[group]}


def figures_of(login, superuser):
    today = superuser.execute(text("select current_date")).scalar_one()
    return base_data.figures(login, today - EVER, today + EVER)


def test_customers_count_for_their_region_and_those_above_it(login, superuser):
    before = figures_of(login("zhou"), superuser)
    for name in ("东一", "东二"):
        make_customer(superuser, name, "", region_id=known("hangzhou"))
    make_customer(superuser, "东三", "", region_id=known("east"))
    make_customer(superuser, "东四", "", region_id=known("east"))
    make_customer(superuser, "无区域", "", stage="prospect")
    gone = make_customer(superuser, "旧", "", region_id=known("east"))
    superuser.execute(text("update customer set archived_at = now() where id = :i"), {"i": gone})
    figures = figures_of(login("zhou"), superuser)
    assert counted(figures, "region") == {known("hangzhou"): (2, 2), known("east"): (4, 4), None: (1, 1)}
    assert [row.depth for row in figures.groups["region"]] == [0, 1, 0]
    assert figures.totals["customers"] - before.totals["customers"] == 5 and figures.totals["prospects"] == 1
    assert figures.groups["region"][1].percent == 40
    today = superuser.execute(text("select current_date")).scalar_one()
    later = base_data.figures(login("zhou"), today + EVER, today + 2 * EVER)
    assert counted(later, "region")[known("east")] == (4, 0)


def test_classes_and_roles_and_articles_are_counted(login, superuser):
    customer = make_customer(superuser, "政府", "")
    superuser.execute(
        text(
            "insert into customer_class (id, customer_id, dimension, code) values (:i, :c, 'nature', 'nature.government')"
        ),
        {"i": new_id(), "c": customer},
    )
    figures = figures_of(login("admin"), superuser)
    assert counted(figures, "class") == {"nature.government": (1, 1)}
    assert figures.groups["class"][0].name == "政府机构"
    assert counted(figures, "role")["agent"][0] == 4 and figures.totals["people"] == 13
    assert counted(figures, "article")["policy"] == (1, 1)
