"""What the pages of the glossary show, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.glossary_draft import GlossaryDraft
from app.services.showing.view_parts import Link


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a field to choose from."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class GlossaryForm:
    """The fields of an entry as they were typed, and what can be chosen; `refusal` says what is wrong."""

    draft: GlossaryDraft
    misheard: str
    kinds: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    campaigns: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryRow:
    """An entry; `misheard` leads to the page that replaces each form by the text."""

    id: int
    text: str
    kind_text: str
    language: str
    language_text: str
    campaign_text: str
    theme_text: str
    note: str
    misheard: tuple[Link, ...]
    added_text: str
    edit_url: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A repeated correction; `is_form_of_known`: the right word is in the glossary, this form is not."""

    misheard: str
    right: str
    times_text: str
    campaign: str
    is_form_of_known: bool


@dataclass(frozen=True, slots=True)
class BadLineView:
    """A row of a file that was not taken."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """What became of a file."""

    summary: str
    bad_lines: tuple[BadLineView, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """The glossary: of one campaign with what every campaign knows, or all of it."""

    notice: str
    form: GlossaryForm
    campaigns: tuple[Link, ...]
    suggestions: tuple[SuggestionRow, ...]
    count_text: str
    rows: tuple[GlossaryRow, ...]
    retired: tuple[GlossaryRow, ...]
    export_url: str
    imported: ImportView | None


@dataclass(frozen=True, slots=True)
class GlossaryEntryView:
    """The page on which one entry is changed."""

    id: int
    text: str
    form: GlossaryForm
    added_text: str
