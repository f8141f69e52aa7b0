"""Sizes, names and docstrings."""

import ast
import re
from collections.abc import Iterator
from statistics import median, quantiles

from tests.architecture.tree import MODULES, Definition, Module, body_lines

MODULE_LINES = 400
FUNCTION_MEDIAN = 7
FUNCTION_P90 = 30
FUNCTION_MAX = 60
BANNED = {"util", "utils", "helper", "helpers", "manager", "handler", "handlers", "data", "info", "process"}
GIVEN = {"get_extra_info"}
"""Methods that an interface of httpcore names."""

ENUMS = {"Enum", "StrEnum", "IntEnum", "Flag"}

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def functions() -> list[tuple[str, int]]:
    return [
        (f"{module.place(node)} {name}", body_lines(node))
        for module in MODULES
        for name, node in module.definitions()
        if not isinstance(node, ast.ClassDef)
    ]


def test_modules_are_short() -> None:
    long = [f"{module.shown}: {len(module.text.splitlines())} lines" for module in MODULES
            if len(module.text.splitlines()) > MODULE_LINES]  # fmt: skip
    assert not long, "\n".join(long)


def test_no_function_is_long() -> None:
    long = [f"{place}: {size} lines" for place, size in functions() if size > FUNCTION_MAX]
    assert not long, "\n".join(long)


def test_most_functions_are_short() -> None:
    sizes = [size for _, size in functions()]
    longest = sorted(functions(), key=lambda found: -found[1])[:20]
    assert median(sizes) <= FUNCTION_MEDIAN, longest
    assert quantiles(sizes, n=10)[-1] <= FUNCTION_P90, longest


def test_names_say_what_a_thing_is() -> None:
    vague = [f"{module.shown}: {module.name}" for module in MODULES if _vague(module.path.stem)]
    vague += [
        f"{module.place(node)} {name}"
        for module in MODULES
        for name, node in module.definitions()
        if node.name not in GIVEN and _vague(node.name)
    ]
    assert not vague, "\n".join(vague)


def _vague(name: str) -> bool:
    return not BANNED.isdisjoint(word.lower() for word in _WORD.findall(name))


def test_every_module_says_what_it_is() -> None:
    assert [module.shown for module in MODULES if not ast.get_docstring(module.tree)] == []


def test_what_others_call_says_what_it_does() -> None:
    """Asked of public functions and methods of some size, and of public classes that do something.

    Not of enums, exceptions and plain records (names and types say it), of a module's only public function
    (the module's docstring says it), nor of methods that an interface or a base class describes.
    """
    interfaces = {
        name.rpartition(".")[2]
        for module in MODULES
        for owner, parent in module.definitions()
        if isinstance(parent, ast.ClassDef) and "Protocol" in _bases(parent)
        for name, node in module.definitions()
        if name.startswith(f"{owner}.")
    }
    silent = [
        f"{module.place(node)} {name}"
        for module in MODULES
        for name, node in _owing(module)
        if node.name not in interfaces and not ast.get_docstring(node)
    ]
    assert not silent, "\n".join(silent)


def _owing(module: Module) -> Iterator[tuple[str, Definition]]:
    public = {name: node for name, node in module.definitions() if _public(name)}
    alone = sum("." not in name for name in public) == 1
    for name, node in public.items():
        owner = public.get(name.rpartition(".")[0])
        if isinstance(node, ast.ClassDef):
            if _acts(node):
                yield name, node
        elif owner is None:
            if "." not in name and not alone and body_lines(node) > FUNCTION_MEDIAN:
                yield name, node
        elif isinstance(owner, ast.ClassDef) and not _bases(owner) and body_lines(node) > FUNCTION_MEDIAN:
            yield name, node


def _public(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split("."))


def _bases(node: ast.ClassDef) -> set[str]:
    return {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases}


def _acts(node: ast.ClassDef) -> bool:
    methods = [item.name for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
    return any(not name.startswith("_") for name in methods) and _bases(node).isdisjoint(ENUMS)
