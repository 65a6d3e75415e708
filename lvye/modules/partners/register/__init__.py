"""The declarations of the partners, loaded by file name: registers first, then what is built on them."""

from lvye.modules.partners import blocks, figures  # noqa: F401

from . import approving, contract, hanging, judging, lease, partner  # noqa: F401
