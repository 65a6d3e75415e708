"""The declarations of procurement, loaded by file name: registers first, then what is built on them."""

from lvye.modules.procurement import blocks, figures  # noqa: F401

from . import approving, hanging, order, plan, request, tender  # noqa: F401
