"""What a product model is called in each language."""

import pytest

from services import counter, customer_overview, devices, order_lists, order_record, search, texts
from services.model_names import branded, spoken
from tests.customer_samples import make_customer, make_device, make_model
from tests.work_order_samples import take_in


@pytest.mark.parametrize(
    ("brand", "name", "english", "shown"),
    [
        ("云岫", "P12 青春版", "Yunxiu P12 Lite", "Yunxiu P12 Lite"),
        ("云岫", "P12 青春版", "", "云岫 P12 青春版"),
        ("Norra", "N5 手机", "N5 phone", "Norra N5 phone"),
        ("Norra", "Norra N5 手机", "Norra N5 phone", "Norra N5 phone"),
    ],
)
def test_a_model_is_called_by_its_english_name_where_it_has_one(brand, name, english, shown):
    assert spoken(brand, name, english) == branded(brand, name)
    with texts.in_language("en"):
        assert spoken(brand, name, english) == shown


def test_lists_and_records_follow_the_language_of_the_moment(login, superuser):
    clerk, wang = login("na"), make_customer(superuser)
    model = make_model(superuser, "云岫", "P12 青春版", "YX-P12L", name_en="Yunxiu P12 Lite")
    device = make_device(superuser, wang, model, serial_no="SN-MODEL-1")
    order = take_in(clerk, wang, device).orders[0]

    def said():
        (listed,) = order_lists.some(clerk, [order.id])
        (row,) = devices.page(clerk, devices.Wanted(customer_id=wang)).rows
        return {
            order_record.get(clerk, order.id).device_title,
            branded(listed.brand, listed.model_name),
            branded(row.brand, row.model),
            customer_overview.get(clerk, wang).orders[0].device,
            *(moment.detail for moment in customer_overview.time_line(clerk, wang) if moment.kind == "device"),
        }

    assert said() == {"云岫 P12 青春版"}
    with texts.in_language("en"):
        assert said() == {"Yunxiu P12 Lite"}


def test_what_the_search_box_finds_is_called_so_too(login, superuser):
    clerk, wang = login("na"), make_customer(superuser)
    model = make_model(superuser, "云岫", "P12 青春版", "YX-P12L", name_en="Yunxiu P12 Lite")
    device = make_device(superuser, wang, model, serial_no="SN-MODEL-2")
    order = take_in(clerk, wang, device).orders[0]

    def said():
        (product,) = search.products(clerk, "YX-P12L").hits
        (found,) = search.devices(clerk, "SN-MODEL-2").hits
        (number,) = search.orders(clerk, order.number).hits
        (earlier,) = counter.about_customer(clerk, wang, order_record.get(clerk, order.id).store_id).orders
        return {product.title, found.title, number.subtitle.split(" · ")[0], earlier.title}

    assert said() == {"云岫 P12 青春版"}
    with texts.in_language("en"):
        assert said() == {"Yunxiu P12 Lite"}
