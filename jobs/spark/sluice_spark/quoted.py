"""Names as messages show them, as `core/convert/quotedList.ts` does."""

from __future__ import annotations

import json


def quoted(names: list[str]) -> str:
    """At most twenty of the names, each cut at 80 characters."""
    cut = [name if len(name) <= 80 else f"{name[:79]}…" for name in names[:20]]
    shown = ", ".join(json.dumps(name, ensure_ascii=False) for name in cut)
    return f"{shown} and {len(names) - 20} more" if len(names) > 20 else shown
