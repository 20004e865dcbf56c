"""The knowledge base: list with search and reading pane, one article with its editor."""

from services.texts import N_
from ui.frame_pages import PageSpec
from ui.knowledge.editor import ArticlePage, NewArticlePage
from ui.knowledge.misses import MissesPage
from ui.knowledge.page import KnowledgePage

WRITE = frozenset({"agent", "manager"})
CHECK = WRITE | {"admin", "auditor"}

SPECS = (
    PageSpec("knowledge", N_("FAQ"), "article", KnowledgePage),
    PageSpec("new_article", N_("New article"), "article", NewArticlePage, WRITE, rail=False),
    PageSpec("article", N_("Article"), "article", ArticlePage, rail=False, kind="article"),
    PageSpec("article_misses", N_("Searched in vain"), "search", MissesPage, CHECK, rail=False),
)
