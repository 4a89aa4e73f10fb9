"""What curators do with the list of themes: add one from a description and examples, rename, retire."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.errors import translatable as _
from app.models import Theme, ThemeExample
from app.models.base import now
from app.services.audit.audit_writing import write_audit
from app.services.showing.wording import PLACE
from app.services.theming.theme_listing import theme_by_slug

LEAST_EXAMPLES = 3
MOST_CHARACTERS = 1000
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ThemeDraft:
    """A theme to add; `examples` are sentences by language, three or more in all."""

    slug: str
    label_fr: str
    label_en: str
    description_fr: str = ""
    description_en: str = ""
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)


def add_theme(session: Session, draft: ThemeDraft, actor: str) -> Theme:
    """Add a theme; the next tagging uses it, in every process.

    Raises
    ------
    Refused
        The slug is malformed or taken, a label or the description is missing, or examples are too few.
    """
    _check(session, draft)
    position = (session.scalar(select(func.max(Theme.position))) or 0) + 1
    theme = Theme(
        slug=draft.slug,
        label_fr=draft.label_fr.strip(),
        label_en=draft.label_en.strip(),
        description_fr=draft.description_fr.strip(),
        description_en=draft.description_en.strip(),
        position=position,
    )
    session.add(theme)
    session.flush()
    for language, texts in draft.examples.items():
        for text in filter(None, dict.fromkeys(_clean(text) for text in texts)):
            session.add(ThemeExample(theme_id=theme.id, language=language, text=text, actor=actor))
    write_audit(session, actor, "theme.created", f"theme:{theme.slug}", {"label": theme.label_fr})
    return theme


def rename_theme(session: Session, slug: str, label_fr: str, label_en: str, actor: str) -> Theme:
    """Change how a theme is called; its slug, and so its addresses, stay.

    Raises
    ------
    Refused
        A label is empty.
    UnknownThing
        No theme has that slug.
    """
    theme = theme_by_slug(session, slug)
    if not label_fr.strip() or not label_en.strip():
        raise Refused(_("Donnez le nom du thème en français et en anglais."))
    before = {"label_fr": theme.label_fr, "label_en": theme.label_en}
    theme.label_fr, theme.label_en = label_fr.strip(), label_en.strip()
    write_audit(session, actor, "theme.renamed", f"theme:{slug}", before)
    return theme


def retire_theme(session: Session, slug: str, actor: str) -> Theme:
    """Take a theme out of use: its tags and its page stay, no new tag is made.

    Raises
    ------
    Refused
        It is retired already.
    UnknownThing
        No theme has that slug.
    """
    theme = theme_by_slug(session, slug)
    if theme.retired_on is not None:
        raise Refused(_("Le thème « %(slug)s » est déjà retiré."), slug=slug)
    theme.retired_on = now().astimezone(PLACE).date()
    write_audit(session, actor, "theme.retired", f"theme:{slug}")
    return theme


def _check(session: Session, draft: ThemeDraft) -> None:
    if not _SLUG.fullmatch(draft.slug):
        raise Refused(
            _("Le nom court d'un thème n'a que des minuscules sans accent, des chiffres et des tirets.")
        )
    if session.scalar(select(Theme.id).where(Theme.slug == draft.slug)) is not None:
        raise Refused(_("Il y a déjà un thème « %(slug)s »."), slug=draft.slug)
    if not draft.label_fr.strip() or not draft.label_en.strip():
        raise Refused(_("Donnez le nom du thème en français et en anglais."))
    if not draft.description_fr.strip() and not draft.description_en.strip():
        raise Refused(_("Décrivez le thème en une phrase, en français ou en anglais."))
    texts = {_clean(text) for texts in draft.examples.values() for text in texts} - {""}
    if len(texts) < LEAST_EXAMPLES:
        raise Refused(
            _("Donnez au moins %(count)s phrases d'exemple, comme on les dirait en entrevue."),
            count=LEAST_EXAMPLES,
        )
    if max(map(len, texts)) > MOST_CHARACTERS:
        raise Refused(_("Une phrase d'exemple a au plus %(count)s caractères."), count=MOST_CHARACTERS)


def _clean(text: str) -> str:
    return " ".join(text.split())
