"""What an editor reads, and that it is one file which asks for nothing."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from tests.report.evidence.dossiers import QUAY, sample
from tests.report.evidence.test_markup import Parsed

from verify.diff.text_diff import diff_texts
from verify.model.claim import Acceptance
from verify.model.finding import Finding
from verify.model.match import Axis
from verify.model.text import plain
from verify.model.verdict import Severity, Status
from verify.report.evidence.case import Case, Dossier, anchor
from verify.report.evidence.document import policy, render


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return sample()


@pytest.fixture(scope="module")
def page(dossier: Dossier) -> str:
    return render(dossier)


def case_of(dossier: Dossier, name: str) -> Case:
    return next(case for case in dossier.cases if case.claim.id == name)


def shown(page: str, name: str) -> str:
    """One claim's article, as text."""
    found = re.search(rf'<article id="{anchor("claim", f"harbour/{name}")}".*?</article>', page, re.DOTALL)
    assert found
    return Parsed(found.group()).text


def test_the_same_dossier_gives_the_same_bytes(page: str) -> None:
    assert render(sample()) == page


def test_the_top_says_in_one_sentence_what_to_do(page: str, dossier: Dossier) -> None:
    head = Parsed(page.split("</header>")[0]).text
    assert "Cranes over the harbour" in head
    assert "4 of 7 claims need a look, 3 of them because" in head
    assert "Judged on what was stored up to 8 Jan 2026, 00:00 UTC." in head
    counts = {status: sum(case.verdict.status is status for case in dossier.cases) for status in Status}
    assert counts == {"holds": 2, "altered": 2, "missing": 1, "unknown": 1, "unverifiable": 1}
    for status, number in counts.items():
        assert re.search(rf'class="tile {status}">.*?<b>{number}</b>', page)


def test_what_to_look_at_comes_first_errors_before_warnings(page: str) -> None:
    section = page.split('class="look"')[1].split("</section>")[0]
    assert re.findall(r'href="#claim-harbour_2f_(\w+)"', section) == ["gate", "sold", "ships", "wall"]
    assert section.index("Errors (3)") < section.index("Warnings (1)")


def test_claims_stand_in_the_articles_order(page: str) -> None:
    order = re.findall(r'<article id="claim-harbour_2f_(\w+)"', page)
    assert order == ["cranes", "gate", "sold", "ships", "caption", "wall", "letter"]


def test_a_claim_shows_sentence_passage_difference_place_and_proof(page: str, dossier: Dossier) -> None:
    told = shown(page, "gate")
    evidence = case_of(dossier, "gate").verdict.evidence
    assert evidence is not None
    for part in (
        "Altered", "The gate “was not opened before noon.”", "He said that the gate was ",
        "[only in the article: not]", "A negation: the quote has “not”, the source does not.",
        "Stands in the running text.", "8 Jan 2026, 00:00 UTC", QUAY, evidence.digest, evidence.snapshot,
        evidence.warc, evidence.extractor, evidence.matcher, "the page itself", "references.yaml:14:5",
        "Holds from 1 Jan 2026, altered from 8 Jan 2026.", "read, other bytes than before",
    ):  # fmt: skip
        assert part in told, part


def test_the_change_is_shown_beside_the_claim_it_touches_and_whole_once(page: str) -> None:
    assert "[removed: not]" in shown(page, "gate")
    assert "What changed there" in shown(page, "sold")
    assert "was sold to" in shown(page, "sold")
    assert "does not have it" in shown(page, "sold")
    assert "a hint, not a finding)In the end the buyers heard a speech." in shown(page, "sold")
    assert "though not where the claim stands" in shown(page, "cranes")
    whole = page.split('class="changes"')[1]
    assert whole.count("<article") == 1


def test_since_when_it_has_been_so_is_said(page: str) -> None:
    since = "So since 8 Jan 2026, 00:00 UTC; it stood until 1 Jan 2026, 00:00 UTC."
    assert since in shown(page, "gate")
    assert "Seen by 1 of the 2 looks that confirm it." in shown(page, "sold")
    assert "So since" not in shown(page, "cranes")


def test_words_in_a_caption_are_said_to_stand_there(page: str) -> None:
    assert "Stands in a caption." in shown(page, "caption")


def test_what_could_not_be_read_is_never_called_missing(page: str) -> None:
    told = shown(page, "wall")
    assert "Could not be read: timeout: no answer in 20 seconds." in told
    assert "does not have it" not in told


def test_a_figure_is_shown_against_the_articles(page: str) -> None:
    told = shown(page, "ships")
    assert "[only in the article: 12 ships] [only in the source: 14 ships]" in told
    assert "Figure: the article has “12 ships”, the source “14 ships”." in told


def changed(dossier: Dossier, name: str, **fields: object) -> Dossier:
    cases = tuple(
        replace(case, **fields) if case.claim.id == name else case
        for case in dossier.cases  # type: ignore[arg-type]
    )
    return replace(dossier, cases=cases)


def test_where_a_page_comes_from_is_always_said(dossier: Dossier) -> None:
    case = case_of(dossier, "gate")
    reading = case.verdict.reading
    assert reading is not None
    assert reading.evidence is not None
    label = "supplied by hand, origin not proven (by the desk, seen 2026-01)"
    brought = replace(reading, evidence=replace(reading.evidence, origin=label))
    page = render(changed(dossier, "gate", verdict=replace(case.verdict, reading=brought)))
    told = shown(page, "gate")
    assert f"Where this page comes from: {label}." in told
    assert told.index(label) < told.index("Evidence and history"), "in sight without opening anything"


def test_accepted_and_unconfirmed_findings_say_so(dossier: Dossier) -> None:
    case = case_of(dossier, "ships")
    known = Acceptance("altered", "the desk", "A slip of the pen.")
    accepted = tuple(replace(item, accepted=known) for item in case.findings)
    page = render(changed(dossier, "ships", findings=accepted))
    assert "Accepted by the desk: A slip of the pen." in shown(page, "ships")
    assert 'href="#claim-harbour_2f_ships"' not in page.split('class="look"')[1].split("</section>")[0]
    assert "1 finding accepted by an editor" in page
    once = tuple(replace(item, unconfirmed=True) for item in case.findings)
    page = render(changed(dossier, "ships", findings=once))
    assert "not confirmed by another look yet" in shown(page, "ships")


def test_a_finding_beside_the_verdict_is_told_too(dossier: Dossier) -> None:
    case = case_of(dossier, "cranes")
    extra = Finding(
        "contradicted", Severity.warning, "harbour/cranes", "another page says otherwise", case.place
    )
    page = render(changed(dossier, "cranes", findings=(extra,)))
    assert "Warning Another page says otherwise" in shown(page, "cranes")
    assert 'href="#claim-harbour_2f_cranes"' in page.split('class="look"')[1].split("</section>")[0]


def test_nothing_in_the_file_leads_to_a_request(page: str) -> None:
    tags = Parsed(page).tags
    names = {tag for tag, _ in tags}
    assert names.isdisjoint({"img", "iframe", "object", "embed", "base", "audio", "video", "source", "image"})
    loads = [
        value for tag, attributes in tags for name, value in attributes if tag == "link" and name == "href"
    ]
    assert loads == ["data:,"]
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_allows_what_the_file_holds_and_no_more(page: str) -> None:
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy()
    (content,) = (dict(found)["content"] for tag, found in Parsed(page).tags if dict(found).get("http-equiv"))
    assert content == policy()
    assert policy().startswith("default-src 'none';")


def test_ids_are_unique_and_every_way_leads_somewhere(page: str) -> None:
    tags = Parsed(page).tags
    ids = [value for _, attributes in tags for name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    ways = {value for _, attributes in tags for name, value in attributes if name == "href" and value}
    assert {way[1:] for way in ways if way.startswith("#")} <= set(ids)


def test_anchors_of_different_names_differ() -> None:
    names = ["a/b", "a_2f_b", "a-b", "a_b", "aéb", "a b", "A/b"]
    assert len({anchor("claim", name) for name in names}) == len(names)


def test_a_thousand_claims_stay_a_few_megabytes(dossier: Dossier) -> None:
    case = case_of(dossier, "gate")
    many = tuple(
        replace(case, verdict=replace(case.verdict, claim=f"harbour/gate-{number}"))
        for number in range(1_000)
    )
    assert len(render(replace(dossier, cases=many))) < 8_000_000


def test_a_page_written_anew_is_cut_and_says_so(dossier: Dossier) -> None:
    old = plain("\n".join(f"This was sentence {number} of the page." for number in range(3_000)))
    new = plain("\n".join(f"Now line {number} says other things at length." for number in range(3_000)))
    change = replace(dossier.changes[QUAY], old=old, new=new, diff=diff_texts(old, new))
    page = render(replace(dossier, changes={QUAY: change}))
    assert re.search(r"\d+ changed sentences more, not shown here", page)
    assert len(page) < 400_000


def test_a_claim_without_any_page_is_shown_with_its_reason(page: str) -> None:
    told = shown(page, "letter")
    assert "Not decided: private: no public document can exist." in told
    assert "A letter writer" in told
    assert "The source" not in told


def test_nothing_to_look_at_is_said(dossier: Dossier) -> None:
    calm = replace(dossier, cases=tuple(replace(case, findings=()) for case in dossier.cases))
    page = render(calm)
    assert "Nothing to look at in 7 claims." in page
    assert "no error and no warning stands open" in page


def test_every_check_that_was_made_is_named(page: str, dossier: Dossier) -> None:
    axes = {check.axis for check in case_of(dossier, "cranes").verdict.checks}
    assert axes == {Axis.wording, Axis.speaker}
    assert "Speakerharbour master (named by the source too)" in shown(page, "cranes")
