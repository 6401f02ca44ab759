"""Names of people: common ones, rare characters outside the basic plane, minority names with middle dots."""

from __future__ import annotations

import math
from random import Random

_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余"
    "叶蒋杜苏魏程吕丁任卢姚钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛冉向覃单"
)
SURNAMES: tuple[str, ...] = (*_SINGLE, "欧阳", "上官", "诸葛", "司徒")
_MALE = "伟强磊洋勇军杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆志建国文博宏亮海龙江林子轩梓豪佳睿泽瀚"
_FEMALE = "芳娜敏静丽艳娟霞秀玲燕红梅莉雪琳晶欣颖倩婷慧莹洁萍云蕾薇婉清嘉怡诗涵梦思语桐可心若兰"
_RARE = ("𠅤", "𪻐", "𫍽", "𬭎", "𫖯", "𬸚", "𬀩", "𤧛", "𠮷", "𬴂")
_MINORITY_FIRST = ("阿依古丽", "买买提", "扎西", "卓玛", "艾力", "古丽娜尔", "才让", "娜仁", "巴特尔", "吉克", "次仁")
_MINORITY_LAST = ("买买提江", "阿不都拉", "多吉", "拉姆", "艾合买提", "东珠", "其其格", "隽逸", "旺姆", "帕尔哈提")

RARE_SHARE = 0.02
MINORITY_SHARE = 0.02


def surname(rng: Random) -> str:
    """A surname of one or two characters, the common ones more often."""
    return SURNAMES[int(len(SURNAMES) * math.pow(rng.random(), 1.7))]


def full_name(rng: Random, family: str, sex: str) -> str:
    """A person's name with the surname `family`; a minority name leaves it out."""
    draw = rng.random()
    if draw < MINORITY_SHARE:
        return f"{rng.choice(_MINORITY_FIRST)}·{rng.choice(_MINORITY_LAST)}"
    characters = _MALE if sex == "MALE" else _FEMALE
    first = rng.choice(characters)
    if draw < MINORITY_SHARE + RARE_SHARE:
        return family + first + rng.choice(_RARE)
    return family + first + (rng.choice(characters) if draw < 0.8 else "")
