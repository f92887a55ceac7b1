"""Copies in their own formats: outside the findings the bytes are those of the source."""

from __future__ import annotations

import bz2
import gzip
from typing import TYPE_CHECKING, Any

import pytest
import zstandard

if TYPE_CHECKING:
    from pathlib import Path

    from tests.remedies.conftest import Copier

MAIL = "jane.roe@mail-werk.net"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", '{ "b" :1.50,"a": "caf\\u00e9 \\/ § \\ud83d\\ude00 %s!" , "n":null}\r\n\n{"a":"x"}\n[1, "%s"]'),
        ("a.jsonl", '{"a": "x %s", "a": "y"}\n{"a": "bare"}\n"%s"\n'),
        ("a.json", '[\n  {"to": "%s", "n": 1e3},\n\t{"tags": ["\\"%s\\"", "§"]}\n]\n'),
        ("a.json", '{"data": [{"to": "%s"}, {"to": "x"}], "note": "by %s", "data2": {"k": ["%s"]}}'),
        ("a.csv", 'id;mail;note\n1;%s;"two\nlines ""q"" %s"\n\n2;x;\n'),
        ("a.csv", "id,mail\r\n1,%s\r\n2,x\r\n"),
        ("a.tsv", "id\tmail\n1\t<%s>\n2\tx"),
        ("a.csv", "id,mail\r1,%s\r2,x\r"),
        ("a.txt", "Größe\n\twrite to %s.\r\n\n  end %s"),
        ("a.md", "# T\n\n- [%s](mailto:%s)\n"),
    ],
)
def test_only_the_findings_change(copier: Copier, name: str, text: str) -> None:
    copier.write(name, text.replace("%s", MAIL).encode())
    done = copier.run()
    assert not done.left_out
    made = (copier.out / name).read_bytes().decode()
    assert made == text.replace("%s", "***")


def test_yaml_is_edited_in_place_and_quoted_where_it_must_be(copier: Copier) -> None:
    text = (
        "# by %s\nto: %s  # not %s\nq: '%s it''s'\nl: [a, \"%s\\n\", &x by %s, *x]\n"
        "t: |\n  one\n  %s two\nf: >\n  a\n  %s\n%s: 1\n---\n- %s: x\n"
    )
    copier.write("a.yaml", text.replace("%s", MAIL).encode())
    assert not copier.run().left_out
    made = (copier.out / "a.yaml").read_text()
    key = made[made.index("EMAIL_ADDRESS~") :][: len("EMAIL_ADDRESS~0000")]
    wanted = text.replace("to: %s", 'to: "%s"').replace("\n%s:", f"\n{key}:").replace("- %s:", f"- {key}:")
    assert made == wanted.replace("%s", "***")


def test_a_yaml_scalar_keeps_its_anchor_when_it_is_quoted_anew(copier: Copier) -> None:
    copier.write("a.yaml", f"- &x {MAIL}\n- *x\n".encode())
    copier.run()
    assert (copier.out / "a.yaml").read_bytes() == b'- &x "***"\n- *x\n'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.yaml"])
def test_the_encoding_is_kept(copier: Copier, encoding: str, name: str) -> None:
    texts = {
        "a.txt": "Grüße an %s – bald\n" * 3,
        "a.jsonl": '{"t": "Grüße an %s – bald"}\n' * 3,
        "a.csv": "name;text\nZoë;Grüße %s\nZoë;ok\n",
        "a.yaml": "t: Grüße %s\nu: ö\n",
    }
    copier.write(name, texts[name].replace("%s", MAIL).encode(encoding))
    done = copier.run()
    assert not done.left_out
    assert (copier.out / name).read_bytes() == texts[name].replace("%s", "***").encode(encoding)


@pytest.mark.parametrize(
    ("suffix", "pack", "unpack"),
    [
        (".gz", gzip.compress, gzip.decompress),
        (".bz2", bz2.compress, bz2.decompress),
        (
            ".zst",
            zstandard.ZstdCompressor().compress,
            lambda b: zstandard.ZstdDecompressor().decompressobj().decompress(b),
        ),
    ],
)
def test_the_compression_is_kept(copier: Copier, suffix: str, pack: Any, unpack: Any) -> None:
    copier.write(f"a.jsonl{suffix}", pack(f'{{"t": "to {MAIL}"}}\n'.encode()))
    copier.write(f"b.jsonl{suffix}", pack(b'{"t": "nothing"}\n'))
    copier.run()
    assert unpack((copier.out / f"a.jsonl{suffix}").read_bytes()) == b'{"t": "to ***"}\n'
    assert (copier.out / f"b.jsonl{suffix}").read_bytes() == (copier.data / f"b.jsonl{suffix}").read_bytes()


def test_bytes_of_no_encoding_stay_where_they_are(copier: Copier) -> None:
    copier.write("a.txt", ("ü" * 500).encode() + b" \xff\xfe to " + MAIL.encode() + b" \xe2\x82 end " + MAIL.encode())
    copier.run()
    made = (copier.out / "a.txt").read_bytes()
    assert made == ("ü" * 500).encode() + b" \xff\xfe to *** \xe2\x82 end ***"


def test_a_file_without_findings_is_the_same_file(copier: Copier) -> None:
    content = b'\xef\xbb\xbf{"a": 1}\r\n{"b":  "\\u00e9"}'
    copier.write("a.jsonl", content)
    done = copier.run()
    assert done.unchanged == ["a.jsonl"]
    assert (copier.out / "a.jsonl").read_bytes() == content


def test_a_broken_line_is_left_out_and_told(copier: Copier) -> None:
    copier.write("a.jsonl", f'{{"t": "{MAIL}"}}\n{{"t": "{MAIL}\n{{"t": "ok"}}\n'.encode())
    done = copier.run()
    assert (copier.out / "a.jsonl").read_bytes() == b'{"t": "***"}\n{"t": "ok"}\n'
    assert done.account.unread == {"a line that is not valid JSON": 1}


def test_a_broken_file_is_left_out_or_kept_when_asked(copier: Copier, tmp_path: Path) -> None:
    broken = f'[{{"t": "{MAIL}"}}, {{"t": '.encode()
    copier.write("a.json", broken)
    copier.write("ok.txt", b"fine\n")
    assert [path for path, _ in copier.run().left_out] == ["a.json"]
    assert not (copier.out / "a.json").exists()
    kept = type(copier)(tmp_path / "again", copier.key)
    kept.write("a.json", broken)
    assert [path for path, _ in kept.run(keep_unread=True).kept_unread] == ["a.json"]
    assert (kept.out / "a.json").read_bytes() == broken.replace(MAIL.encode(), b"***")


def test_keys_columns_and_file_names_lose_their_findings(copier: Copier) -> None:
    copier.write("a.jsonl", f'{{"{MAIL}": {{"x": "1"}}}}\n{{"{MAIL}": "2"}}\n'.encode())
    copier.write("b.csv", f"id,{MAIL}\n1,x\n2,y\n".encode())
    copier.write(f"{MAIL}/mail to {MAIL}.txt", b"nothing\n")
    done = copier.run()
    assert done.renamed == 1
    for path in copier.out.rglob("*"):
        assert MAIL not in str(path)
        assert path.is_dir() or MAIL.encode() not in path.read_bytes()
    lines = (copier.out / "a.jsonl").read_text().splitlines()
    assert lines[0].startswith('{"EMAIL_ADDRESS~')
    assert lines[0].endswith('": {"x": "1"}}')


@pytest.mark.parametrize("name", ["a\nb.txt", "-rf.txt", "a;b'\".csv", "ü☃.txt", "[x].jsonl"])
def test_hostile_names_stay_inside_the_copy(copier: Copier, name: str) -> None:
    copier.write(name, b'["x"]\n')
    copier.run()
    assert (copier.out / name).read_bytes() == b'["x"]\n'


def test_numbers_stay_numbers_or_become_nothing(copier: Copier) -> None:
    copier.write("a.jsonl", b'{"card": 4539148803436467, "n": 7}\n')
    copier.run("CREDIT_CARD", "mask")
    assert (copier.out / "a.jsonl").read_bytes() == b'{"card": null, "n": 7}\n'
