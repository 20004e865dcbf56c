"""Articles of the knowledge base from a file; they come as drafts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from services import errors
from services.ids import new_id
from services.texts import N_
from services.transfer.fields import Entry, Field, Prepared, Values, folded
from services.transfer.kinds.writing import look_up_codes, records

errors.sentences(
    import_article_category_unknown=N_("There is no category {value} for articles."),
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
)

_TEXTS = ("question", "answer", "question_en", "answer_en", "keywords")
_INSERT = text(f"""
    with incoming as (
      select * from jsonb_to_recordset(:rows) as r (
        line int, id uuid, question text, answer text, question_en text, answer_en text, keywords text, category text)
    ), here as (
      select i.line from incoming i where exists (
        select from article a where a.question = i.question and a.state <> 'archived')
    ), made as (
      insert into article (id, category, {", ".join(_TEXTS)})
      select i.id, i.category, {", ".join(_TEXTS)} from incoming i where i.line not in (select h.line from here h)
    )
    select h.line from here h""")


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
        """Those known already stay as they are."""
        categories = (
            look_up_codes(connection, "problem_category") if any(row.values.get("category") for row in rows) else {}
        )
        entries: list[Entry] = []
        ready: list[dict[str, Any]] = []
        for row in rows:
            category = str(row.values.get("category") or "").strip()
            if category and folded(category) not in categories:
                entries.append(
                    Entry(row.line, "failed", code="import_article_category_unknown", details={"value": category})
                )
                continue
            ready.append(
                {
                    **{column: row.values.get(column) or "" for column in _TEXTS},
                    "line": row.line,
                    "id": new_id(),
                    "category": categories.get(folded(category)) if category else None,
                }
            )
        here = set(connection.execute(_INSERT, {"rows": records(ready)}).scalars())
        for made in ready:
            if made["line"] in here:
                entries.append(Entry(made["line"], "kept", code="import_known"))
            else:
                entries.append(Entry(made["line"], "added", "article", made["id"]))
        return entries
