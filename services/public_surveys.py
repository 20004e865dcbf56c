"""A survey as its customer answers it himself, at the kiosk or on his own pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.questionnaires import Question
from services.texts import either


@dataclass(frozen=True)
class Survey:
    """What is asked about one occasion. number: of the order it is about, empty for others."""

    id: UUID
    due_at: datetime
    name: str
    name_en: str
    number: str
    questions: Sequence[Question]

    @property
    def title(self) -> str:
        """Its name in the language of the moment."""
        return either(self.name, self.name_en)


def read_survey(found: Mapping[str, Any]) -> Survey:
    """The survey from the database's JSON."""
    questions = [Question(**{**one, "id": UUID(one["id"])}) for one in found["questions"]]
    return Survey(
        UUID(found["id"]),
        datetime.fromisoformat(found["due_at"]),
        found["name"],
        found["name_en"],
        found["number"],
        questions,
    )


def answers_of(answers: Mapping[UUID, Any]) -> dict[str, Any]:
    """Answers as the database takes them: a number, 'yes' or 'no', the place of an option, or words."""
    return {"answers": {str(question): str(value) for question, value in answers.items() if value not in (None, "")}}
