"""Settings of Sphinx for the documentation. `./dev docs` starts it; the sources stay as a forge shows them."""

from __future__ import annotations

from pathlib import Path

from supply.site import reading
from tresen import __version__

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "docs" / "site" / "docs"
TOKENS = ROOT / "web" / "ui" / "src" / "styles" / "tokens.css"

project = "Tresen"
release = version = __version__
language = "en"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = reading.START
include_patterns = ["*.md", "docs/**", "protocol/**"]
exclude_patterns = ["docs/site/**"]

# Headings get the anchors that a forge gives them; `<img>` in Markdown is a picture like any other.
myst_heading_anchors = 6
myst_enable_extensions = ["html_image"]
# Signatures with an ellipsis are no Python; they are shown without colours.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = f"Tresen {__version__}"
html_static_path = [str(SITE / "static")]
templates_path = [str(SITE / "templates")]
html_css_files = ["docs.css"]
html_js_files = [("versions.js", {"defer": "defer"})]
html_favicon = str(ROOT / "web" / "inbox" / "public" / "icon.svg")
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_permalinks_icon = "#"
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/versions.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_theme_options = {
    "top_of_page_buttons": [],
    "light_css_variables": reading.colours(TOKENS, dark=False),
    "dark_css_variables": reading.colours(TOKENS, dark=True),
}


setup = reading.setup
