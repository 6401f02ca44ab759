"""The 24 units of the plan's coordinating mechanism (五(一), 二(三)) and what a district's own are called."""

from __future__ import annotations

from typing import NamedTuple


class UnitName(NamedTuple):
    """`body` is the name of the organisation of a district, `{d}` standing for the district's name."""

    code: str
    name: str
    body: str


UNITS = (
    UnitName("civil_affairs", "区民政局", "{d}民政局"),
    UnitName("procuratorate", "区检察院", "{d}人民检察院"),
    UnitName("court", "区法院", "{d}人民法院"),
    UnitName("governance", "区综治办", "{d}社会治安综合治理委员会办公室"),
    UnitName("cyberspace", "区网信办", "{d}互联网信息办公室"),
    UnitName("trade_union", "区总工会", "{d}总工会"),
    UnitName("youth_league", "团区委", "共青团{d}委员会"),
    UnitName("womens_federation", "区妇联", "{d}妇女联合会"),
    UnitName("disabled_federation", "区残联", "{d}残疾人联合会"),
    UnitName("next_generation", "区关工委", "{d}关心下一代工作委员会"),
    UnitName("legal_affairs", "区政府法制办", "{d}人民政府法制办公室"),
    UnitName("police", "区公安分局", "{d}公安局"),
    UnitName("local_tax", "区地税局", "{d}地方税务局"),
    UnitName("state_tax", "区国税局", "{d}国家税务局"),
    UnitName("development", "区发改委", "{d}发展和改革委员会"),
    UnitName("education", "区教委", "{d}教育委员会"),
    UnitName("justice", "区司法局", "{d}司法局"),
    UnitName("finance", "区财政局", "{d}财政局"),
    UnitName("human_resources", "区人力社保局", "{d}人力资源和社会保障局"),
    UnitName("housing", "区城乡建委", "{d}城乡建设委员会"),
    UnitName("agriculture", "区农委", "{d}农业委员会"),
    UnitName("culture", "区文化委", "{d}文化委员会"),
    UnitName("health", "区卫计委", "{d}卫生和计划生育委员会"),
    UnitName("statistics", "区统计局", "{d}统计局"),
)
