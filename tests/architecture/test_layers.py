"""Who may import what. `lint-imports` holds the layers; the rest is read from the source itself."""

import ast

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from tests.architecture.tree import MODULES, ROOT

IMPORTERS = {
    "httpx": "fetch",
    "httpcore": "fetch",
    "click": "cli",
    "tabulate": "report",
    "bs4": "extract",
    "selectolax": "extract",
    "lxml": "extract",
}
PURE = {"model", "errors", "text", "extract", "match", "diff", "judge", "report"}
WORLDLY = {
    *("asyncio", "concurrent", "http", "multiprocessing", "random", "secrets", "socket", "sqlite3", "ssl"),
    *("subprocess", "tempfile", "threading", "time", "uuid", "shutil", "signal"),
}
CLOCKS = {"now", "today", "utcnow"}


def test_imports_run_downward_only() -> None:
    assert lint_imports(str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_each_library_has_one_importer() -> None:
    strangers = [
        f"{module.shown}:{line} imports {name}, which is {IMPORTERS[name.split('.')[0]]}'s"
        for module in MODULES
        for line, name in module.imports()
        if IMPORTERS.get(name.split(".")[0], module.layer) != module.layer
    ]
    assert not strangers, "\n".join(strangers)


def test_the_pure_layers_touch_neither_clock_nor_disk_nor_network() -> None:
    worldly = [
        f"{module.shown}:{line} imports {name}"
        for module in MODULES
        if module.layer in PURE
        for line, name in module.imports()
        if name.split(".")[0] in WORLDLY or name == "urllib.request"
    ]
    assert not worldly, "\n".join(worldly)


def test_the_pure_layers_open_no_file_and_ask_no_clock() -> None:
    calls = [
        module.place(node)
        for module in MODULES
        if module.layer in PURE
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _worldly(node.func)
    ]
    assert not calls, "\n".join(calls)


def _worldly(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in {"open", "input"}
    return isinstance(function, ast.Attribute) and function.attr in CLOCKS


def test_the_model_is_standard_library_alone() -> None:
    import sys

    strangers = [
        f"{module.shown}:{line} imports {name}"
        for module in MODULES
        if module.layer in {"model", "errors"}
        for line, name in module.imports()
        if name.split(".")[0] not in {*sys.stdlib_module_names, "verify"}
    ]
    assert not strangers, "\n".join(strangers)


def test_packages_hold_a_docstring_only() -> None:
    packages = [module for module in MODULES if module.path.name == "__init__.py"]
    fuller = [
        module.shown
        for module in packages
        if len(module.tree.body) != 1 or not ast.get_docstring(module.tree)
    ]
    assert len(packages) > 10
    assert not fuller, "\n".join(fuller)


def test_only_the_command_line_prints() -> None:
    prints = [
        module.place(node)
        for module in MODULES
        if module.layer != "cli"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not prints, "\n".join(prints)
