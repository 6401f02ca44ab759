"""The real divisions, whole."""

from __future__ import annotations

from db.divisions import Region, load


def test_yubei() -> None:
    divisions = load(Region.YUBEI)
    assert (len(divisions.towns), len(divisions.villages)) == (30, 412)
    assert divisions.districts == {"500112": "渝北区"}
    assert sum(v.rural for v in divisions.villages) == 173
    assert all(v.rural == ("村民委员会" in v.name) for v in divisions.villages)


def test_chongqing_holds_yubei() -> None:
    whole, yubei = load(Region.CHONGQING), load(Region.YUBEI)
    assert (len(whole.towns), len(whole.villages), len(whole.districts)) == (1031, 11270, 38)
    assert set(yubei.towns) <= set(whole.towns)
    assert set(yubei.villages) <= set(whole.villages)


def test_codes_nest() -> None:
    for village in load(Region.CHONGQING).villages:
        assert len(village.code) == 12
        assert village.key // 1000 == village.town_key
        assert village.town_key // 1000 == village.district_key
