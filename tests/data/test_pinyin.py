"""The stored sort key: byte order is pinyin order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.pinyin import sort_key

IN_ORDER = ["阿依古丽·买买提", "曹操", "鲁智深", "吕布", "欧阳娜", "单雄信", "曾国", "张三", "张三丰", "张四", "赵云"]
"""lu before lü; 单 and 曾 read as surnames (shan, zeng); a name before those that go on after it."""
_NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)


def _bytes(name: str) -> bytes:
    return sort_key(name).encode()


def test_names_sort_by_pinyin() -> None:
    assert sorted(sorted(IN_ORDER), key=_bytes) == IN_ORDER


def test_u_umlaut_stands_between_lu_and_luan() -> None:
    assert _bytes("陆") < _bytes("吕") < _bytes("栾")


def test_tones_decide_within_a_syllable() -> None:
    assert _bytes("汪一") < _bytes("王一") < _bytes("望一")


def test_characters_without_a_reading_come_last_and_rare_ones_have_one() -> None:
    assert _bytes("𠮷") > _bytes("左")
    assert sort_key("𬭎") == "hong2 𬭎"


def test_names_that_sound_alike_have_one_order() -> None:
    assert sort_key("张珊") != sort_key("张姗")
    assert sort_key("张珊").split(" ")[0] == sort_key("张姗").split(" ")[0]


@given(_NAMES, _NAMES)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(_NAMES)
def test_a_key_is_ascii_up_to_the_name(name: str) -> None:
    sound, _, rest = sort_key(name).partition(" ")
    assert sound.isascii()
    assert rest == name
