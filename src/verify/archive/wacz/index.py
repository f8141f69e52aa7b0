"""indexes/ of a package: CDXJ lines of its WARCs in blocks (index.cdx.gz), and where these begin (index.idx).

The form is py-wacz's: 1,024 lines a gzip member, `cdxj-gzip-1.0`, each line with the digest of its record's
bytes, so that a player that loads single records can check them. What stands under a URN of ours (looks,
verdicts, supplied files) is left out: no player shows it, and players take an index that begins with a URN
for one without SURT keys, and then find no page at all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from verify.archive.cdxj import index_line
from verify.archive.gzip_member import pack
from verify.archive.members import records

CDX = "indexes/index.cdx.gz"
IDX = "indexes/index.idx"
_FORMAT = "cdxj-gzip-1.0"
_BLOCK = 1024


def lines_of(path: Path) -> Iterator[str]:
    """The index line of every page in a WARC of ours. Raises ArchiveDamaged, OSError."""
    with path.open("rb") as file:
        for placed in records(path):
            line = index_line(placed)
            if line and not line.startswith("urn:"):
                file.seek(placed.offset)
                digest = hashlib.sha256(file.read(placed.length)).hexdigest()
                yield f'{line.removesuffix("}")}, "recordDigest": "sha256:{digest}"}}'


def packed(lines: Sequence[str]) -> tuple[bytes, bytes]:
    """index.cdx.gz and index.idx for lines in their order."""
    blocks = bytearray()
    starts = [f"!meta 0 {json.dumps({'format': _FORMAT, 'filename': CDX.rpartition('/')[2]})}"]
    for first in range(0, len(lines), _BLOCK):
        block = pack("".join(line + "\n" for line in lines[first : first + _BLOCK]).encode())
        prefix = lines[first].partition("{")[0].strip()
        digest = "sha256:" + hashlib.sha256(block).hexdigest()
        place = {"offset": len(blocks), "length": len(block), "digest": digest}
        starts.append(f"{prefix} {json.dumps(place)}")
        blocks += block
    return bytes(blocks), "".join(line + "\n" for line in starts).encode()
