"""The API explained to people, made from its own schema; no script, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse

from app.web.html_responses import page_frame, render, with_etag
from app.web.site_state import SiteParameter

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ParameterDoc:
    """One parameter of an address."""

    name: str
    place: str
    type_text: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class AddressDoc:
    """One address; `answer` names the shape that it gives."""

    anchor: str
    path: str
    summary: str
    parameters: tuple[ParameterDoc, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """One field of a shape."""

    name: str
    type_text: str
    description: str


@dataclass(frozen=True, slots=True)
class ShapeDoc:
    """One shape of the answers."""

    name: str
    description: str
    fields: tuple[FieldDoc, ...]


@dataclass(frozen=True, slots=True)
class ApiDocsView:
    """All addresses and shapes, with the address of the machine-readable schema."""

    title: str
    version: str
    schema_url: str
    addresses: tuple[AddressDoc, ...]
    shapes: tuple[ShapeDoc, ...]


@router.get("/api/v1/docs")
def docs(request: Request, site: SiteParameter) -> Response:
    """Show what the API gives."""
    words = site.words("en")
    view = describe(request.app.openapi())
    body = render(site, words, "api_docs/page.html", view, page_frame(site, words, "api_docs"))
    return with_etag(request, HTMLResponse(body, headers={"cache-control": "no-cache"}))


def describe(schema: dict[str, Any]) -> ApiDocsView:
    """Return the schema in a form to print."""
    addresses = [
        _address(path, operation)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        if method == "get"
    ]
    shapes = [
        _shape(name, shape)
        for name, shape in sorted(schema["components"]["schemas"].items())
        if shape.get("type") == "object" and not name.startswith(("HTTPValidation", "Validation"))
    ]
    info = schema["info"]
    return ApiDocsView(
        info["title"], info["version"], "/api/v1/openapi.json", tuple(addresses), tuple(shapes)
    )


def _address(path: str, operation: dict[str, Any]) -> AddressDoc:
    parameters = tuple(
        ParameterDoc(
            one["name"],
            one["in"],
            _type_text(one["schema"]),
            bool(one.get("required")),
            one.get("description", ""),
        )
        for one in operation.get("parameters", [])
    )
    content = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
    return AddressDoc(
        anchor=path.strip("/").replace("/", "-").replace("{", "").replace("}", "").replace(".", "-"),
        path=path,
        summary=operation.get("description", ""),
        parameters=parameters,
        answer=_type_text(content.get("schema", {})),
    )


def _shape(name: str, shape: dict[str, Any]) -> ShapeDoc:
    fields = tuple(
        FieldDoc(field, _type_text(value), value.get("description", ""))
        for field, value in shape.get("properties", {}).items()
    )
    return ShapeDoc(name, shape.get("description", ""), fields)


def _type_text(schema: dict[str, Any]) -> str:
    """Return a type in words: `list of PassageRecord`, `string or null`, `one of fr, en`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(_type_text(one) for one in schema["anyOf"])
    if "enum" in schema:
        return "one of " + ", ".join(str(one) for one in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        items = schema.get("items") or {}
        pair = schema.get("prefixItems")
        inside = " and ".join(_type_text(one) for one in pair) if pair else _type_text(items)
        return f"list of {inside}"
    limits = [
        f"{word} {schema[key]}"
        for key, word in (("minimum", "from"), ("maximum", "to"), ("maxLength", "at most"))
        if key in schema
    ]
    kind = str(schema.get("format") or schema.get("type", ""))
    return f"{kind} ({' '.join(limits)})" if limits else kind
