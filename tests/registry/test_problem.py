from __future__ import annotations

from verify.model.registry import Place
from verify.model.verdict import Severity
from verify.registry.problem import Problem, shown


def test_a_problem_is_a_line_that_an_editor_can_jump_to() -> None:
    place = Place("references.yaml", 41, 7)
    problem = Problem(place, Severity.error, 'claim "zenz-estimate"', "quote is empty", "write the words")
    assert str(problem) == 'references.yaml:41:7 claim "zenz-estimate": quote is empty'
    assert problem.full == f"{problem}\n    write the words"


def test_a_problem_of_the_whole_file_has_no_subject() -> None:
    problem = Problem(Place("a", 1), Severity.error, None, "does not exist", "start one")
    assert str(problem) == "a:1:1 does not exist"


def test_shown_text_is_short_and_has_no_controls() -> None:
    assert shown("x" * 100, width=10) == '"xxxxxxxxx…"'
    assert shown("a\x1b\u202e\u2066\n\ud800b") == '"a\\u001b\\u202e\\u2066\\u000a\\ud800b"'
    assert shown("Ясно, 東") == '"Ясно, 東"'


def test_a_password_of_an_address_is_not_shown() -> None:
    assert shown("https://bob:sekret@paper.example/x") == '"https://…@paper.example/x"'
    assert shown("write to bob@paper.example") == '"write to bob@paper.example"'
