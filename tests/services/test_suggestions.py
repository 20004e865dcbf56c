"""What is suggested while somebody types beside articles and tickets: repaired orders, and what fits the model."""

from sqlalchemy import text

from services import articles, devices
from tests.customer_samples import make_model
from tests.desk_samples import publish
from tests.people import known
from tests.work_order_samples import bring_to, customer_with_device, take_in


def test_orders_that_were_repaired_are_suggested_those_of_the_same_model_first(login, superuser):
    na, tang = login("na"), login("tang")
    made = []
    for _turn in range(2):
        customer, device = customer_with_device(superuser)
        order = take_in(na, customer, device, problem="充电口接触不良").orders[0]
        bring_to(login, order.id, "completed")
        superuser.execute(text("update work_order set work_done = '更换尾插' where id = :id"), {"id": order.id})
        made.append((order, device))
    (other, _device), (same, device) = made
    model = make_model(superuser, model_no="A-1")
    superuser.execute(text("update work_order set product_model_id = :m where id = :id"), {"m": model, "id": other.id})
    found = articles.suggest(na, "充电时接触不良", articles.About(None, device))
    assert [(one.kind, one.number, one.body) for one in found] == [
        ("work_order", same.number, "更换尾插"), ("work_order", other.number, "更换尾插")
    ]  # fmt: skip
    # the order at hand is no help to itself, other stores' are not seen, a technician sees his own
    assert [one.id for one in articles.suggest(na, "接触不良", articles.About(None, None, same.id))] == [other.id]
    assert articles.suggest(login("bei"), "接触不良") == []
    superuser.execute(
        text(
            "update work_order set assigned_to = case when id = :id then cast(:tang as uuid) end where id = any(:both)"
        ),
        {"id": same.id, "tang": known("tang"), "both": [same.id, other.id]},
    )
    assert [one.id for one in articles.suggest(tang, "接触不良")] == [same.id]


def test_an_article_about_the_model_at_hand_comes_before_one_about_another(login, superuser):
    na, zhou = login("na"), login("zhou")
    _customer, device = customer_with_device(superuser)
    model = devices.get(na, device).product_model_id
    foreign = publish(na, zhou, question="充电口松动怎么处理", model_ids=[make_model(superuser, model_no="A-1")])
    general = publish(na, zhou, question="充电口松动")
    fitting = publish(na, zhou, question="充电口松动的更换步骤", model_ids=[model])
    found = articles.suggest(na, "充电口松动", articles.About(None, device))
    assert [one.id for one in found] == [fitting.id, general.id, foreign.id]
    assert {one.id for one in articles.suggest(na, "充电口松动")} == {fitting.id, general.id, foreign.id}
