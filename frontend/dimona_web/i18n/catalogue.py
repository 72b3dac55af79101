"""Text by key from the gettext catalogues beside this file; a new language is a new catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.core import Locale, negotiate_locale
from babel.messages.pofile import read_po

DEFAULT_LANGUAGE = "nl"
_FOLDER = Path(__file__).parent
_BELGIAN_ORDER = ("nl", "fr", "de", "en")


class UnknownTextError(KeyError):
    """A key that its catalogue does not have."""


@dataclass(frozen=True)
class Catalogue:
    """One language: its code in addresses, its Babel locale, and its texts by key."""

    language: str
    locale: Locale
    texts: Mapping[str, str | tuple[str, ...]]

    @property
    def autonym(self) -> str:
        """The language's name in itself: Nederlands, English."""
        name = Locale(self.locale.language).get_display_name() or self.language
        return name[:1].upper() + name[1:]


def _catalogue(path: Path) -> Catalogue:
    with path.open("rb") as file:
        messages = read_po(file)
    texts = {_key(message.id): _said(message.string) for message in messages if message.id}
    if messages.locale is None:
        raise UnknownTextError(f"{path.name} does not say its Language")
    return Catalogue(path.stem, messages.locale, texts)


def _key(message_id: str | Sequence[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _said(string: str | Sequence[str] | None) -> str | tuple[str, ...]:
    return string if isinstance(string, str) else tuple(string or ())


@cache
def catalogues() -> Mapping[str, Catalogue]:
    """Return every catalogue by its language code, in the order of the country."""
    found = sorted(_FOLDER.glob("*.po"), key=lambda path: _BELGIAN_ORDER.index(path.stem))
    return {path.stem: _catalogue(path) for path in found}


def languages() -> tuple[str, ...]:
    """Return the languages there are pages in."""
    return tuple(catalogues())


def text(language: str, key: str, **values: object) -> str:
    """Return the text of `key`, its `{placeholders}` filled in. Unknown keys are a programming error."""
    found = catalogues()[language].texts.get(key)
    if not isinstance(found, str) or not found:
        raise UnknownTextError(f"{language}: {key}")
    return found.format(**values) if values else found


def counted(language: str, key: str, count: int, **values: object) -> str:
    """Return the plural form of `key` that fits `count`, which is also offered as `{count}`."""
    catalogue = catalogues()[language]
    forms = catalogue.texts.get(key)
    if not isinstance(forms, tuple):
        raise UnknownTextError(f"{language}: {key} has no plural forms")
    form = forms[0 if catalogue.locale.plural_form(count) == "one" else 1]
    return form.format(count=count, **values)


def best_language(cookie: str | None, accept_language: str | None) -> str:
    """Choose a language: the one seen last, else what the browser asks for, else Dutch."""
    if cookie in catalogues():
        return str(cookie)
    wanted = [part.partition(";")[0].strip() for part in (accept_language or "").split(",")]
    found = negotiate_locale([tag for tag in wanted if tag], languages(), sep="-")
    return found or DEFAULT_LANGUAGE
