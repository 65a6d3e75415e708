"""The declarations of the stores, loaded by file name: registers first, then what is built on them."""

from lvye.modules.stores import blocks, figures  # noqa: F401

from . import goods, ledger, needs, pages, papers, supply  # noqa: F401
