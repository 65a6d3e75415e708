"""Small drawings of the devices, in a square of 24: the same on the picture, the card and the list."""

from __future__ import annotations

from .models import Kind

GLYPHS: dict[str, str] = {
    Kind.EXTINGUISHER: "M9 8.5h6a1 1 0 0 1 1 1V21H8V9.5a1 1 0 0 1 1-1zM12 8.5V5M9 5h6M15 5l3 2.5M8 13h8",
    Kind.HYDRANT: "M8 21V11a4 4 0 0 1 8 0v10M6 21h12M10 7V4.5h4V7M5 13.5h3M16 13.5h3M12 13a1.6 1.6 0 1 0 .01 0",
    Kind.EXIT: "M13 4.5a1.6 1.6 0 1 0 .01 0M12.5 9l-3.5 2v3M12.5 9l1 5.5L11 20M13.5 14.5l3 2V20M12.5 9l3 2.5H18M4 3v18",
    Kind.LIGHT: "M4 9h16v6H4zM8 15l-2 4M16 15l2 4M12 15v5M8 12h8M13.5 10l2.5 2-2.5 2",
    Kind.ALARM: "M6 17V11a6 6 0 0 1 12 0v6M4 17h16M10 20h4M12 5V3M4 7l1.5 1M20 7l-1.5 1",
    Kind.PUMP: "M11 8a5 5 0 1 0 .01 0M11 11v2l1.5 1.5M16 11h4v-4M6 15H3M8 18v2.5h6V18",
}
