"""The declarations of fire safety, loaded by file name: registers first, then what is built on them."""

from lvye.modules.fire import blocks, figures  # noqa: F401

from . import device, drill, duties, hanging, plan, run, upkeep  # noqa: F401
