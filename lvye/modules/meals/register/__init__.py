"""The declarations of the meals, loaded by file name: registers first, then what is built on them."""

from lvye.modules.meals import blocks, figures  # noqa: F401

from . import aid, book, fee, hanging, voice  # noqa: F401
