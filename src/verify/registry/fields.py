"""Reading a mapping of the YAML tree key by key, with every fault written to the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from verify.model.dates import DateSpan, PartialDate
from verify.registry import shape
from verify.registry.problem import Ledger, shown
from verify.registry.tree import Mapping, Node, Scalar
from verify.registry.tree import Sequence as List

T = TypeVar("T")
_NOT_A_SPAN = "is not a date", "write it like 2018, 2018-06, 2018-06-01 or 2017-08/2017-09"
_NOT_A_DATE = "is not a date", "write it like 2018, 2018-06 or 2018-06-01"


class Fields:
    """A mapping and the subject it is about; `within` names the mapping in messages, as "passage "."""

    def __init__(self, ledger: Ledger, subject: str | None, node: Mapping, within: str = "") -> None:
        self.ledger = ledger
        self.subject = subject
        self.node = node
        self.within = within

    def error(self, at: Node, message: str, mend: str) -> None:
        self.ledger.error(at.start, self.subject, message, mend)

    def check_keys(self, wanted: shape.Shape) -> None:
        """Report duplicate, unknown and absent keys."""
        first: dict[str, int] = {}
        for key, _ in self.node.entries:
            if key.text in first:
                line = self.ledger.place(first[key.text]).line
                message = f"{self.name(key.text)} is given twice, first on line {line}"
                self.error(key, message, "keep one of the two")
            elif key.text not in wanted.keys:
                keys = ", ".join(wanted.keys)
                mend = did_you_mean(key.text, wanted.keys) or f"the keys here are {keys}"
                self.error(key, f"unknown key {shown(self.within + key.text)}", mend)
            first.setdefault(key.text, key.start)
        for name in wanted.required:
            if name not in first:
                self.error(self.node, f"{self.within}{name} is missing", f"add `{name}:`")

    def name(self, key: str) -> str:
        return self.within + (key if re.fullmatch(r"\w+", key) and len(key) < 40 else shown(key))

    def at(self, key: str) -> Node:
        """Where to point for a key: its value, or the key itself where nothing stands after it."""
        value, name = self.node.get(key), self.node.key(key)
        if value is None or name is None:
            return self.node
        return name if value.kind == "nothing" else value

    def mapping(self, key: str) -> Mapping | None:
        """The mapping under `key`; None where it is absent or is something else, which is reported."""
        value = self.node.get(key)
        if value is None or isinstance(value, Mapping):
            return value
        self.error(
            self.at(key), f"{self.name(key)} is {value.kind}, not a mapping", "write its keys below it"
        )
        return None

    def items(self, key: str) -> list[Node]:
        """The items of a list; an absent or refused one has none."""
        value = self.node.get(key)
        if isinstance(value, List):
            return value.items
        if value is not None:
            kind = value.kind
            self.error(
                self.at(key), f"{self.name(key)} is {kind}, not a list", "write a list, [] for an empty one"
            )
        return []

    def text(self, key: str, *, number_too: bool = False) -> str | None:
        """The text under `key`; None where the key is absent or its value was refused."""
        value = self.node.get(key)
        return None if value is None else self.text_of(value, key, at=self.at(key), number_too=number_too)

    def text_of(self, value: Node, key: str, *, at: Node, number_too: bool = False) -> str | None:
        """The text of one value or list item."""
        fault = _text_fault(value, number_too)
        if fault is None:
            assert isinstance(value, Scalar)
            return value.text
        self.error(at, f"{self.name(key)} {fault[0]}", fault[1])
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts under `key`, given as one text or as a list of them."""
        value = self.node.get(key)
        if not isinstance(value, List):
            one = self.text(key)
            return () if one is None else (one,)
        if not value.items:
            self.error(value, f"{self.name(key)} is empty", "write something in the list, or remove the key")
        found = [self.text_of(item, key, at=item) for item in value.items]
        return tuple(text for text in found if text is not None)

    def matching(
        self, key: str, pattern: re.Pattern[str], fault: str, mend: str, *, number_too: bool = False
    ) -> str | None:
        """A text that matches `pattern` in full."""
        text = self.text(key, number_too=number_too)
        if text is None or pattern.fullmatch(text):
            return text
        self.error(self.at(key), f"{self.name(key)} {shown(text)} {fault}", mend)
        return None

    def choice(self, key: str, allowed: Sequence[str]) -> str | None:
        """The text under `key` where it is one of `allowed`; anything else is reported."""
        text = self.text(key)
        if text is None or text in allowed:
            return text
        choices = ", ".join(allowed)
        mend = did_you_mean(text, allowed) or f"write one of {choices}"
        self.error(self.at(key), f"{self.name(key)} {shown(text)} is not one of {choices}", mend)
        return None

    def id(self, key: str = "id") -> str | None:
        fault = "is not an id"
        mend = "use up to 100 letters a-z, digits, dots, hyphens and underscores; not `slug` or `article`"
        return self.matching(key, shape.ID, fault, mend)

    def url(self) -> str | None:
        """An http or https address without white space or credentials."""
        fault = "is not an http or https address"
        return self.matching("url", shape.URL, fault, "write it whole, as https://example.org/page")

    def language(self) -> str | None:
        fault = "is not a language tag"
        return self.matching(
            "language", shape.LANGUAGE, fault, "write a BCP 47 tag such as en, kk or zh-Hans"
        )

    def span(self, key: str) -> DateSpan | None:
        """A date or an interval. An unquoted year is a number to YAML and a date to us."""
        text = self.matching(key, shape.SPAN, *_NOT_A_SPAN, number_too=True)
        return self._dated(key, text, DateSpan.parse)

    def date(self, key: str) -> PartialDate | None:
        text = self.matching(key, shape.DATE, *_NOT_A_DATE, number_too=True)
        return self._dated(key, text, PartialDate.parse)

    def _dated(self, key: str, text: str | None, parse: Callable[[str], T]) -> T | None:
        if text is None:
            return None
        try:
            return parse(text)
        except ValueError as error:
            fault = "ends before it starts" if "ends before" in str(error) else "is not in the calendar"
            self.error(self.at(key), f"{self.name(key)} {shown(text)} {fault}", "correct the date")
            return None


def did_you_mean(word: str, choices: Sequence[str]) -> str | None:
    """`did you mean "quote"?` where one of the choices is close to `word`."""
    if len(word) > 40:
        return None
    near = process.extractOne(word, choices, scorer=OSA.normalized_similarity, score_cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else None


def _text_fault(value: Node, number_too: bool) -> tuple[str, str] | None:
    if not isinstance(value, Scalar):
        return f"is {value.kind}, not text", "write one text here"
    kind = value.kind
    if kind == "nothing" or not re.search(r"\S", value.text):
        return "is empty", "write something there, or remove the key"
    if kind != "text" and not (number_too and kind == "a number"):
        return f"is {kind}, not text", f'put it between quotation marks: "{value.text[:40]}"'
    if len(value.text) > shape.MAX_TEXT:
        return f"is longer than {shape.MAX_TEXT:,} characters", "shorten it"
    if shape.CONTROL.search(value.text):
        return "holds a control character", "remove the escape that makes it"
    return None
