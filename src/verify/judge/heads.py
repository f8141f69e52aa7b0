"""Titles and headings that any rule of availability would look at twice."""

from __future__ import annotations

from verify.judge import wall_words
from verify.model.text import SourceText

_SAYS = (
    wall_words.says_not_found,
    wall_words.says_wall,
    wall_words.says_login,
    wall_words.says_consent,
    wall_words.says_trouble,
    wall_words.says_legal,
    wall_words.says_parked,
)


def speaks_of_trouble(text: SourceText) -> bool:
    """Whether title or heading say that the page is not there, is kept back or is none: then a glance at
    it is not enough."""
    return any(says(line) for line in (text.metadata.title, text.metadata.heading) for says in _SAYS)
