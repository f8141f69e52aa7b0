"""Every rule that the program can emit has a text, and no text is of a rule that it cannot."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.tree import MODULES, Module

from verify.judge.table import TABLE
from verify.model.verdict import Severity, Status
from verify.report.rules import RULES, rule

MADE_OF = {"row.rule": [row.rule for row in TABLE if row.severity is not Severity.none], "remark.rule": []}
"""Expressions that stand for other rules: the table's; those of remarks, collected where they are made."""
BY_STATUS = [str(Status.unknown), str(Status.unverifiable)]


def emitted() -> Iterator[str]:
    """The rule ids of every Remark and Finding that the source makes."""
    for module in MODULES:
        for function in ast.walk(module.tree):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and _name(node.func) in ("Remark", "Finding"):
                        yield from _ids(module, function, _rule_of(node))


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _rule_of(call: ast.Call) -> ast.expr:
    return call.args[0] if call.args else next(key.value for key in call.keywords if key.arg == "rule")


def _ids(module: Module, function: ast.FunctionDef, node: ast.expr) -> list[str]:
    written = ast.unparse(node)
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return _ids(module, function, node.body) + _ids(module, function, node.orelse)
    if written in MADE_OF:
        return MADE_OF[written]
    if written.startswith("str(") and "status" in written:
        return BY_STATUS
    given = [
        item.value
        for item in ast.walk(function)
        if isinstance(item, ast.Assign) and ast.unparse(item.targets[0]) == written
    ]
    assert given, f"{module.place(node)}: no rule id can be told of {written}; name it, or teach this test"
    return [found for value in given for found in _ids(module, function, value)]


def test_the_texts_are_of_exactly_the_rules_that_can_occur() -> None:
    assert {each.id for each in RULES} == set(emitted())


def test_every_rule_is_told_in_whole_sentences_once() -> None:
    assert len({each.id for each in RULES}) == len(RULES) >= 25
    for each in RULES:
        assert each.level is not Severity.none
        assert not each.title.endswith("."), each.id
        assert len(each.title) <= 60
        assert each.meaning.endswith(".")
        assert each.mend.endswith(".")


def test_levels_are_those_of_the_decision_table() -> None:
    levels = {row.rule: row.severity for row in TABLE}
    assert {each.id: each.level for each in RULES if each.id in levels}.items() <= levels.items()


def test_a_rule_without_a_text_fails_no_report() -> None:
    assert rule("made-up").title == "made-up"
    assert rule("unknown").level is Severity.warning
