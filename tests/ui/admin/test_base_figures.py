"""The page of master data in figures: what it counts it opens."""

from tests.customer_samples import make_customer
from tests.people import known
from ui import customers as ui_customers
from ui import knowledge
from ui import products as ui_products
from ui.frame_pages import PageSpec, later

ALL = (
    *ui_customers.SPECS,
    *ui_products.SPECS,
    *knowledge.SPECS,
    PageSpec("base_figures", "Master data in figures", "report", later("ui.admin.base_figures", "BaseFiguresPage")),
)


def test_master_data_in_figures_open_what_they_count(enter, settle, committed, picture):
    """CSS-19 基础资料查询统计."""
    make_customer(committed, "杭州客户", "", region_id=known("hangzhou"))
    make_customer(committed, "华北客户", "", region_id=known("north"))
    window = enter("zhou")
    page = window.open_page("base_figures")
    settle(window)
    assert page.tiles["customers"].figure.value == "2"
    assert picture(window, "base-figures")
    hangzhou = next(row for row in page.table.shown_rows() if row.id == known("hangzhou"))
    page.open_row(hangzhou)
    settle(window)
    shown = window.current_page()
    assert shown.name == "customers"
    assert [shown.pane.model.row(n).name for n in range(shown.pane.model.rowCount())] == ["杭州客户"]
