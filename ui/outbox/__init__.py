"""Messages to customers: the outbox, one message, the company's texts."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

READ = frozenset({"agent", "manager", "technician", "sales", "admin", "auditor"})
WRITE_TEXTS = frozenset({"manager", "admin"})
TEST = frozenset({"admin", "auditor"})

SPECS = (
    PageSpec("messages_out", N_("Messages"), "message", later("ui.outbox.page", "MessagesPage"), READ),
    PageSpec(
        "message", N_("Message"), "message", later("ui.outbox.detail", "MessagePage"), READ, rail=False, kind="message"
    ),
    PageSpec(
        "message_texts",
        N_("Texts for messages"),
        "edit",
        later("ui.outbox.templates", "MessageTextsPage"),
        WRITE_TEXTS,
        rail=False,
    ),
    PageSpec(
        "sending_tests",
        N_("Test of sending"),
        "send",
        later("ui.outbox.tests_page", "SendingTestsPage"),
        TEST,
        rail=False,
    ),
)
