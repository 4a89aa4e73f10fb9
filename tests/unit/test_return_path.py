"""Where the sign-in page may lead."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.return_path import safe_return_path


@pytest.mark.parametrize("page", ["/atelier", "/atelier/entrevues/3/themes?avis=note", "/atelier?avis=index"])
def test_a_page_of_the_studio_is_kept(page: str) -> None:
    assert safe_return_path(page) == page


@pytest.mark.parametrize(
    "page",
    [
        "", "/", "https://ailleurs.invalid/atelier", "//ailleurs.invalid/atelier", "/\\ailleurs.invalid",
        "/atelier//ailleurs.invalid", "/atelier\\..\\x", "/atelier/../../x", "/atelier/%2e%2e/x", "/ateliers",
        "/atelier/connexion?vers=/atelier", "/atelier/sortie", "javascript:alert(1)", "/atelier/\tx",
        "/atelier/x\r\nset-cookie: a=b", "/atelier/" + "x" * 600, "\u2044atelier",
    ],
)  # fmt: skip
def test_anything_else_leads_to_the_studio(page: str) -> None:
    assert safe_return_path(page) == "/atelier"


@settings(deadline=None)
@given(st.text(alphabet="/\\atelier.:?#@%\t\n h", max_size=40) | st.text(max_size=40))
def test_a_browser_never_leaves_the_studio(wished: str) -> None:
    for page in (safe_return_path(wished), safe_return_path("/atelier" + wished)):
        # Browsers drop tabs and line ends, and take a backslash for a slash.
        as_read = page.replace("\t", "").replace("\n", "").replace("\r", "").replace("\\", "/")
        landed = urlsplit(urljoin("https://franquette.invalid/atelier/connexion", as_read))
        assert landed.netloc == "franquette.invalid"
        assert landed.path == "/atelier" or landed.path.startswith("/atelier/")
