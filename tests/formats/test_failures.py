"""Every file that cannot be read ends as one clear error: what is wrong with which file, and what to do."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.documents import read_bytes
from extractor.documents.formats import bounds, extracted, pdf
from extractor.documents.formats.errors import BrokenFile, EncryptedFile, NoTextLayer
from extractor.errors import FileTooLarge, InputError, UnsupportedFormat
from tests.formats.samples import docx_of, html_of, pdf_of, pdf_of_story, picture, printed

REPORT = "全年新增城镇就业2.7万人，增长8.1%。"
MEGABYTE = 1024 * 1024


def refusal(data: bytes, error: type[InputError]) -> InputError:
    """The error that reading ``data`` ends with."""
    with pytest.raises(error) as raised:
        read_bytes(data, "annual.dat")
    assert type(raised.value) is error
    assert "annual.dat" in raised.value.message
    assert "\n" not in raised.value.message
    assert len(raised.value.message) < 250
    assert raised.value.hint
    assert not raised.value.retryable
    return raised.value


# All formats

LONG = REPORT * 10
MADE: dict[str, Callable[[str], bytes]] = {"text": str.encode, "html": html_of, "docx": docx_of, "pdf": pdf_of}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE.keys())
def test_a_text_with_too_many_characters(monkeypatch: pytest.MonkeyPatch, make: Callable[[str], bytes]) -> None:
    data = make(LONG)
    characters = len(read_bytes(data, "report").text)
    monkeypatch.setattr(extracted, "MAX_CHARACTERS", characters - 1)
    assert f"has more than {characters - 1} characters" in refusal(data, FileTooLarge).message


@pytest.mark.parametrize("make", [str.encode, docx_of, html_of])
def test_a_text_with_as_many_characters_as_may_be(monkeypatch: pytest.MonkeyPatch, make: Callable[[str], bytes]) -> None:
    data = make(LONG)
    monkeypatch.setattr(extracted, "MAX_CHARACTERS", len(read_bytes(data, "report").text))
    assert LONG in read_bytes(data, "report").text


# PDF


def test_a_locked_pdf() -> None:
    assert "password" in refusal(pdf_of(REPORT, password="secret"), EncryptedFile).message


def test_a_pdf_locked_against_changes_only_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    open_to_all = StandardEncryption("", ownerPassword="owner", canModify=0)
    assert REPORT in read_bytes(pdf_of_story([printed(REPORT)], encrypt=open_to_all), "report.pdf").text


@pytest.mark.parametrize("pages", [1, 5])
def test_a_scan(pages: int) -> None:
    error = refusal(pdf_of_story([picture() for _ in range(pages)], furniture=False), NoTextLayer)
    assert "OCR" in error.message
    assert "OCR" in error.hint
    assert f"of {pages} page" in error.message
    assert "1 pages" not in error.message


def test_a_scan_whose_only_text_is_page_furniture() -> None:
    assert "OCR" in refusal(pdf_of_story([picture() for _ in range(4)]), NoTextLayer).message


def test_a_pdf_whose_fonts_name_no_characters() -> None:
    letters = b"".join(b"<%02x> <e0%02x>\n" % (code, code) for code in range(0x41, 0x5B))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length 40>>stream\nBT /F 12 Tf 72 700 Td (ABCDEFGH) Tj ET\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length 420>>stream\nbegincmap 1 begincodespacerange <00> <ff> endcodespacerange 26 beginbfchar\n"
        + letters
        + b"endbfchar endcmap\nendstream",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % numbered for numbered in enumerate(objects, 1))
    data = b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"
    assert "fonts" in refusal(data, NoTextLayer).message


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 20, pdf_of(REPORT)[:600], b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF"],
    ids=["empty", "noise", "cut off", "no root"],
)
def test_a_broken_pdf(data: bytes) -> None:
    assert "PDF" in refusal(data, BrokenFile).message


def test_a_pdf_that_lost_its_end_is_read_still() -> None:
    data = pdf_of(REPORT)
    assert REPORT in read_bytes(data[: data.rindex(b"startxref")], "report.pdf").text


def test_a_pdf_with_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    data = pdf_of(REPORT * 200)
    assert "pages" in refusal(data, FileTooLarge).message


def deflated(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()


def with_stream(content: bytes, dictionary: bytes = b"/Filter/FlateDecode") -> bytes:
    """A PDF that holds one more stream."""
    stream = b"9 0 obj<<%s>>stream\n%s\nendstream endobj\n%%%%EOF" % (dictionary, content)
    return pdf_of(REPORT).replace(b"%%EOF", stream)


PACKED = {
    "once": deflated(200),
    "twice": zlib.compress(deflated(1_500), 9),
    "three times": zlib.compress(zlib.compress(deflated(1_500), 9)),
    "and written in letters": base64.a85encode(deflated(200), adobe=True),
    "and written in letters without an end": base64.a85encode(deflated(200), wrapcol=70),
    "and written in digits": b"\n" + deflated(200).hex(" ").encode() + b">",
    "without end": b"a" * 9,
}
for _ in range(9):
    PACKED["without end"] = zlib.compress(PACKED["without end"])


@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED.keys())
def test_a_pdf_that_unpacks_beyond_measure_is_refused_in_little_memory(packed: bytes) -> None:
    import tracemalloc

    data = with_stream(packed)
    assert len(data) < 2 * MEGABYTE
    tracemalloc.start()
    assert "unpacks" in refusal(data, FileTooLarge).message
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50 * MEGABYTE


@pytest.mark.parametrize("dictionary", [b"/X/Image", b"/Subtype/Form/Y/Image", b"/Subtype/ImageLike", b"/Name(/Image)"])
def test_a_stream_that_only_speaks_of_a_picture_is_none(dictionary: bytes) -> None:
    assert "unpacks" in refusal(with_stream(PACKED["once"], b"/Filter/FlateDecode" + dictionary), FileTooLarge).message


def test_a_small_stream_may_be_packed_twice_or_written_in_letters() -> None:
    for packed in (zlib.compress(zlib.compress(b"q Q")), base64.a85encode(zlib.compress(b"q Q"), adobe=True), b"zz<~zz"):
        assert REPORT in read_bytes(with_stream(packed), "report.pdf").text


@pytest.mark.parametrize("content", [b"q " * 9 * MEGABYTE, zlib.compress(b"q " * 9 * MEGABYTE)], ids=["plain", "packed"])
def test_a_pdf_that_draws_beyond_measure(content: bytes) -> None:
    data = pdf_of(REPORT).replace(b"%%EOF", b"9 0 obj<<>>stream\n" + content + b"\nendstream endobj\n%%EOF")
    assert "unpacks" in refusal(data, FileTooLarge).message


def test_a_font_may_be_larger_than_what_a_page_draws() -> None:
    font = zlib.compress(b"\x00\x01\x00\x00" + bytes(bounds.MAX_DRAWN))
    data = pdf_of(REPORT).replace(b"%%EOF", b"9 0 obj<<>>stream\n" + font + b"\nendstream endobj\n%%EOF")
    assert REPORT in read_bytes(data, "report.pdf").text


def test_pictures_in_a_pdf_are_not_unpacked_and_not_counted() -> None:
    for subtype in (b"/Subtype/Image", b"/Subtype /Image", b"/Subtype\n/Image/Width 9"):
        assert REPORT in read_bytes(with_stream(PACKED["once"], b"/Filter/FlateDecode" + subtype), "report.pdf").text


# DOCX


def packed(members: dict[str, bytes]) -> bytes:
    """A DOCX with ``members`` put in or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_of(REPORT))) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            if info.filename not in members:
                new.writestr(info.filename, old.read(info))
        for name, content in members.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()


def test_a_locked_docx() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    assert "password" in refusal(container, EncryptedFile).message


def test_a_docx_with_locked_members() -> None:
    data = bytearray(docx_of(REPORT))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(signature, place + 4)
    assert "password" in refusal(bytes(data), EncryptedFile).message


def without(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_of(REPORT))) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
    return file.getvalue()


def with_wrong_byte() -> bytes:
    data = bytearray(packed({"word/document.xml": b"<w:document>" + REPORT.encode() * 50}))
    data[data.rfind(b"word/document.xml", 0, data.find(b"PK\x01\x02")) + 40] ^= 0xFF
    return bytes(data)


def relationship_to_nothing() -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx_of(REPORT))) as archive:
        return archive.read("_rels/.rels").replace(b"Target=", b"Aim=")


def deep_docx() -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx_of(REPORT))) as archive:
        document = archive.read("word/document.xml")
    return packed({"word/document.xml": document.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 400 + b"</w:sdt>" * 400)})


BROKEN: dict[str, Callable[[], bytes]] = {
    "cut off": lambda: docx_of(REPORT)[:-300],
    "signature only": lambda: b"PK\x03\x04" + bytes(100),
    "no document": lambda: without("word/document.xml"),
    "no content types": lambda: without("[Content_Types].xml"),
    "no relationships": lambda: without("_rels/.rels"),
    "document is no XML": lambda: packed({"word/document.xml": b"not xml"}),
    "document is cut off": lambda: packed({"word/document.xml": b"<w:document xmlns:w='x'><w:body>"}),
    "another document": lambda: packed({"word/document.xml": b"<html/>"}),
    "relationship to nothing": lambda: packed({"_rels/.rels": relationship_to_nothing()}),
    "nested too deep": deep_docx,
    "wrong byte": with_wrong_byte,
}


@pytest.mark.parametrize("make", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_docx(make: Callable[[], bytes]) -> None:
    refusal(make(), BrokenFile)


def test_a_template_or_a_document_with_macros_is_told_how_to_become_readable() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_of(REPORT))) as archive:
        types = archive.read("[Content_Types].xml")
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = types.replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    assert "macros" in refusal(packed({"[Content_Types].xml": macros}), BrokenFile).hint


@pytest.fixture
def nothing_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def unpack(*_: object, **__: object) -> None:
        raise AssertionError("unpacked before its size was bounded")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpack)


def test_a_docx_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(request: pytest.FixtureRequest) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in ("word/document.xml", *(f"word/media/image{number}.bmp" for number in range(9))):
            archive.writestr(part, b"x")
    data = with_sizes(file.getvalue(), 1 << 30)
    request.getfixturevalue("nothing_is_unpacked")
    assert "unpacks" in refusal(data, FileTooLarge).message


def with_sizes(data: bytes, size: int) -> bytes:
    """``data`` with another unpacked size in every entry of its listing."""
    changed = bytearray(data)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 24 : place + 28] = size.to_bytes(4, "little")
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def test_very_many_tags() -> None:
    tags = b"<b/>" * (bounds.MAX_TAGS + 1)
    assert "tags" in refusal(packed({"word/document.xml": tags}), FileTooLarge).message
    assert "tags" in refusal(b"<html><body>" + tags, FileTooLarge).message


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/image1.bmp"])
def test_a_docx_with_one_member_that_is_too_large(name: str) -> None:
    large = packed({name: bytes(130 * MEGABYTE)})
    assert len(large) < 2 * MEGABYTE
    assert "unpacks" in refusal(large, FileTooLarge).message


def test_pictures_may_be_larger_than_text() -> None:
    data = packed({"word/media/image1.bmp": bytes(bounds.MAX_TEXT + 1)})
    assert REPORT in read_bytes(data, "report.docx").text
    refusal(packed({"word/other.xml": bytes(bounds.MAX_TEXT + 1)}), FileTooLarge)


def test_a_listing_that_understates_sizes_is_found_out_in_little_memory() -> None:
    import tracemalloc

    data = with_sizes(packed({"word/document.xml": bytes(130 * MEGABYTE)}), 100)
    tracemalloc.start()
    refusal(data, BrokenFile)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * MEGABYTE


def test_an_archive_of_very_many_members() -> None:
    refusal(b"PK\x03\x04" + b"PK\x01\x02" * 10_001, FileTooLarge)


def test_entities_in_a_docx_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    bombs = "".join(f"<!ENTITY e{level + 1} '{f'&e{level};' * 10}'>" for level in range(12))
    prologue = f"<!DOCTYPE x [<!ENTITY e0 'lol'>{bombs}<!ENTITY file SYSTEM 'file://{secret}'>]>"
    with zipfile.ZipFile(io.BytesIO(docx_of(REPORT))) as archive:
        document = archive.read("word/document.xml").decode()
    head, _, rest = document.partition("<w:document")
    for entity in ("&e12;", "&file;"):
        changed = f"{head}{prologue}<w:document{rest}".replace("新增", f"{entity}新增")
        try:
            text = read_bytes(packed({"word/document.xml": changed.encode()}), "report.docx").text
        except BrokenFile:
            continue
        assert "lol" not in text
        assert "secret" not in text


# HTML


def test_a_page_nested_deeper_than_any_parser_goes() -> None:
    page = "<html><body>" + "<div>" * 5_000 + REPORT + "</div>" * 5_000
    assert "nested" in refusal(page.encode(), BrokenFile).message


def test_a_page_nested_deep_is_read() -> None:
    page = "<html><body>" + "<div>" * 1_500 + REPORT + "</div>" * 1_500
    assert read_bytes(page.encode(), "page.html").text == REPORT


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html>",
        "<!DOCTYPE html>\n<html",
        "<html></html>",
        "<html><body><script>load()</script></body></html>",
        "<html><body>&nbsp;</body></html>",
    ],
)
def test_a_page_without_text(page: str) -> None:
    assert "no text" in refusal(page.encode(), UnsupportedFormat).message


# Libraries


ROOT = Path(__file__).parents[2]


def test_reading_a_text_imports_no_library_of_another_format() -> None:
    seed = ROOT / "seeds" / "zhongyuan-2024-review.txt"
    code = (
        "import sys; from typer.testing import CliRunner; from extractor.cli.main import app;"
        f"done = CliRunner().invoke(app, ['extract', '--engine', 'rules', {str(seed)!r}]); assert done.exit_code == 0, done.output;"
        "print(*{name.partition('.')[0] for name in sys.modules} & {'pypdfium2', 'docx', 'lxml', 'PIL'});"
        "print(*(name for name in sys.modules if name.startswith('extractor.documents.formats.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    libraries, _, modules = done.stdout.partition("\n")
    assert libraries == ""
    assert {name.rpartition(".")[2] for name in modules.split()} == {"errors", "extracted", "signature"}
