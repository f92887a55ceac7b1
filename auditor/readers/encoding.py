"""Which encoding a file is in, and whether it is text at all: byte order mark, UTF-8, statistics, Latin-1 last."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

MEMBER = False

#: Bytes from which statistics tell an encoding.
SAMPLE = 64 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with that one's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: One byte a character and ASCII below 128, so lines can be cut as bytes. The rest is turned into UTF-8 first.
_SINGLE_BYTE = (
    "cp1252", "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
)  # fmt: skip
_MULTI_BYTE = ("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")
_CUTTABLE = frozenset([*_SINGLE_BYTE, "latin-1", "utf-8"])
_WESTERN = frozenset("äöüÄÖÜßéèêëÉÈàâáãåæÀÁÂÅÆçÇíìîïÍÎñÑóòôõøÓÔØœŒúùûÚÛÿ“”„‘’‚–—…•€£§°«»·®©™\xa0´")
#: Undefined in Windows-1252: a file that has them is read as Latin-1, which knows every byte.
_NOT_CP1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\b"))
_KINDS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP archive or Office document"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "audio, video or image"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"Rar!", "RAR archive"),
    (b"\xd0\xcf\x11\xe0", "old Office document"),
    (b"Obj\x01", "Avro file"),
    (b"ORC", "ORC file"),
)


@dataclass(slots=True)
class Survey:
    """Looks at the blocks of a file one after the other: is all of it UTF-8, and if not, where does it stop to be?"""

    clean: bool = True  # the decoder waits for no further byte of a character
    window: bytes = b""  # around the first bytes that are not UTF-8
    _decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))

    def see(self, block: bytes) -> None:
        """Take in the next block."""
        if self.window or (self.clean and block.isascii()):
            return
        bad = -1
        try:
            self._decoder.decode(block)
            self.clean = not self._decoder.getstate()[0]
        except UnicodeDecodeError as error:
            bad = error.start
        if bad >= 0:
            self.window = block[max(0, bad - SAMPLE // 4) : bad + SAMPLE]

    @property
    def encoding(self) -> str:
        """What the whole file is best read as."""
        return guess(self.window) if self.window else "utf-8"


def marked(head: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark names, and the mark's length; ("", 0) without one."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    return "", 0


def unmarked_utf16(head: bytes) -> str:
    """utf-16-le or utf-16-be where the zero bytes of a text without a mark stand as in UTF-16, else nothing."""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half < 4 or not (max(even, odd) > 0.4 * half and min(even, odd) < 0.05 * half):
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: 2 * half].decode(encoding, "replace")
    return encoding if sum(1 for char in text if char in "\ufffd\0" or not char.isprintable()) < 0.2 * half else ""


def guess(window: bytes) -> str:
    """The likeliest encoding of bytes that are not all UTF-8."""
    window = window[:SAMPLE]
    text = window.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(1 for char in text if char > "\x7f") - broken >= broken:
        return "utf-8"  # mostly valid, a few bytes broken: those are reported
    if _is_western(window.decode("cp1252", "replace")):
        return "cp1252"
    return _by_statistics(window) or ("latin-1" if any(byte in window for byte in _NOT_CP1252) else "cp1252")


def _is_western(text: str) -> bool:
    """Whether text read as Windows-1252 looks right: mostly ASCII, and its other characters are those of the West.

    Statistics take short texts of French or German for Baltic or Central European ones.
    """
    letters = sum(1 for char in text if char.isalpha())
    others = [char for char in text if char > "\x7f"]
    western = sum(1 for char in others if char in _WESTERN)
    return 4 * len(others) < letters and 20 * western >= 19 * len(others)


def _by_statistics(window: bytes) -> str:
    from charset_normalizer import from_bytes  # late: only files that are not UTF-8 need it

    found = from_bytes(window, cp_isolation=[*_SINGLE_BYTE, *_MULTI_BYTE], enable_fallback=False)
    best = found.best()
    return best.encoding if best is not None else ""


def is_cuttable(encoding: str) -> bool:
    """Whether lines of the encoding can be cut as bytes; what can't is turned into UTF-8 while it is read."""
    return encoding in _CUTTABLE


def binary_kind(head: bytes, expect_text: bool = False) -> str:
    """What a file that is no text seems to be, or nothing for text; `expect_text` forgives a few zero bytes."""
    for magic, kind in _KINDS:
        if head.startswith(magic) and not (magic.isalnum() and _is_plain(head)):
            return kind
    if head[257:262] == b"ustar":
        return "tar archive"
    if marked(head)[0] or unmarked_utf16(head) or _is_plain(head):
        return ""
    odd = len(head) - len(head.translate(None, _CONTROLS))
    allowed = 0.02 if expect_text else 0.0
    return "binary file" if odd > allowed * len(head) else ""


def _is_plain(head: bytes) -> bool:
    return b"\0" not in head and len(head.translate(None, _CONTROLS)) >= 0.99 * len(head)
