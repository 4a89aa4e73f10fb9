"""Whether the site works: for a load balancer, and for people who run it."""

from __future__ import annotations

import structlog
from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.errors import Unavailable
from app.web.site_state import Site, SiteParameter

router = APIRouter(include_in_schema=False)


@router.get("/sante")
def health(site: SiteParameter) -> JSONResponse:
    """Answer 200 when pages can be served, 503 when not; a missing index alone is not a failure."""
    parts = {"database": _database(site), "search": _search(site)}
    is_well = parts["database"] == "ok"
    return JSONResponse(
        {"status": "ok" if is_well else "failed", **parts},
        status_code=200 if is_well else 503,
        headers={"cache-control": "no-store"},
    )


def _database(site: Site) -> str:
    try:
        with site.archive.database.read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        structlog.get_logger().error("health.database", reason=str(error))
        return "unreachable"
    return "ok"


def _search(site: Site) -> str:
    try:
        site.archive.index.count()
    except Unavailable as error:
        structlog.get_logger().error("health.search", reason=str(error))
        return "unavailable"
    return "ok"
