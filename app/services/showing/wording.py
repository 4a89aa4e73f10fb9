"""Words, numbers, dates and addresses in the language of a page.

French sentences are the keys; `app/locale/en.po` holds the English ones. Typography is applied here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from app.domain.page_addresses import ParameterValue, address, parameter_name
from app.domain.timecode import media_fragment
from app.domain.typography import typeset
from app.errors import ApplicationError
from app.settings import PROJECT_ROOT

CATALOGUE_FOLDER = PROJECT_ROOT / "app" / "locale"
_LOCALES = {"fr": "fr_CA", "en": "en_CA"}
# The archive speaks of Québec: its days begin and end there.
PLACE = ZoneInfo("America/Toronto")

Entry = str | tuple[str, ...]


@lru_cache
def _catalogue(language: str) -> Mapping[str, Entry]:
    path = CATALOGUE_FOLDER / f"{language}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    entries: dict[str, Entry] = {}
    for message in messages:
        key = message.id[0] if isinstance(message.id, tuple | list) else message.id
        if key and message.string:
            entries[key] = (
                message.string if isinstance(message.string, str) else tuple(filter(None, message.string))
            )
    return entries


@lru_cache(maxsize=4096)
def _sentence(message: str, plural: str | None, is_plural: bool, language: str) -> str:
    entry = _catalogue(language).get(message)
    if entry is None:
        chosen = plural if plural and is_plural else message
    elif isinstance(entry, str):
        chosen = entry
    else:
        chosen = (entry[-1] if is_plural else entry[0]) if entry else message
    return typeset(chosen, language)


# A page repeats few days and numbers hundreds of times, and Babel reads its locale for each.
@lru_cache(maxsize=1024)
def _long_day(day: date, locale: str) -> str:
    return format_date(day, "long", locale=locale)


@lru_cache(maxsize=4096)
def _decimal(value: float, decimals: int, locale: str) -> str:
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=locale)


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")


class Wording:
    """Speaks one language to one reader."""

    def __init__(self, language: str, public_url: str = "") -> None:
        self.language = language
        self.public_url = public_url
        self._locale = _LOCALES[language]

    def gettext(self, message: str, /, **places: Any) -> str:
        """Return the sentence in this language, its %(name)s places filled."""
        sentence = _sentence(message, None, False, self.language)
        return sentence % places if places else sentence.replace("%%", "%")

    def ngettext(self, singular: str, plural: str, count: int, /, **places: Any) -> str:
        """Return the sentence for that many; `%(num)s` is the count as people write it."""
        is_plural = count >= 2 if self.language == "fr" else count != 1
        sentence = _sentence(singular, plural, is_plural, self.language)
        return sentence % {"num": self.number(count), **places}

    def error(self, error: ApplicationError) -> str:
        """Return what an error says."""
        return self.gettext(error.message, **error.parameters)

    def spoken(self, text: str, language: str | None = None) -> str:
        """Return what somebody said or wrote, with the typography of its own language."""
        return typeset(text, language or self.language)

    def pick(self, french: str, english: str) -> str:
        """Return the wording in this language of a thing that has both, or the one it has."""
        first, second = (english, french) if self.language == "en" else (french, english)
        return self.spoken(first or second)

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number as people write it."""
        return _decimal(value, decimals, self._locale)

    def day(self, day: date | None) -> str:
        """Return a day in words: « 14 août 2026 »; nothing when it is not known."""
        if day is None:
            return ""
        words = _long_day(day, self._locale)
        return "1er" + words[1:] if self.language == "fr" and words.startswith("1 ") else words

    def day_of(self, instant: datetime | None) -> str:
        """Return the day, in Québec, of an instant."""
        return self.day(instant.astimezone(PLACE).date()) if instant else ""

    def instant(self, instant: datetime) -> str:
        """Return a day and an hour in Québec."""
        return format_datetime(instant.astimezone(PLACE), "long", locale=self._locale)

    def short_instant(self, instant: datetime) -> str:
        """Return a day and an hour in Québec, for lists: « 2026-11-22 14 h 05 »."""
        return _unbroken(format_datetime(instant.astimezone(PLACE), "short", locale=self._locale))

    def hour_of(self, instant: datetime) -> str:
        """Return the hour, in Québec, of an instant: « 14 h 05 »."""
        return _unbroken(format_time(instant.astimezone(PLACE), "short", locale=self._locale))

    def length(self, seconds: float | None) -> str:
        """Return a duration: « 2 min 14 s », « 1 h 05 min »; nothing when it is not known."""
        if seconds is None:
            return ""
        whole = max(0, round(seconds))
        hours, rest = divmod(whole, 3600)
        minutes, left = divmod(rest, 60)
        if hours:
            return f"{hours}\u00a0h\u00a0{minutes:02}\u00a0min"
        if minutes:
            return f"{minutes}\u00a0min\u00a0{left:02}\u00a0s"
        return f"{left}\u00a0s"

    def size(self, size_bytes: int) -> str:
        """Return a size of file: « 216 ko », "1.4 MB"."""
        unit = "o" if self.language == "fr" else "B"
        for factor, prefix in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
            if size_bytes >= factor:
                decimals = 0 if size_bytes >= 100 * factor or factor == 10**3 else 1
                return f"{self.number(size_bytes / factor, decimals)}\u00a0{prefix}{unit}"
        return f"{self.number(size_bytes)}\u00a0{unit}"

    def url(self, page: str, /, **values: ParameterValue) -> str:
        """Return the address of a page in this language."""
        return address(page, self.language, **values)

    def parameter(self, name: str) -> str:
        """Return how the addresses of this language call a parameter."""
        return parameter_name(name, self.language)

    def moment(self, interview_slug: str, start_seconds: float, end_seconds: float | None = None) -> str:
        """Return the address of a moment of an interview."""
        return f"{self.url('interview', slug=interview_slug)}#{media_fragment(start_seconds, end_seconds)}"

    def absolute(self, path: str) -> str:
        """Return an address of this site as others write it."""
        return self.public_url + path
