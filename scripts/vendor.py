"""The front-end files: installed by npm from the lock, copied where the pages find them. No build step, no CDN.

barcode-detector is the reading of codes for browsers that cannot do it themselves (`BarcodeDetectionAPI` in the page);
it asks for zxing_reader.wasm, which the page must name, for by itself the library would fetch it from a CDN:

    BarcodeDetectionAPI.setZXingModuleOverrides({locateFile: () => button.dataset.wasm})
"""

from __future__ import annotations

import shutil

from scripts.steps import ROOT, StepFailedError, digest, quietly, stands, step

NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "lvye" / "static" / "vendor"
# What is copied, from which package; the licence of each lies beside it.
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx.LICENSE": "htmx.org/LICENSE",
    "barcode-detector.js": "barcode-detector/dist/iife/ponyfill.js",
    "barcode-detector.LICENSE": "barcode-detector/LICENSE",
    "zxing_reader.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
    "zxing_reader.LICENSE": "zxing-wasm/LICENSE",
}


def bring(*, dev: bool) -> None:
    """npm's packages as locked, then the few files the pages use. `dev` adds what only the tests use."""
    locked = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    if not any(stands(NODE_MODULES / f".{kind}", locked) for kind in (("dev",) if dev else ("dev", "run"))):
        with step("Front-end packages 前端组件", NODE_MODULES / (".dev" if dev else ".run"), locked):
            if shutil.which("npm") is None:
                raise StepFailedError("!!! npm is missing: install Node.js 20 or newer 请先安装 Node.js 20")
            quietly(
                "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", *(() if dev else ("--omit=dev",)),
                advice="Check the network, or name a mirror with `npm config set registry`, and start again.",
            )  # fmt: skip
    wanted = digest([ROOT / "package-lock.json", ROOT / "scripts" / "vendor.py"])
    if not stands(VENDOR / ".stamp", wanted) or any(not (VENDOR / name).is_file() for name in FILES):
        shutil.rmtree(VENDOR, ignore_errors=True)
        with step("Front-end files 前端文件", VENDOR / ".stamp", wanted):
            VENDOR.mkdir(parents=True)
            for name, source in FILES.items():
                shutil.copyfile(NODE_MODULES / source, VENDOR / name)
