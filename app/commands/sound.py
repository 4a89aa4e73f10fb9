"""`franquette sound`: figures and cleaned copies for recordings that were processed before these existed."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.terminal import opened_archive, say, stop, wording
from app.errors import translatable as _
from app.jobs.sound_renewal import SoundRenewalFailed, renew_sound
from app.services.hearing.failure_sentences import failure_sentence


def sound(
    slugs: Annotated[list[str] | None, typer.Argument(help="Interviews; all that lack it when none.")] = None,
) -> None:
    """Measure the sound and make the cleaned copy of recordings processed before these were made."""
    with opened_archive() as archive:
        count = 0
        try:
            for slug in renew_sound(archive, slugs or ()):
                say(_("%(slug)s : son mesuré"), slug=slug)
                count += 1
        except SoundRenewalFailed as failure:
            sentence, places = failure_sentence(failure.code, failure.slug, failure.details)
            stop(wording().gettext(sentence, **places))
    say(_("%(count)s enregistrements mis à jour."), count=count)
