"""check: a verdict for each claim from what is stored, pure and complete."""

import asyncio
import datetime as dt
from dataclasses import replace

import pytest
from tests.pipeline.given import COPIES, MIRROR, OWN, REPOST, page, quoting, registry

from verify.model.claim import Claim
from verify.model.policy import MatchPolicy
from verify.model.reference import Copy, Role
from verify.model.registry import Article
from verify.model.run import Run
from verify.model.snapshot import Exchange, FailureKind
from verify.model.text import plain
from verify.model.verdict import Status
from verify.pipeline.auditing import audit
from verify.pipeline.checking import check, excerpt
from verify.pipeline.ports import Selection
from verify.pipeline.scheduled import Schedule
from verify.report.json_v1 import render
from verify.testing import EPOCH, FakeLooker, FakeStore, answered, failed, hop

WORDS = "the gate was never opened after dark"


def judged(store: FakeStore, *claims: Claim, copies: bool = False) -> Run:
    return check(Selection((registry(*claims, copies=COPIES if copies else ()),)), store, MatchPolicy())


def test_a_quote_that_stands_holds_with_its_evidence() -> None:
    store = FakeStore()
    store.append(answered(OWN, page(f"He said that {WORDS}.")))
    verdict = judged(store, quoting(WORDS)).verdicts[0]
    assert verdict.status is Status.holds
    assert verdict.evidence is not None
    assert WORDS in verdict.evidence.excerpt
    assert verdict.evidence.url == OWN
    assert verdict.evidence.digest.startswith("sha256:")
    assert verdict.evidence.span is not None


def test_a_lost_negation_is_altered() -> None:
    store = FakeStore()
    store.append(answered(OWN, page("He said that the gate was opened after dark.")))
    run = judged(store, quoting(WORDS))
    assert run.verdicts[0].status is Status.altered
    assert run.findings[0].rule == "wording-meaning"
    assert run.findings[0].severity == "error"


@pytest.mark.parametrize(
    "struck",
    ["<s>never</s>", "<del>never</del>", "<strike>never</strike>",
     "<span style='text-decoration: line-through'>never</span>", "<b style='display:/*x*/none'>never</b>"],
)  # fmt: skip
def test_words_that_the_source_struck_out_or_hides_carry_nothing(struck: str) -> None:
    store = FakeStore()
    store.append(answered(OWN, page(f"He said that the gate was {struck} opened after dark.")))
    verdict = judged(store, quoting(WORDS)).verdicts[0]
    assert verdict.status is Status.altered
    assert verdict.remarks[0].rule == "wording-meaning"


def test_a_quote_that_is_struck_out_whole_is_not_called_missing() -> None:
    store = FakeStore()
    store.append(answered(OWN, page(f"<s>He said that {WORDS}.</s>")))
    verdict = judged(store, quoting(WORDS)).verdicts[0]
    assert (verdict.status, "struck out" in verdict.reason) == (Status.unknown, True)


def test_nothing_stored_is_unknown_not_missing() -> None:
    verdict = judged(FakeStore(), quoting(WORDS)).verdicts[0]
    assert verdict.status is Status.unknown
    assert "verify fetch" in verdict.reason


@pytest.mark.parametrize(
    "spelled",
    [OWN, OWN + "/", OWN.replace("https", "http"), OWN.replace("//", "//www."), OWN + "?utm_source=x"],
)
def test_the_articles_own_page_confirms_nothing_however_it_is_spelled(spelled: str) -> None:
    store = FakeStore()
    store.append(answered(OWN, page(f"He said that {WORDS}.")))
    ours = replace(registry(quoting(WORDS)), article=Article("Ours", url=spelled))
    verdict = check(Selection((ours,)), store, MatchPolicy()).verdicts[0]
    assert verdict.status is Status.unverifiable
    assert "cannot confirm" in verdict.reason


def test_an_archive_that_holds_the_article_confirms_nothing_either() -> None:
    kept = Copy(f"https://archive.example/web/20200601120000/{OWN}", Role.mirror)
    headers = {"Content-Type": "text/html", "Memento-Datetime": "Mon, 01 Jun 2020 12:00:00 GMT"}
    store = FakeStore()
    body = page(f"He said that {WORDS}.").encode()
    store.append(Exchange(kept.address, EPOCH, 1, (hop(kept.address, body, headers=headers),)))
    ours = replace(registry(quoting(WORDS), copies=(kept,)), article=Article("Ours", url=OWN))
    verdict = check(Selection((ours,)), store, MatchPolicy()).verdicts[0]
    assert (verdict.status, "cannot confirm" in verdict.reason) == (Status.unverifiable, True)


@pytest.mark.parametrize("kind", list(FailureKind))
def test_a_failed_look_is_unknown_whatever_the_failure(kind: FailureKind) -> None:
    store = FakeStore()
    store.append(failed(OWN, kind))
    assert judged(store, quoting(WORDS)).verdicts[0].status is Status.unknown


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 451, 500, 503, 999])
def test_an_error_page_is_unknown_even_when_it_carries_the_words(status: int) -> None:
    store = FakeStore()
    store.append(answered(OWN, page(WORDS), status=status))
    assert judged(store, quoting(WORDS)).verdicts[0].status is Status.unknown


def test_a_copy_carries_a_claim_but_never_proves_it_missing() -> None:
    store = FakeStore()
    store.append(failed(OWN, FailureKind.timeout))
    store.append(answered(MIRROR, page("Something else.")))
    verdict = judged(store, quoting(WORDS), copies=True).verdicts[0]
    assert verdict.status is Status.unknown
    store.append(answered(REPOST, page(f"Then {WORDS}.")))
    verdict = judged(store, quoting(WORDS), copies=True).verdicts[0]
    assert verdict.status is Status.holds
    assert verdict.evidence is not None
    assert verdict.evidence.role is Role.repost


def test_private_unlocated_and_unsourced_claims_each_say_why() -> None:
    run = judged(
        FakeStore(),
        quoting("a b c d", "letter", name="one"),
        quoting("a b c d", "lost", name="two"),
        Claim("three", (), "a b c d", ("a b c d",)),
    )
    assert [item.status for item in run.verdicts] == [Status.unverifiable] * 3
    assert len({item.reason for item in run.verdicts}) == 3


def test_the_same_snapshots_judge_to_the_same_bytes() -> None:
    store = FakeStore()
    store.append(answered(OWN, page(f"He said that {WORDS}.")))
    first = render(judged(store, quoting(WORDS)))
    assert render(judged(store, quoting(WORDS))) == first
    assert '"run": null' in first


def test_an_excerpt_is_one_line_cut_at_words_within_its_paragraph() -> None:
    text = plain("menu line\nalpha beta gamma delta epsilon\nfooter")
    start = text.text.index("gamma")
    assert excerpt(text, (start, start + 5), 6) == "…beta gamma delta…"
    assert excerpt(text, (start, start + 5), 100) == "alpha beta gamma delta epsilon"
    assert excerpt(text, (0, start + 5), 100) == "menu line alpha beta gamma delta epsilon"


def test_audit_records_and_compares() -> None:
    store = FakeStore()
    looker = FakeLooker({OWN: page(f"He said that {WORDS}.")})
    selection = Selection((registry(quoting(WORDS)),))
    schedule = Schedule()

    def audited() -> Run:
        return asyncio.run(audit(selection, looker, store, store.clock, MatchPolicy(), schedule))

    assert audited().changes == ()
    store.clock.pass_(dt.timedelta(days=7))
    looker.pages[OWN] = page("He said that the gate was opened after dark.")
    second = audited()
    assert [(item.claim, item.before, item.after) for item in second.changes] == [
        ("slug/claim", Status.holds, Status.altered)
    ]
    assert [item.status for item in store.verdicts("slug/claim")] == ["holds", "altered"]
    assert second.id == "run-1"
