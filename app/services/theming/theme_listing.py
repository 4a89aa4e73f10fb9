"""Lists themes, and finds the ones asked for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import translatable as _
from app.models import Theme
from app.services.intake.known_things import KnownThing, UnknownThing


def list_themes(session: Session) -> Sequence[Theme]:
    """Return every theme in its order, retired ones too."""
    return session.scalars(select(Theme).order_by(Theme.position, Theme.slug)).all()


def active_themes(themes: Sequence[Theme]) -> list[Theme]:
    """Return those that are not retired."""
    return [theme for theme in themes if theme.retired_on is None]


def theme_by_slug(session: Session, slug: str) -> Theme:
    """Return a theme, retired or not.

    Raises
    ------
    UnknownThing
        No theme has that slug.
    """
    return pick_themes(list_themes(session), [slug])[0]


def pick_themes(themes: Sequence[Theme], slugs: Sequence[str]) -> list[Theme]:
    """Return the themes asked for, in the order of the list; without any asked for, the active ones.

    Raises
    ------
    UnknownThing
        For the first slug that no theme has.
    """
    if not slugs:
        return active_themes(themes)
    by_slug = {theme.slug: theme for theme in themes}
    for slug in slugs:
        if slug not in by_slug:
            known = [
                KnownThing("theme", one.slug, one.label_fr, one.label_en) for one in active_themes(themes)
            ]
            raise UnknownThing(_("Aucun thème ne porte le nom « %(slug)s »."), slug, known)
    return [theme for theme in themes if theme.slug in slugs]
