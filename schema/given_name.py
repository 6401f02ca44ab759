"""The given name within a person's name: what is called across a yard, without the family that it belongs to.

Minority names have a middle dot: the part before it is the given name. Of other Chinese names the family name is the
first character, or the first two where they are a compound surname and something follows. Names that do not begin
with a Chinese character give their first word.
"""

from __future__ import annotations

import re

COMPOUND_SURNAMES = frozenset((
    "万俟", "上官", "东郭", "东方", "乐正", "仲孙", "公冶", "公孙", "公羊", "公良", "公西", "令狐", "单于", "南宫", "南门", "司徒", "司寇", "司空", "司马",
    "呼延", "夏侯", "太史", "太叔", "子车", "宇文", "宗政", "宰父", "尉迟", "左丘", "巫马", "微生", "慕容", "拓跋", "梁丘", "欧阳", "段干", "淳于", "漆雕",
    "澹台", "濮阳", "独孤", "申屠", "百里", "皇甫", "端木", "第五", "纳兰", "羊舌", "西门", "诸葛", "谷梁", "赫连", "轩辕", "钟离", "长孙", "闻人", "闾丘",
    "颛孙", "鲜于", "亓官",
))  # fmt: skip
_FIRST_CHINESE = "\u2e80"
_MIDDLE_DOT = re.compile("[·•・‧∙⋅･˙]")


def given_name(name: str) -> str:
    """The given name in `name`, never empty where `name` has a character; a name of one character is its own."""
    name = name.strip()
    before = _MIDDLE_DOT.split(name)[0].strip()
    if before and before != name:
        return before
    if name < _FIRST_CHINESE:
        return name.split(maxsplit=1)[0] if name else name
    family = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[family:].strip() or name
