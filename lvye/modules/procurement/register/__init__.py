"""The declarations of procurement, loaded by file name: registers first, then what is built on them."""

from . import approving, hanging, order, plan, request  # noqa: F401
