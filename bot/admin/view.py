"""
Draw a page from its template, in one language.

Everything that a template prints is escaped; no template holds a script or a style.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from bot.i18n.staff_texts import STAFF_LANGUAGES, StaffTexts

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Return what reads the templates; what a template misses is an error, not a gap."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class View:
    """How pages look to one request: the texts of its language, and the path that it asked for."""

    texts: StaffTexts
    path: str

    def page(self, template: str, status: int = 200, /, **values: Any) -> Response:
        """Return a page."""
        return HTMLResponse(self.drawn(template, **values), status)

    def drawn(self, template: str, /, **values: Any) -> str:
        """Return what a template gives."""
        given = {
            "say": self.texts.say,
            "count": self.texts.count,
            "language": self.texts.language,
            "staff_languages": STAFF_LANGUAGES,
            "path": self.path,
            "me": None,
            "form_token": "",
        }
        return environment().get_template(template).render(given | values)
