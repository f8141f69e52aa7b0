"""What `pin` prints: sentences that may carry a claim, numbered, for a person to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from verify.report.clean import clean


def render(article: str, url: str, language: str | None, sentences: Iterable[str], origin: str = "") -> str:
    """The article's sentence, where the source was read, and the numbered suggestions.

    `origin` is the label of a page that we did not fetch ourselves.
    """
    lines = [f"article  {clean(article)}", f"source   {clean(url)} ({language or 'language not known'})"]
    lines += [f"         {clean(origin)}"] if origin else []
    lines += [f"{number:>3}  {clean(sentence)}" for number, sentence in enumerate(sentences, 1)]
    return "\n".join(lines) + "\n"
