"""The declarations of the canteen, loaded by file name: registers first, then what is built on them."""

from lvye.modules.canteen import blocks, figures  # noqa: F401

from . import controls, duties, goods, house, meals, outside, staff  # noqa: F401

from . import buttons, hanging  # noqa: F401  # isort: skip
