"""One catalogue of texts for screens, papers and commands.

English is the source; `resources/i18n/<language>/*.po`, one file a feature, are
merged and compiled into `resources/i18n/<language>.mo` when one of them changed.
The language of a thread may differ from the program's while a paper is made.
"""

import gettext
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LANGUAGES = ("zh_CN", "en")
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"

_program = {"language": "zh_CN"}
_thread = threading.local()
_catalogues: dict[str, gettext.NullTranslations] = {"en": gettext.NullTranslations()}


def sources(language: str) -> list[Path]:
    """The .po files of a language, in a fixed order."""
    return sorted((FOLDER / language).glob("*.po"))


def compile_catalogue(language: str) -> bytes:
    """All .po files of a language as one .mo; the first file that translates a text wins."""
    # Babel only where something is compiled: importing it costs as much as a window.
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    merged = Catalog(locale=language)
    for path in sources(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and not merged.get(message.id, message.context):
                    merged[message.id] = message
    out = io.BytesIO()
    write_mo(out, merged)
    return out.getvalue()


def _load(language: str) -> gettext.NullTranslations:
    compiled = FOLDER / f"{language}.mo"
    newest = max((path.stat().st_mtime for path in sources(language)), default=0.0)
    if compiled.exists() and compiled.stat().st_mtime >= newest:
        return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    content = compile_catalogue(language)
    try:
        part = compiled.with_suffix(f".{threading.get_ident()}.tmp")
        part.write_bytes(content)
        part.replace(compiled)
    except OSError:
        pass  # an installation the person may not write to: compiled anew at each start
    return gettext.GNUTranslations(io.BytesIO(content))


def _catalogue() -> gettext.NullTranslations:
    name = language()
    if name not in _catalogues:
        _catalogues[name] = _load(name)
    return _catalogues[name]


def language() -> str:
    """The language texts are made in now: the thread's if one is set, else the program's."""
    return getattr(_thread, "language", None) or _program["language"]


def use(name: str) -> None:
    """Switch the program's language; open windows retranslate themselves."""
    if name not in LANGUAGES:
        raise ValueError(f"unknown language {name!r}")
    _program["language"] = name


@contextmanager
def in_language(name: str) -> Iterator[None]:
    """Texts of this thread in another language, for a paper in the customer's language."""
    if name not in LANGUAGES:
        raise ValueError(f"unknown language {name!r}")
    before = getattr(_thread, "language", None)
    _thread.language = name
    try:
        yield
    finally:
        _thread.language = before


def either(zh: str, en: str) -> str:
    """Of what people wrote in both languages the one of the moment; the other where it is missing."""
    return en if en and (language() == "en" or not zh) else zh


def _(source: str) -> str:
    """The text in the language of the moment."""
    return _catalogue().gettext(source) if source else ""


def pgettext(context: str, source: str) -> str:
    """The text in the meaning it has in a context, e.g. on a paper; without one, as anywhere else."""
    found = _catalogue().pgettext(context, source)
    return found if found != source else _(source)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The text in the form that fits the count."""
    return _catalogue().ngettext(singular, plural, count)


def N_(source: str) -> str:
    """Marks a text for the catalogue; it is translated where it is shown."""
    return source
