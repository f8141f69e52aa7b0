"""A wording whose only fault is told by the shape of what was cut off: open, with what was cut off named."""

from __future__ import annotations

from dataclasses import replace

from verify.match.wording.explain import short
from verify.model.match import Check, Edit, EditKind, Outcome


def opened(check: Check) -> Check:
    """The check, undecided where nothing but the shape of the source's words speaks against the quote.

    An altered wording stays altered as soon as one other difference than of spelling is in it.
    """
    unsure = [edit for edit in check.edits if edit.unsure]
    rest = [edit for edit in check.edits if not edit.unsure]
    if check.outcome is not Outcome.altered or not unsure:
        return check
    if any(edit.kind is not EditKind.spelling for edit in rest):
        return check
    return replace(check, outcome=Outcome.undecided, reason=_reason(check, unsure[0]))


def _reason(check: Check, edit: Edit) -> str:
    """In words: what the quote leaves out, and where it stands."""
    words = short(edit.source)
    if check.span and edit.span and check.span[0] <= edit.span[0] < check.span[1]:
        return f"the quote leaves out “{words}”, which may take back or limit what it says"
    if check.span and edit.span and edit.span[0] < check.span[0]:
        return f"the source leads in with “{words}”, which may take back or limit what is quoted"
    return f"the source's sentence goes on with “{words}”, which may take back or limit what is quoted"
