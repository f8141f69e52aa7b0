from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from tests.archive.wacz.authority import NAME, authority
from tests.archive.wacz.curve import key_that_fits
from tests.archive.wacz.packages import (
    KEY,
    MADE,
    TOOL,
    consistent,
    contents,
    drafted,
    fill,
    flipped,
    packaged,
    rezipped,
)

from verify.archive.wacz.drafted import write
from verify.archive.wacz.inspected import Named, inspect
from verify.archive.wacz.keys import new_key
from verify.archive.wacz.manifest import DIGEST, MANIFEST, PAGES
from verify.archive.wacz.stamps import ask, named_roots, read_answer
from verify.errors import UsageError
from verify.judge.proof import proof, since
from verify.model.package import Basis, Covers, PackageKind


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return packaged(tmp_path, key=KEY)


def problems(path: Path, named: Named | None = None) -> str:
    found = inspect(path, named)
    assert not found.sound
    assert proof(found).proven == ()
    return "\n".join(found.problems)


def test_a_package_of_ours_is_sound_and_everything_is_counted(package: Path) -> None:
    found = inspect(package)
    assert (found.problems, found.notes, found.sound, found.covered) == ((), (), True, True)
    assert (found.kind, found.files, found.warcs, found.pages) == (PackageKind.wacz, 7, 2, 1)
    assert found.records == 11
    assert found.digests > found.records > found.bare == 0
    assert (found.title, found.created, found.software) == ("Rivers", "2026-03-05T12:00:00Z", TOOL)
    assert found.signed is not None
    assert (found.signed.key, found.signed.known) == (KEY.fingerprint, False)
    assert found.digest == "sha256:" + hashlib.sha256(package.read_bytes()).hexdigest()


def test_a_flipped_byte_of_any_member_is_told_with_its_name(package: Path, tmp_path: Path) -> None:
    whole = contents(package)
    for name, content in whole.items():
        changed = rezipped(tmp_path / "b.wacz", {**whole, name: flipped(content, len(content) // 2)})
        said = problems(changed)
        assert name in said, said


def test_a_flipped_byte_on_the_disk_is_told(package: Path, tmp_path: Path) -> None:
    content = package.read_bytes()
    with zipfile.ZipFile(package) as opened:
        starts = [(one.filename, one.header_offset + 30 + len(one.filename)) for one in opened.infolist()]
    for name, start in starts:
        (tmp_path / "b.wacz").write_bytes(flipped(content, start + 10))
        assert name in problems(tmp_path / "b.wacz")


def test_a_truncated_file_is_told(package: Path, tmp_path: Path) -> None:
    content = package.read_bytes()
    for size in (0, 1, 2, 10, len(content) // 2, len(content) - 1):
        (tmp_path / "b.wacz").write_bytes(content[:size])
        assert "b.wacz" in problems(tmp_path / "b.wacz")


def test_what_is_missing_or_added_is_told(package: Path, tmp_path: Path) -> None:
    whole = contents(package)
    for name in whole:
        less = rezipped(tmp_path / "b.wacz", {key: value for key, value in whole.items() if key != name})
        if name == DIGEST:
            found = inspect(less)
            assert (found.sound, found.covered) == (True, False)
            assert DIGEST in found.notes[0]
        else:
            assert name in problems(less)
    more = rezipped(tmp_path / "c.wacz", {**whole, "archive/more.warc.gz": gzip.compress(b"")})
    assert "archive/more.warc.gz is in the file but not listed in datapackage.json" in problems(more)


def test_names_that_lead_out_and_bombs_are_refused_with_their_name(package: Path, tmp_path: Path) -> None:
    whole = contents(package)
    assert "'../evil'" in problems(rezipped(tmp_path / "b.wacz", {**whole, "../evil": b"x"}))
    bomb = tmp_path / "c.wacz"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(PAGES, bytes(2**23))
    assert f"'{PAGES}' unpacks from" in problems(bomb)
    assert not (tmp_path.parent / "evil").exists()


def test_a_consistent_forgery_is_whole_and_shows_by_its_key_alone(package: Path, tmp_path: Path) -> None:
    """Another content, all lists made to fit, signed anew: only a reader who knows the key can tell."""
    thief = new_key()
    whole = contents(package)
    name = next(name for name in whole if name.startswith("archive/"))
    whole[PAGES] = whole[PAGES].replace(b"two metres", b"ten metres")
    package_hash = json.loads(consistent(whole)[DIGEST])["hash"]
    signed = thief.sign(package_hash, MADE, TOOL)
    forged = rezipped(tmp_path / "b.wacz", consistent(whole, {"signedData": signed}))
    found = inspect(forged)
    assert found.sound
    assert found.signed is not None
    assert found.signed.key == thief.fingerprint
    judged = proof(found)
    assert any("Whose key it is" in one for one in judged.unproven)
    assert any("sign it anew, with another key" in one for one in judged.unproven)
    said = problems(forged, Named(KEY.fingerprint))
    assert f"signed by another key than the one named: by {thief.fingerprint}, not {KEY.fingerprint}" in said
    kept = rezipped(tmp_path / "c.wacz", consistent(whole, json.loads(contents(package)[DIGEST])))
    assert "datapackage.json is not the one that datapackage-digest.json names" in problems(kept)
    stolen = {"signedData": json.loads(contents(package)[DIGEST])["signedData"]}
    assert "signature is of another datapackage.json" in problems(
        rezipped(tmp_path / "d.wacz", consistent(whole, stolen))
    )
    unsigned = rezipped(tmp_path / "e.wacz", consistent(whole))
    assert "not signed, although a key was named" in problems(unsigned, Named(KEY.fingerprint))
    assert any("no signature and no checked time stamp" in one for one in proof(inspect(unsigned)).unproven)
    assert name in whole


@pytest.mark.slow
def test_a_stamped_package_is_unaltered_since_then(tmp_path: Path) -> None:
    harbour = authority(tmp_path / "tsa")
    made = drafted(tmp_path / "cache")
    question = ask(made.package)
    answer = read_answer(question, harbour.answer(question.body), made.package)
    write(made, tmp_path / "a.wacz", stamp=answer.entry())
    roots = named_roots(harbour.root)
    found = inspect(tmp_path / "a.wacz", Named(roots=roots))
    assert found.sound
    assert since(found) == found.stamps[0]
    assert any(
        f"not been altered since {answer.stamp.at:%Y-%m-%d %H:%M:%S} UTC" in one
        for one in proof(found).proven
    )
    alone = inspect(tmp_path / "a.wacz")
    assert (alone.sound, since(alone)) == (True, None)
    assert any(f"{NAME} states that these bytes existed" in one for one in proof(alone).said)
    other = authority(tmp_path / "other")
    assert f"time stamp of {NAME} does not lead to the authority named" in problems(
        tmp_path / "a.wacz", Named(roots=named_roots(other.root))
    )
    whole = contents(tmp_path / "a.wacz")
    whole[PAGES] = whole[PAGES].replace(b"two metres", b"ten metres")
    stamp = {"timestamp": json.loads(whole[DIGEST])["timestamp"]}
    assert "time stamp is of other bytes" in problems(rezipped(tmp_path / "b.wacz", consistent(whole, stamp)))
    bare = rezipped(tmp_path / "c.wacz", consistent(whole))
    assert "no time stamp that holds" in problems(bare, Named(roots=roots))


@pytest.mark.slow
def test_an_old_stamped_signature_cannot_make_new_content_look_old(tmp_path: Path) -> None:
    """The stamp of a signature, as the draft standard has it, moved to another package.

    For the old signature and the new content a key is computed that fits both, as ECDSA allows. Signature
    and stamp both hold; that it proves no time is what this inspection must say.
    """
    harbour = authority(tmp_path / "tsa")
    roots = named_roots(harbour.root)
    honest = packaged(tmp_path, key=KEY)
    signed = json.loads(contents(honest)[DIGEST])["signedData"]
    stamped = signed | {"timeSignature": stamp_of(harbour.answer, signed["signature"].encode())}
    whole = contents(honest)
    fair = rezipped(tmp_path / "b.wacz", consistent(whole, {"signedData": stamped}))
    found = inspect(fair, Named(roots=roots))
    if found.signed is None:  # the lists were written anew, with other white space
        signed = KEY.sign(json.loads(consistent(whole)[DIGEST])["hash"], MADE, TOOL)
        stamped = signed | {"timeSignature": stamp_of(harbour.answer, str(signed["signature"]).encode())}
        fair = rezipped(tmp_path / "b.wacz", consistent(whole, {"signedData": stamped}))
        found = inspect(fair, Named(roots=roots))
    assert found.sound
    assert [(one.covers, one.basis) for one in found.stamps] == [(Covers.signature, Basis.authority)]
    assert since(found) is None
    assert since(inspect(fair, Named(KEY.fingerprint, roots))) == found.stamps[0]

    whole[PAGES] = whole[PAGES].replace(b"two metres", b"ten metres")
    new_hash = json.loads(consistent(whole)[DIGEST])["hash"]
    key = key_that_fits(base64.b64decode(str(stamped["signature"])), new_hash.encode())
    public = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    moved = {**stamped, "hash": new_hash, "publicKey": base64.b64encode(public).decode()}
    forged = inspect(
        rezipped(tmp_path / "c.wacz", consistent(whole, {"signedData": moved})), Named(roots=roots)
    )
    assert forged.sound, "the forgery must be a good one, or this test shows nothing"
    assert forged.stamps == found.stamps
    assert since(forged) is None
    assert any("for the signature alone" in one for one in proof(forged).said)


def stamp_of(answer: Any, data: bytes) -> str:
    return base64.b64encode(answer(ask(data).body)).decode()


def test_the_key_that_fits_really_fits() -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    signature = KEY.sign("sha256:one", MADE, TOOL)["signature"]
    found = key_that_fits(base64.b64decode(str(signature)), b"sha256:two")
    assert found != key.public_key()
    raw = base64.b64decode(str(signature))
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    der = encode_dss_signature(int.from_bytes(raw[:48], "big"), int.from_bytes(raw[48:], "big"))
    found.verify(der, b"sha256:two", ec.ECDSA(hashes.SHA256()))


def test_an_index_that_does_not_fit_is_told(package: Path, tmp_path: Path) -> None:
    whole = contents(package)
    lines = gzip.decompress(whole["indexes/index.cdx.gz"]).decode().splitlines(keepends=True)
    for old, new, words in (
        ('"offset": "', '"offset": "1', "no record begins at byte"),
        ("copy.example/river", "copy.example/other", "another URL, time or length"),
        (" 2026", " 2016", "another URL, time or length"),
        ("{", "[", "not a line of an index"),
    ):
        changed = "".join([lines[0].replace(old, new, 1), *lines[1:]])
        wrong = consistent({**whole, "indexes/index.cdx.gz": gzip.compress(changed.encode())})
        said = problems(rezipped(tmp_path / "b.wacz", wrong))
        assert said.startswith("indexes/index.cdx.gz:1: ")
        assert words in said


def test_a_second_level_that_does_not_fit_is_told(package: Path, tmp_path: Path) -> None:
    whole = contents(package)
    for old, new in (
        (b'"offset": 0', b'"offset": 1'),
        (b'"length": ', b'"length": 1'),
        (b"example,", b"other,"),
    ):
        wrong = consistent({**whole, "indexes/index.idx": whole["indexes/index.idx"].replace(old, new)})
        said = problems(rezipped(tmp_path / "b.wacz", wrong))
        assert said == "indexes/index.idx:2: indexes/index.cdx.gz holds no such block"


def test_records_in_no_index_and_pages_without_a_record_are_notes(package: Path, tmp_path: Path) -> None:
    whole = contents(package)
    del whole["indexes/index.cdx.gz"], whole["indexes/index.idx"]
    listed = json.loads(whole[MANIFEST])
    listed["resources"] = [one for one in listed["resources"] if one["path"] in whole]
    whole[MANIFEST] = json.dumps(listed).encode()
    whole[PAGES] += b'{"url": "https://absent.example/", "ts": "2026-01-01T00:00:00Z"}\n'
    found = inspect(rezipped(tmp_path / "b.wacz", consistent(whole)))
    assert found.sound
    assert found.notes == (
        "1 listed page not found among the records",
        "3 records in no index, where players look for them",
    )


def test_a_package_that_lacks_what_its_records_stand_for_says_so(tmp_path: Path) -> None:
    whole = contents(packaged(tmp_path))
    warcs = [name for name in whole if name.startswith("archive/")]
    first = next(name for name in warcs if b"The river" in gzip.decompress(whole[name]))
    del whole[first], whole["indexes/index.cdx.gz"], whole["indexes/index.idx"]
    listed = json.loads(whole[MANIFEST])
    listed["resources"] = [one for one in listed["resources"] if one["path"] in whole]
    whole[MANIFEST] = json.dumps(listed).encode()
    found = inspect(rezipped(tmp_path / "b.wacz", consistent(whole)))
    assert found.sound
    assert "1 record stands for what is stored in another file" in found.notes


def test_damage_inside_a_warc_that_the_lists_fit_is_told(package: Path, tmp_path: Path) -> None:
    whole = contents(package)
    warcs = {name: gzip.decompress(whole[name]) for name in whole if name.startswith("archive/")}
    name, plain = next(pair for pair in warcs.items() if b"two metres" in pair[1])
    whole[name] = gzip.compress(plain.replace(b"two metres", b"ten metres"))
    said = problems(rezipped(tmp_path / "b.wacz", consistent(whole)))
    assert f"{name} at byte 0: a record does not match its block digest" in said


def test_weak_digests_cover_nothing(package: Path, tmp_path: Path) -> None:
    whole = contents(package)
    listed = json.loads(whole[MANIFEST])
    for one in listed["resources"]:
        one["hash"] = "md5:" + hashlib.md5(whole[one["path"]]).hexdigest()
    whole[MANIFEST] = json.dumps(listed).encode()
    whole[DIGEST] = json.dumps({"hash": f"sha256:{hashlib.sha256(whole[MANIFEST]).hexdigest()}"}).encode()
    found = inspect(rezipped(tmp_path / "b.wacz", whole))
    assert (found.sound, found.covered, found.notes) == (
        True,
        False,
        ("it relies on md5, which can be forged",),
    )


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"\xff", b"[" * 100_000, b'{"resources": 1}', b'{"resources": [1]}']
)
def test_lists_that_are_none_are_told(package: Path, tmp_path: Path, text: bytes) -> None:
    assert MANIFEST in problems(rezipped(tmp_path / "b.wacz", {**contents(package), MANIFEST: text}))
    if b"resources" not in text:
        assert DIGEST in problems(rezipped(tmp_path / "c.wacz", {**contents(package), DIGEST: text}))


def test_a_file_listed_twice_is_told(package: Path, tmp_path: Path) -> None:
    """Readers differ in which of the two they take."""
    whole = contents(package)
    listed = json.loads(whole[MANIFEST])
    listed["resources"].insert(0, {**listed["resources"][0], "hash": "sha256:" + "0" * 64})
    whole[MANIFEST] = json.dumps(listed).encode()
    whole[DIGEST] = json.dumps({"hash": f"sha256:{hashlib.sha256(whole[MANIFEST]).hexdigest()}"}).encode()
    assert "lists a file twice" in problems(rezipped(tmp_path / "b.wacz", whole))


def test_many_problems_of_a_kind_are_told_by_their_number(package: Path, tmp_path: Path) -> None:
    more = {f"x{number}": b"" for number in range(50)}
    found = inspect(rezipped(tmp_path / "b.wacz", {**contents(package), **more}))
    assert len(found.problems) == 21
    assert found.problems[-1] == "and 30 more of this kind"


def test_a_warc_alone_is_read_with_all_its_digests(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    path = next((tmp_path / "cache" / "warc").iterdir())
    found = inspect(path)
    assert (found.kind, found.sound, found.warcs, found.covered) == (PackageKind.warc, True, 1, False)
    assert any("whoever alters a record can make its digest anew" in one for one in proof(found).unproven)
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    assert inspect(plain).records == found.records
    plain.write_bytes(plain.read_bytes().replace(b"format: WARC", b"former: WARC"))
    assert problems(plain) == "plain.warc at byte 0: a record does not match its block digest"
    assert "a WARC alone has no signature" in problems(path, Named(KEY.fingerprint))


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    for content in (b"", b"GIF89a", b"version: 1\n"):
        (tmp_path / "a.file").write_bytes(content)
        assert "neither a package (WACZ) nor a WARC" in problems(tmp_path / "a.file")


def test_a_file_that_is_not_there_is_the_users_matter(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        inspect(tmp_path / "none.wacz")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A signed package in a folder where examples may write beside it."""
    return packaged(tmp_path_factory.mktemp("shared"), key=KEY)


@given(st.data())
def test_any_changed_byte_is_damage_or_leaves_the_contents_as_they_were(
    shared: Path, data: st.DataObject
) -> None:
    content = shared.read_bytes()
    path = shared.with_name("changed.wacz")
    path.write_bytes(flipped(content, data.draw(st.integers(0, len(content) - 1))))
    if inspect(path, Named(KEY.fingerprint)).sound:
        assert contents(path) == contents(shared)


def test_a_named_key_or_authority_is_missed_where_the_file_of_digests_was_taken_out(
    package: Path, tmp_path: Path
) -> None:
    """Anybody can strip a package of its signature and make its lists fit another content."""
    forged = consistent({**contents(package), PAGES: b'{"url": "https://a.example/"}\n'})
    stripped = rezipped(tmp_path / "b.wacz", {key: one for key, one in forged.items() if key != DIGEST})
    assert inspect(stripped).sound
    assert "not signed, although a key was named" in problems(stripped, Named(KEY.fingerprint))
    roots = named_roots(authority(tmp_path / "harbour").root)
    assert "no time stamp that holds" in problems(stripped, Named(None, roots))


def test_a_list_of_nothing_is_no_list(package: Path, tmp_path: Path) -> None:
    whole = contents(package)
    listing_nothing = {**json.loads(whole[MANIFEST]), "resources": []}
    changed = consistent({**whole, MANIFEST: json.dumps(listing_nothing).encode()})
    assert "lists no resources" in problems(rezipped(tmp_path / "b.wacz", changed))


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n"])
def test_a_warc_without_a_record_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(content))
    assert problems(tmp_path / "a.warc.gz") == "a.warc.gz holds no record"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("indexes/index.idx", b'ab 2020 {"offset": [], "length": 1}'),
        ("indexes/index.idx", b'ab 2020 {"offset": {}, "length": 1}'),
        ("indexes/index.cdx.gz", b'ab 2020 {"filename": "a", "offset": 1e999, "length": "1", "url": "x"}'),
        ("indexes/index.cdx.gz", b'ab 2020 {"filename": "a", "offset": "1", "length": -1e999, "url": "x"}'),
    ],
)
def test_an_index_with_places_that_are_none_is_told(package: Path, name: str, line: bytes) -> None:
    content = gzip.compress(line + b"\n") if name.endswith(".gz") else line + b"\n"
    changed = rezipped(package.with_name("b.wacz"), consistent({**contents(package), name: content}))
    assert name in problems(changed)


def test_a_signature_that_is_no_text_is_told(package: Path, tmp_path: Path) -> None:
    whole = contents(package)
    stated = json.loads(consistent(whole)[DIGEST])["hash"]
    signed = {"hash": stated, "signature": "\ud800", "publicKey": "x", "timeSignature": "x"}
    changed = rezipped(tmp_path / "b.wacz", consistent(whole, {"signedData": signed}))
    assert "the signature is not written in base64" in problems(changed)


@pytest.mark.parametrize("date", [b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-14:00"])
def test_a_date_beyond_all_years_is_none(tmp_path: Path, date: bytes) -> None:
    lines = (
        b"WARC/1.1",
        b"WARC-Type: metadata",
        b"WARC-Date: " + date,
        b"Content-Length: 0",
        b"",
        b"",
        b"",
        b"",
    )
    (tmp_path / "a.warc").write_bytes(b"\r\n".join(lines))
    found = inspect(tmp_path / "a.warc")
    assert (found.sound, found.records, found.latest) == (True, 1, None)
