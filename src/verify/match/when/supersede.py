"""Whether a source came after the article and so can only supersede it."""

from __future__ import annotations

from verify.model.dates import DateSpan, PartialDate


def supersedes(published: DateSpan | None, article: PartialDate | None) -> bool:
    """Whether a source of the date `published` surely came out after the article.

    Such a source may give a newer figure; it never refutes what the article could know. False where
    either date is unknown or the two may be of one day.
    """
    return published is not None and article is not None and published.start.first() > article.last()
