"""Articles of the knowledge base from a file; they come as drafts."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.articles import KIND_NAMES
from services.errors import ServiceError
from services.ids import new_id
from services.texts import N_
from services.transfer.fields import Entry, Field, Prepared, Values, choice, day, folded
from services.transfer.kinds.writing import look_up_codes, records

errors.sentences(
    import_article_category_unknown=N_("There is no category {value} for articles."),
    import_article_symptom_unknown=N_("There is no symptom {value}; add it to its list first."),
    import_article_model_unknown=N_("No model, or more than one, is called {value}."),
)

FIELDS = (
    Field("question", N_("Question"), ("标题", "问", "title", "q", "subject"), True, limit=300),
    Field(
        "answer", N_("Answer"), ("解答", "答", "内容", "a", "body", "text", "solution", "解决方法"), True, limit=20_000
    ),
    Field("question_en", N_("Question in English"), ("英文问题", "title en"), limit=300),
    Field("answer_en", N_("Answer in English"), ("英文答案", "body en"), limit=20_000),
    Field("category", N_("Article category"), ("分类", "类别", "category"), limit=120),
    Field("keywords", N_("Keywords"), ("标签", "tags"), limit=400),
    Field(
        "kind",
        N_("Kind of article"),
        ("类型", "type"),
        convert=choice(KIND_NAMES, faq=("FAQ", "常见问题"), competitor=("竞品", "竞品对比"), policy=("政策",)),
    ),
    Field(
        "customer_answer",
        N_("What a customer may read"),
        ("客户版答案", "客户可读的答案", "对客户答案", "customer answer"),
        limit=20_000,
    ),
    Field("customer_answer_en", N_("What customers may read in English"), ("customer answer en",), limit=20_000),
    Field("models", N_("Applies to models"), ("适用型号", "型号", "models"), limit=4_000),
    Field("symptoms", N_("Applies to symptoms"), ("适用故障", "故障代码", "故障现象", "symptoms"), limit=4_000),
    Field("review_on", N_("To be checked again"), ("复核日期", "review date"), convert=day),
)

_TEXTS = ("question", "answer", "question_en", "answer_en", "keywords", "customer_answer", "customer_answer_en")
_INSERT = text(f"""
    with incoming as (
      select * from jsonb_to_recordset(:rows) as r (
        line int, id uuid, kind text, question text, answer text, question_en text, answer_en text, keywords text,
        customer_answer text, customer_answer_en text, category text, model_ids uuid[], symptoms text[], review_on date)
    ), here as (
      select i.line from incoming i where exists (
        select from article a where a.question = i.question and a.state <> 'archived')
    ), made as (
      insert into article (id, kind, category, model_ids, symptoms, review_on, {", ".join(_TEXTS)})
      select i.id, i.kind, i.category, i.model_ids, i.symptoms, i.review_on, {", ".join(_TEXTS)}
      from incoming i where i.line not in (select h.line from here h)
    )
    select h.line from here h""")
# By any of the names under which a file may know a model.
_MODELS = text("""
    select x as said, m.id from unnest(cast(:said as text[])) x
    join product_model m on m.archived_at is null and (
      m.model_no <> '' and upper(m.model_no) = upper(x) or m.name = x
      or upper(concat_ws(' ', nullif(m.brand, ''), nullif(m.model_no, ''))) = upper(x)
      or concat_ws(' ', nullif(m.brand, ''), m.name) = x)""")
_BETWEEN = re.compile(r"[;；\n]")


class Articles:
    """Known again by the question."""

    code = "articles"
    title = N_("Articles")
    fields = FIELDS
    tables = ("article",)
    function = "import_note"

    def check(self, values: Values) -> None:
        """Nothing beyond the fields' own rules."""

    def key(self, values: Values) -> str | None:
        return str(values["question"])

    def insert(self, connection: Connection, rows: Sequence[Prepared]) -> list[Entry]:
        """Those known already stay as they are; models, symptoms and categories must be on file."""
        given = {name for row in rows for name, value in row.values.items() if value}
        categories = look_up_codes(connection, "problem_category") if "category" in given else {}
        symptoms = look_up_codes(connection, "symptom") if "symptoms" in given else {}
        models = _models(connection, rows) if "models" in given else {}
        entries: list[Entry] = []
        ready: list[dict[str, Any]] = []
        for row in rows:
            category = str(row.values.get("category") or "").strip()
            try:
                ready.append(
                    {
                        **{column: row.values.get(column) or "" for column in _TEXTS},
                        "line": row.line,
                        "id": new_id(),
                        "kind": row.values.get("kind") or "faq",
                        "review_on": row.values.get("review_on"),
                        "category": _known(category, categories, "import_article_category_unknown"),
                        "symptoms": [
                            _known(one, symptoms, "import_article_symptom_unknown")
                            for one in _several(row.values, "symptoms")
                        ],
                        "model_ids": [_model(one, models) for one in _several(row.values, "models")],
                    }
                )
            except ServiceError as refused:
                entries.append(Entry(row.line, "failed", code=refused.code, details=refused.values))
        here = set(connection.execute(_INSERT, {"rows": records(ready)}).scalars())
        for made in ready:
            if made["line"] in here:
                entries.append(Entry(made["line"], "kept", code="import_known"))
            else:
                entries.append(Entry(made["line"], "added", "article", made["id"]))
        return entries


def _several(values: Values, name: str) -> list[str]:
    """The entries of a cell that holds several."""
    return [one.strip() for one in _BETWEEN.split(values.get(name) or "") if one.strip()]


def _known(said: str, codes: Mapping[str, str], refusal: str) -> str | None:
    if said and folded(said) not in codes:
        raise ServiceError(refusal, value=said)
    return codes.get(folded(said)) if said else None


def _models(connection: Connection, rows: Sequence[Prepared]) -> Mapping[str, list[UUID]]:
    said = sorted({one for row in rows for one in _several(row.values, "models")})
    found: dict[str, list[UUID]] = {}
    for row in connection.execute(_MODELS, {"said": said}):
        found.setdefault(row.said, []).append(row.id)
    return found


def _model(said: str, models: Mapping[str, list[UUID]]) -> str:
    found = models.get(said, [])
    if len(found) != 1:
        raise ServiceError("import_article_model_unknown", value=said)
    return str(found[0])
