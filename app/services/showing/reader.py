"""One reader's request: the session it reads with, the language it is answered in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Interview
from app.services.showing.ribbon_reading import read_ribbons
from app.services.showing.ribbon_shelf import RibbonShelf
from app.services.showing.view_building import ViewBuilder
from app.services.showing.wording import Wording


@dataclass(frozen=True, slots=True)
class Reader:
    """What every page needs to be read and worded."""

    session: Session
    words: Wording
    shelf: RibbonShelf

    def builder(self, interviews: Sequence[Interview] = ()) -> ViewBuilder:
        """Return a builder of views that draws the ribbons of these interviews."""
        return ViewBuilder(self.words, read_ribbons(self.session, self.shelf, interviews))
