import pytest

from verify.report.file_places import relative, shortest, uri


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("references.yaml", "references.yaml"),
        ("./a/../b/references.yaml", "b/references.yaml"),
        ("/repo/b/references.yaml", "b/references.yaml"),
        ("../other/references.yaml", None),
        ("/repository/references.yaml", None),
    ],
)
def test_a_file_is_relative_where_it_lies_under_the_folder(path: str, told: str | None) -> None:
    assert relative(path, "/repo") == told


def test_a_uri_has_every_character_that_needs_it_encoded() -> None:
    assert uri("a b/r#1:é%.yaml", "/repo") == "a%20b/r%231%3A%C3%A9%25.yaml"
    assert uri("../x y.yaml", "/repo") == "file:///x%20y.yaml"
    assert uri("\udcff.yaml", "/") == "%ED%B3%BF.yaml"


def test_the_shortest_is_the_relative_one() -> None:
    assert shortest("a.yaml", "/repo") == "a.yaml"
    assert shortest("../a.yaml", "/repo") == "/a.yaml"
