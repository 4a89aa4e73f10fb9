"""What a curator wants the glossary to say about a word, cleaned and checked before anything keeps it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

MOST_CHARACTERS = 80
MOST_MISHEARD = 20
MOST_NOTE_CHARACTERS = 500

Kind = Literal["name", "place", "jargon"]
KINDS: tuple[Kind, ...] = ("name", "place", "jargon")
LANGUAGES = ("fr", "en")
Fault = Literal[
    "no_text",
    "long_text",
    "kind",
    "language",
    "long_misheard",
    "many_misheard",
    "no_misheard_word",
    "long_note",
]
_BETWEEN_FORMS = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class GlossaryDraft:
    """An entry as it shall be.

    `language` is empty where the word is the same in every language, `campaign` (a slug) where every campaign
    knows it, `theme` (a slug) where it tells of none.
    """

    text: str
    kind: str = "name"
    language: str = ""
    campaign: str = ""
    misheard: tuple[str, ...] = ()
    theme: str = ""
    note: str = ""


def cleaned(draft: GlossaryDraft) -> GlossaryDraft:
    """Return the draft without stray blanks, unsayable characters, repetitions, and itself as misheard."""
    text = one_line(draft.text)
    misheard = dict.fromkeys(one_line(form) for form in draft.misheard)
    return GlossaryDraft(
        text,
        draft.kind.strip(),
        draft.language.strip(),
        draft.campaign.strip(),
        tuple(form for form in misheard if form and form != text),
        draft.theme.strip(),
        one_line(draft.note),
    )


def fault_of(draft: GlossaryDraft) -> Fault | None:
    """Return why a cleaned draft can't be kept, or None."""
    faults: tuple[tuple[bool, Fault], ...] = (
        (not has_word(draft.text), "no_text"),
        (len(draft.text) > MOST_CHARACTERS, "long_text"),
        (draft.kind not in KINDS, "kind"),
        (draft.language not in ("", *LANGUAGES), "language"),
        (len(draft.misheard) > MOST_MISHEARD, "many_misheard"),
        (any(len(form) > MOST_CHARACTERS for form in draft.misheard), "long_misheard"),
        (not all(has_word(form) for form in draft.misheard), "no_misheard_word"),
        (len(draft.note) > MOST_NOTE_CHARACTERS, "long_note"),
    )
    return next((fault for is_so, fault in faults if is_so), None)


def misheard_forms(typed: str) -> tuple[str, ...]:
    """Return the forms of a typed list, set apart by commas, semicolons or lines."""
    return tuple(filter(None, (one_line(form) for form in _BETWEEN_FORMS.split(typed))))


def one_line(text: str) -> str:
    """Return a text with single blanks, in NFC, without characters that nobody can say or see."""
    spaced = (" " if character.isspace() else character for character in unicodedata.normalize("NFC", text))
    return " ".join("".join(one for one in spaced if not unicodedata.category(one).startswith("C")).split())


def has_word(text: str) -> bool:
    """Tell whether there is a letter or a digit."""
    return any(character.isalnum() for character in text)


def same_text_key(text: str) -> str:
    """Return what two entries of one campaign may not share: the text without regard to case."""
    return one_line(text).casefold()


def typed_list(forms: Iterable[str]) -> str:
    """Return forms as `misheard_forms` reads them."""
    return ", ".join(forms)
