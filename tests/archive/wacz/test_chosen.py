from __future__ import annotations

from pathlib import Path

from tests.archive.samples import NO_NAME, URL, hop, look, not_modified, open_to_write, tree
from tests.archive.wacz.packages import fill

from verify.archive.wacz.chosen import choose, sealed_as
from verify.model.snapshot import Exchange


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "warc").glob("*.warc.gz"))


def alone(root: Path, exchange: Exchange) -> str:
    """Store a look in a run of its own; the file's name."""
    with open_to_write(root) as archive:
        archive.append(exchange)
        return f"{archive.run}.warc.gz"


def test_without_urls_everything_finished_is_chosen(tmp_path: Path) -> None:
    fill(tmp_path)
    assert choose(tmp_path, None).warcs == tuple(names(tmp_path))
    assert choose(tmp_path, None).notes == ()


def test_the_files_of_looks_are_chosen_whole_and_those_they_look_back_to(tmp_path: Path) -> None:
    copied = look(hop(url="https://copy.example/river", later=30))  # the same bytes: a revisit
    first, second, third, fourth = (
        alone(tmp_path, one) for one in (look(hop()), copied, NO_NAME, not_modified(later=90))
    )
    assert set(choose(tmp_path, [copied.url]).warcs) == {first, second}
    assert choose(tmp_path, [NO_NAME.url]).warcs == (third,)
    assert set(choose(tmp_path, [URL]).warcs) == {first, fourth}
    assert choose(tmp_path, ["https://never.example/"]).warcs == ()


def test_what_stands_beside_a_look_can_be_played_back_too(tmp_path: Path) -> None:
    """A run is taken whole, with the pages of others in it; what these stand for comes along."""
    other = look(hop(url="https://other.example/", body=b"other words"))
    first = alone(tmp_path, other)
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop(later=10)))
        archive.append(look(hop(url="https://third.example/", body=b"other words", later=20)))
        second = f"{archive.run}.warc.gz"
    assert set(choose(tmp_path, [URL]).warcs) == {first, second}
    assert choose(tmp_path, [other.url]).warcs == (first,)


def test_an_unfinished_run_is_left_out_and_it_is_said(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop(url="https://late.example/", later=500, body=b"late")))
        before = tree(tmp_path)
        for urls in (None, ["https://late.example/"]):
            found = choose(tmp_path, urls)
            (note,) = found.notes
            assert note.startswith("1 unfinished run left out (")
            assert archive.run in note
        assert tree(tmp_path) == before
    assert choose(tmp_path, ["https://late.example/"]).notes == ()


def test_a_cache_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert choose(tmp_path / "none", None).warcs == ()
    assert choose(tmp_path / "none", [URL]).warcs == ()


def test_what_was_sealed_is_known_as_far_as_the_chain_can_be_read(tmp_path: Path) -> None:
    fill(tmp_path)
    assert sorted(sealed_as(tmp_path)) == names(tmp_path)
    second = list(sealed_as(tmp_path))[1]
    runs = tmp_path / "runs.jsonl"
    runs.write_text("not a line\n" + runs.read_text().splitlines()[1] + "\n")
    assert list(sealed_as(tmp_path)) == [second]
