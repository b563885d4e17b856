"""Index -> pages, exports; the only writer of docs/."""

from __future__ import annotations

from generator.site.plan import plan
from generator.site.render import Templates, load_templates, render, templates_folder
from generator.site.settings import SiteSettings
from generator.site.write import WriteResult, clean, write

__all__ = ["SiteSettings", "Templates", "WriteResult", "clean", "load_templates", "plan", "render", "templates_folder", "write"]
