"""The declarations of security, loaded by file name: registers first, then what is built on them."""

from lvye.modules.security import blocks, figures  # noqa: F401

from . import duties, gate, hanging, happened, letters, outside, people, standing  # noqa: F401
