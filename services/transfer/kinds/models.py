"""How a file and the catalogue know a product model as the same: by brand and number, else by brand and name."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.texts import N_
from services.transfer.fields import Field, Values
from services.transfer.kinds.writing import records

errors.sentences(
    import_model_missing=N_("Neither model number nor model name is given."),
    import_category_unknown=N_("There is no product category {value}; add it first."),
)

BRAND = Field("brand", N_("Brand"), ("品牌", "厂牌", "make", "manufacturer"), limit=60)
MODEL_NO = Field("model_no", N_("Model number"), ("型号", "产品型号", "机型", "model", "model no"), limit=80)
MODEL_NAME = Field("model_name", N_("Product name"), ("产品名称", "品名", "商品名称", "product"), limit=120)
CATEGORY = Field("category", N_("Product category"), ("产品类别", "品类", "类别", "product category"), limit=120)

_KNOWN = text("""
    select r.key, m.id from jsonb_to_recordset(:rows) as r (key text, brand text, model_no text, name text)
    join product_model m on m.archived_at is null and (
      r.model_no <> '' and upper(m.model_no) = upper(r.model_no) and upper(m.brand) = upper(r.brand)
      or r.model_no = '' and m.name = r.name and m.brand = r.brand)
    order by m.created_at desc""")


def described(values: Values) -> dict[str, str]:
    """Brand, number and name of a row, with the key under which it is the same model as another."""
    return {
        "key": key_of(values),
        "brand": (values.get("brand") or "").strip(),
        "model_no": (values.get("model_no") or "").strip(),
        "name": name_of(values),
    }


def known(connection: Connection, models: Sequence[Mapping[str, Any]]) -> dict[str, UUID]:
    """The ids of those that are on file, by key; models as `described` gives them."""
    return dict(tuple(row) for row in connection.execute(_KNOWN, {"rows": records(models)}))


def name_of(values: Values) -> str:
    """The name, or brand and number where none is given."""
    name = (values.get("model_name") or "").strip()
    return name or f"{(values.get('brand') or '').strip()} {(values.get('model_no') or '').strip()}".strip()


def key_of(values: Values) -> str:
    """What rows of one model have in common."""
    number = (values.get("model_no") or "").strip().upper()
    brand = (values.get("brand") or "").strip()
    return f"{brand.upper()}\x1f{number}" if number else f"{brand}\x1f\x1f{name_of(values)}"
