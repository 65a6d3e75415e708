"""The declarations of the counts, loaded by file name: registers first, then what is built on them."""

from lvye.modules.counts import blocks, figures  # noqa: F401

from . import count, hanging, lines  # noqa: F401
