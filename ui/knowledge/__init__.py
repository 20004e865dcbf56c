"""The knowledge base: list with search and reading pane, one article with its editor."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

WRITE = frozenset({"agent", "manager"})
CHECK = WRITE | {"admin", "auditor"}

SPECS = (
    PageSpec("knowledge", N_("FAQ"), "article", later("ui.knowledge.page", "KnowledgePage")),
    PageSpec(
        "new_article", N_("New article"), "article", later("ui.knowledge.editor", "NewArticlePage"), WRITE, rail=False
    ),
    PageSpec(
        "article", N_("Article"), "article", later("ui.knowledge.editor", "ArticlePage"), rail=False, kind="article"
    ),
    PageSpec(
        "article_misses",
        N_("Searched in vain"),
        "search",
        later("ui.knowledge.misses", "MissesPage"),
        CHECK,
        rail=False,
    ),
)
