"""The front door of chains: what follows from what, and the whole chain of a record."""

from __future__ import annotations

from .declare import Link, hub, link, link_by, links
from .walk import Chain, Counted, Stage, chain

__all__ = ["Chain", "Counted", "Link", "Stage", "chain", "hub", "link", "link_by", "links"]
