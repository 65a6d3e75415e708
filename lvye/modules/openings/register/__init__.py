"""The declarations of the term's opening, loaded by file name: registers first, then what is built on them."""

from lvye.modules.openings import blocks, figures  # noqa: F401

from . import handout, needs  # noqa: F401
