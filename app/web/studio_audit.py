"""The studio's page of the audit: who did what when, and the same as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from starlette.responses import StreamingResponse

from app.database import Database
from app.domain.access import Permission
from app.errors import Refused
from app.errors import translatable as _
from app.services.audit.audit_export import audit_csv, audit_json
from app.services.audit.audit_search import AuditFilter
from app.services.audit.audit_view import view_audit
from app.web.site_state import SessionParameter, Site, SiteParameter
from app.web.studio_access import SignedIn, reads
from app.web.studio_pages import studio_page, studio_words

router = APIRouter(include_in_schema=False)

AUDIT_PATH = "/atelier/journal"
Reading = Annotated[SignedIn, Depends(reads(Permission.READ_AUDIT))]
Place = Annotated[int | None, Query(ge=0, le=2**31 - 1)]
Words = Annotated[str, Query(max_length=200)]


def asked_filter(
    personne: Words = "", acte: Words = "", sujet: Words = "", du: Words = "", au: Words = ""
) -> AuditFilter:
    """Return what the address asks for; raises Refused for what is no day."""
    return AuditFilter(personne.strip(), acte.strip(), sujet.strip(), _day(du), _day(au))


Asked = Annotated[AuditFilter, Depends(asked_filter)]


@router.get(AUDIT_PATH)
def audit(
    site: SiteParameter,
    session: SessionParameter,
    signed_in: Reading,
    wanted: Asked,
    avant: Place = None,
    apres: Place = None,
) -> Response:
    """Show who did what when."""
    view = view_audit(session, studio_words(site, signed_in), wanted, avant, apres)
    return studio_page(site, signed_in, "audit", "studio/audit.html", view)


@router.get(f"{AUDIT_PATH}.csv")
def audit_as_csv(site: SiteParameter, _signed_in: Reading, wanted: Asked) -> Response:
    """Give what was found as CSV."""
    return _file(site, wanted, audit_csv, "csv", "text/csv; charset=utf-8")


@router.get(f"{AUDIT_PATH}.json")
def audit_as_json(site: SiteParameter, _signed_in: Reading, wanted: Asked) -> Response:
    """Give what was found as JSON."""
    return _file(site, wanted, audit_json, "json", "application/json")


def _file(
    site: Site,
    wanted: AuditFilter,
    write: Callable[[Database, AuditFilter], Iterator[str]],
    suffix: str,
    media_type: str,
) -> Response:
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="franquette-journal.{suffix}"',
    }
    return StreamingResponse(write(site.archive.database, wanted), media_type=media_type, headers=headers)


def _day(written: str) -> date | None:
    if not written.strip():
        return None
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        raise Refused(
            _("« %(day)s » n'est pas un jour. Écrivez-le ainsi : 2026-11-22."), day=written
        ) from None
    if not 2000 <= day.year < 9000:
        raise Refused(_("« %(day)s » n'est pas un jour. Écrivez-le ainsi : 2026-11-22."), day=written)
    return day
