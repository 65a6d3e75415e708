"""The declarations of the plans, loaded by file name: registers first, then what is built on them."""

from lvye.modules.plans import blocks, figures  # noqa: F401

from . import letter, meeting, pages, plan  # noqa: F401
