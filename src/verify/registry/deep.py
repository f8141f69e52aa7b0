"""Warnings that need the whole article: figures that quarrel, sources that cannot confirm it."""

from __future__ import annotations

from pathlib import Path

from verify.judge.addresses import same_page
from verify.match.when.supersede import supersedes
from verify.model.claim import Claim
from verify.model.reference import Reference
from verify.model.registry import Registry
from verify.model.verdict import Severity
from verify.registry.conflict import Conflict, conflicts
from verify.registry.lint import lint
from verify.registry.problem import LintResult, Problem, shown
from verify.text.fold import fold_text


def lint_deep(path: Path) -> LintResult:
    """What `lint` finds, and the warnings of `deep` where the registry can be used. Raises nothing."""
    result = lint(path)
    if result.registry is None:
        return result
    problems = (*result.problems, *deep(result.registry))
    return LintResult(result.registry, tuple(sorted(problems, key=_order)))


def deep(registry: Registry) -> tuple[Problem, ...]:
    """Every such warning of a registry, sorted by place. Pure; raises nothing."""
    own = {reference.id: why for reference in registry.references if (why := _own(registry, reference))}
    problems = [_self_cited(registry, name, why) for name, why in own.items()]
    problems += [
        _resting(registry, claim)
        for claim in registry.claims
        if claim.references and all(name in own for name in claim.references)
    ]
    problems += [
        _later(registry, reference)
        for reference in registry.references
        if supersedes(reference.published, registry.article.published)
    ]
    problems += [_conflict(registry, conflict) for conflict in conflicts(registry)]
    return tuple(sorted(problems, key=_order))


def _order(problem: Problem) -> tuple[int, int, str]:
    return problem.place.line, problem.place.column, problem.message


def _own(registry: Registry, reference: Reference) -> str:
    """Why a reference cannot confirm the article; "" where it may."""
    article = registry.article
    if article.url and reference.url and same_page(reference.url, article.url):
        return "is the article itself"
    if article.author is None:
        return ""
    source = registry.source_by_id.get(reference.source)
    names = [
        reference.author,
        *((source.name, *source.aliases) if source and reference.author is None else ()),
    ]
    if any(name and _name(name) == _name(article.author) for name in names):
        return f"is by the article's own author, {article.author}"
    return ""


def _name(name: str) -> str:
    return " ".join(fold_text(name).casefold().split())


def _warning(registry: Registry, kind: str, name: str, message: str, mend: str) -> Problem:
    return Problem(registry.place(name), Severity.warning, f"{kind} {shown(name)}", message, mend)


def _self_cited(registry: Registry, name: str, why: str) -> Problem:
    mend = "let no claim rest on it alone: who repeats herself confirms nothing"
    return _warning(registry, "reference", name, why, mend)


def _resting(registry: Registry, claim: Claim) -> Problem:
    message = f"rests only on the article's author: {', '.join(claim.references)}"
    return _warning(registry, "claim", claim.id, message, "add the source that the author had it from")


def _later(registry: Registry, reference: Reference) -> Problem:
    message = (
        f"was published on {reference.published}, after the article ({registry.article.published}): "
        "the article cannot have leaned on it"
    )
    mend = "correct the date, or name the source that the article had; a later one may supersede a figure"
    return _warning(registry, "reference", reference.id, message, mend)


def _conflict(registry: Registry, found: Conflict) -> Problem:
    other = found.other.id
    line = registry.place(other).line
    message = f"cannot hold beside claim {shown(other)} on line {line}: {found.why}"
    mend = (
        "look both up in their sources; where they speak of two things or times, say so in `about` or `as_of`"
    )
    return _warning(registry, "claim", found.claim.id, message, mend)
