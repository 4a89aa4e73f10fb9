"""The templates, one environment a language, with the words, addresses and filters that they use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from app.domain.page_addresses import CLIP_FEEDS
from app.domain.timecode import format_timecode
from app.domain.typography import typeset
from app.services.showing.wording import Wording
from app.settings import PROJECT_ROOT
from app.web.static_files import StaticFolder
from app.web.word_markup import spoken_words

TEMPLATE_FOLDER = PROJECT_ROOT / "templates"


class PageTemplates:
    """Renders templates in any of the languages."""

    def __init__(
        self,
        languages: tuple[str, ...],
        public_url: str,
        static: StaticFolder,
        folder: Path = TEMPLATE_FOLDER,
    ) -> None:
        self.languages = languages
        self._words = {language: Wording(language, public_url) for language in ("fr", "en")}
        self._environments = {
            language: _environment(words, static, folder) for language, words in self._words.items()
        }

    def words(self, language: str) -> Wording:
        """Return the wording of a language."""
        return self._words[language]

    def render(self, language: str, template: str, values: Mapping[str, Any]) -> str:
        """Return the page as text."""
        return self._environments[language].get_template(template).render(values)


def _environment(words: Wording, static: StaticFolder, folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals.update(
        {
            "_": _escaping(words.gettext),
            "gettext": _escaping(words.gettext),
            "ngettext": _escaping(words.ngettext),
            "url": words.url,
            "static": static.url,
            "language": words.language,
            "clip_feed": CLIP_FEEDS[words.language],
        }
    )
    environment.filters.update(
        {
            "timecode": format_timecode,
            "typeset": typeset,
            "number": words.number,
            "spoken_words": spoken_words,
            # Ribbons are drawn by our code, which escapes their titles.
            "svg": Markup,
        }
    )
    return environment


def _escaping(translate: Any) -> Any:
    """Return the function for templates: our sentences may hold tags, what fills their places may not."""

    @pass_context
    def translated(_context: Context, *arguments: Any, **places: Any) -> Markup:
        safe = {name: escape(value) for name, value in places.items()}
        return Markup(translate(*arguments, **safe))  # noqa: S704 (our own sentences)

    return translated
