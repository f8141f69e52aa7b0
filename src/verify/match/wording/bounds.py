"""Between which characters of a text a word or number may be cut."""

from __future__ import annotations

SPACELESS = "\u3005-\u30ff\u3400-\u9fff\U00020000-\U0003134f"
"""Characters of scripts that put no spaces between their words, as a class of a regular expression."""


def spaceless(char: str) -> bool:
    """Whether a character belongs to a script that puts no spaces between its words."""
    return char > "\u3004" and (
        "\u3005" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003134f"
    )


def bounded(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is cut between words and numbers, never inside one ("50" of "1,250")."""
    return _free(text, start, -1) and _free(text, end - 1, 1)


def _free(text: str, edge: int, step: int) -> bool:
    inner = text[edge]
    near = text[edge + step : edge + step + 1] if edge + step >= 0 else ""
    if not near or near == " " or not (inner.isalnum() or inner == "_"):
        return True
    if spaceless(inner) or spaceless(near):
        return True
    if near.isalnum() or near == "_":
        return False
    far = text[edge + 2 * step : edge + 2 * step + 1] if edge + 2 * step >= 0 else ""
    if near in ".,'\u066b\u066c" and inner.isdigit() and far.isdigit():
        return False
    goes_on = far == "_" or (far.isalnum() and not spaceless(far))
    return not (near == "'" and step > 0 and goes_on)
