"""A page preloads the very addresses that its style sheet asks for, so that no font is fetched twice."""

from __future__ import annotations

import re

from app.settings import PROJECT_ROOT
from app.web.static_files import STATIC_FOLDER, StaticFolder


def test_the_style_sheet_asks_for_the_fonts_as_they_are_now() -> None:
    sheet = (STATIC_FOLDER / "css" / "fonts.css").read_text(encoding="utf-8")
    asked = re.findall(r'url\("\.\./fonts/([^"]+)"\)', sheet)
    assert len(asked) == 3
    static = StaticFolder()
    for address in asked:
        name = address.partition("?")[0]
        assert static.url(f"fonts/{name}") == f"/static/fonts/{address}"


def test_only_fonts_of_the_style_sheet_are_preloaded() -> None:
    page = (PROJECT_ROOT / "templates" / "base.html").read_text(encoding="utf-8")
    preloaded = re.findall(r'rel="preload" as="font".*?static\(\'(fonts/[^\']+)\'\)', page)
    sheet = (STATIC_FOLDER / "css" / "fonts.css").read_text(encoding="utf-8")
    assert preloaded
    assert all(f"../{font}?v=" in sheet for font in preloaded)
