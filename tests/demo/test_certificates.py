from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from verify.demo.certificates import make_authority

x509 = pytest.importorskip("cryptography.x509")
NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


def test_the_authority_is_new_each_time() -> None:
    first, second = make_authority(["a.example"], now=NOW), make_authority(["a.example"], now=NOW)
    assert first.pem != second.pem
    assert x509.load_pem_x509_certificate(first.pem).extensions.get_extension_for_class(x509.BasicConstraints)


def test_one_certificate_of_one_day_names_every_host_without_its_trailing_dot() -> None:
    leaf = x509.load_pem_x509_certificate(make_authority(["b.example", "a.example."], now=NOW).leaf)
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["a.example", "b.example"]
    assert leaf.not_valid_after_utc - NOW == timedelta(days=1)
    assert leaf.not_valid_before_utc < NOW
