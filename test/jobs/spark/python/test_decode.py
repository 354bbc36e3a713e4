"""The bytes of a source, in any of its encodings and compressed."""

import gzip

import pytest

from sluice_spark.decode import decoded
from sluice_spark.errors import SluiceError
from sluice_spark.gunzip import gunzipped


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


def of(data: bytes, encoding: str, size: int = 3) -> str:
    return b"".join(decoded(iter(cut(data, size)), encoding)).decode()


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_utf_16_of_either_byte_order_wherever_it_is_cut(size: int) -> None:
    text = "é,😀\n"
    assert of(b"\xfe\xff" + text.encode("utf-16-be"), "utf-16", size) == text
    assert of(b"\xff\xfe" + text.encode("utf-16-le"), "utf-16", size) == text
    assert of(text.encode("utf-16-le"), "utf-16", size) == text


def test_half_a_surrogate_pair_and_half_a_code_unit_become_u_fffd() -> None:
    assert of(b"a\0\x00\xd8b\0c", "utf-16") == "a\ufffdb\ufffd"


def test_each_byte_of_windows_1252_is_a_character() -> None:
    text = of(bytes(range(256)), "windows-1252", 7)
    assert len(text) == 256
    assert text[0x80:0x85] == "€\x81‚ƒ„"


TEXT = b"".join(b"%d,%d\n" % (index, index**3) for index in range(20_000))


def test_gzip_files_behind_each_other_are_one() -> None:
    assert b"".join(gunzipped(iter(cut(gzip.compress(TEXT) * 2, 1000)))) == TEXT * 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (gzip.compress(TEXT)[:-100], "file.truncated_gzip"),
        (gzip.compress(TEXT)[:5], "file.truncated_gzip"),
        (gzip.compress(TEXT)[:-2000] + b"\xff" * 1000 + gzip.compress(TEXT)[-1000:], "file.corrupt_gzip"),
        (TEXT, "file.not_gzip"),
        (gzip.compress(b"a,b\n")[:12] + b"\xff" * 8 + gzip.compress(b"a,b\n")[-8:], "file.corrupt_gzip"),
        (gzip.compress(bytes(300 << 20)), "file.gzip_bomb"),
    ],
)
def test_what_is_no_whole_gzip_file_is_told_apart(data: bytes, code: str) -> None:
    with pytest.raises(SluiceError) as caught:
        for _ in gunzipped(iter(cut(data, 1000))):
            pass
    assert caught.value.code == code
