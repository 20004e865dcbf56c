"""Saved views: a person's own in his order, shared ones for all."""

import pytest

from services import saved_views
from services.errors import NotPermitted, ServiceError
from services.ids import new_id


def keep(db, name, **how):
    return saved_views.save(db, "orders", name, {"filters": {"view": "open"}}, new_id(), **how)


def names(db):
    return [view.name for view in saved_views.of_page(db, "orders")]


def test_own_views_stand_in_the_order_their_owner_gives_them(sign_in):
    na = sign_in("na")
    first, second, third = (keep(na, name) for name in ("丙", "甲", "乙"))
    assert names(na) == ["丙", "甲", "乙"]
    saved_views.arrange(na, [third, first, second], new_id())
    assert names(na) == ["乙", "丙", "甲"]
    keep(na, "丁")
    assert names(na) == ["乙", "丙", "甲", "丁"]


def test_a_view_is_renamed_shared_and_brought_back(sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    view = keep(na, "早班")
    assert names(zhou) == []
    saved_views.rename(na, view, "晚班", new_id())
    saved_views.share(na, view, True, new_id())
    [seen] = saved_views.of_page(zhou, "orders")
    assert (seen.name, seen.own) == ("晚班", False)
    saved_views.drop(na, view, new_id())
    assert names(zhou) == []
    saved_views.bring_back(na, view, new_id())
    assert names(zhou) == ["晚班"]


def test_nobody_changes_the_view_of_another(sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    view = keep(na, "早班", shared=True)
    for change in (
        lambda: saved_views.rename(zhou, view, "我的", new_id()),
        lambda: saved_views.redefine(zhou, view, {}, new_id()),
        lambda: saved_views.share(zhou, view, False, new_id()),
        lambda: saved_views.drop(zhou, view, new_id()),
    ):
        with pytest.raises(NotPermitted):
            change()
    saved_views.arrange(zhou, [view], new_id())
    assert names(na) == ["早班"]


def test_a_name_is_used_once_on_a_list(sign_in):
    na = sign_in("na")
    keep(na, "早班")
    with pytest.raises(ServiceError) as refused:
        keep(na, " 早班 ")
    assert (refused.value.code, refused.value.field) == ("view_exists", "name")
