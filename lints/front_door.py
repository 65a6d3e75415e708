"""An import-linter contract: a package is entered through its `api` only."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

# Written by Django (migrations name a field by the module it lives in) or for the tests of many packages (tests.make).
OUTSIDE_THE_RULE = {"tests", "migrations"}


class FrontDoorContract(Contract):
    """Between the children of each container, only `<child>.<door>` may be imported."""

    type_name = "front_door"

    containers = fields.ListField(subfield=fields.StringField())
    door = fields.StringField(required=False, default="api")

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every import that enters a package elsewhere than by its door."""
        broken = [
            (importer, imported)
            for imported in sorted(graph.modules)
            if (home := self.home(imported)) and imported != f"{home}.{self.door}"
            for importer in sorted(graph.find_modules_that_directly_import(imported))
            if self.home(importer) not in (None, home) and not OUTSIDE_THE_RULE & set(importer.split("."))
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line for each, with the way to mend it."""
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}; use {self.home(imported)}.{self.door}")

    def home(self, module: str) -> str | None:
        """The package a module belongs to: lvye.modules.assets.models -> lvye.modules.assets."""
        for container in self.containers:  # type: ignore[attr-defined]
            if module.startswith(container + "."):
                return f"{container}.{module[len(container) + 1 :].partition('.')[0]}"
        return None
