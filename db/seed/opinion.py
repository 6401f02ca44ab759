"""Public opinion of the demo: alerts, responses, publications, exposures. Nobody is named."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from core.clock import work_date
from db.seed.crew import Maker
from db.seed.units import UNITS

_SOURCES = ("NEWS", "SOCIAL_MEDIA", "SHORT_VIDEO", "FORUM", "OTHER")
_LEVELS = ("GENERAL", "GENERAL", "CONSIDERABLE", "MAJOR")
_TOPICS = ("假期托管收费", "乡村学校撤并", "校车超载", "村口水塘防护", "营养餐质量", "志愿活动作秀质疑", "网吧接纳未成年人")
_MEASURES = ("现场核查并整改", "约谈相关负责人", "公布调查情况", "与反映人沟通说明")
_DAYS_TO_ANSWER = 5
_PUBLISHERS = {
    "civil_affairs": ("LAW", "强制报告义务图解", "说明哪些单位发现哪些情形须立即报告"),
    "justice": ("LAW", "委托照护怎样写协议", "讲解外出务工父母书面委托的要点"),
    "womens_federation": ("MODEL_CASE", "爱心父母的一年", "介绍志愿者陪伴的做法"),
    "youth_league": ("MODEL_CASE", "四点半课堂进村", "介绍课后服务点的经验"),
    "trade_union": ("FAMILY_DUTY", "每周一通电话", "倡导务工父母常与子女联系"),
    "next_generation": ("MODEL_CASE", "五老讲堂", "介绍退休教师的志愿服务"),
    "cyberspace": ("LAW", "网络保护条例要点", "提示家长网络保护责任"),
    "culture": ("FAMILY_DUTY", "和孩子一起读书", "推荐亲子共读书目"),
}
_EXPOSERS = {
    "police": ("VIOLENCE", "一起监护人殴打儿童案件被查处", "行政拘留并训诫"),
    "civil_affairs": ("NEGLECT", "一名监护人长期失联被劝诫", "已恢复照料"),
    "human_resources": ("LABOUR", "一家作坊招用未满十六周岁者", "罚款并责令改正"),
    "education": ("UNREPORTED", "一所培训机构发现情况未报告", "通报批评"),
}
_CHANNELS = ("NEWS", "ONLINE", "LEAFLET", "EVENT")


class OpinionMaker(Maker):
    """Puts down what no child causes."""

    def begin(self) -> None:
        for district in sorted({d for d, _ in self.world.units}):
            for number, unit in enumerate(UNITS):
                self._alert(district, self.world.units[district, unit.code], number)
            for number, body in enumerate(self._on_the_ground(district)):
                self._alert(district, body, number)
            self._published(district)

    def _on_the_ground(self, district: int) -> list[int]:
        towns = [body for town, body in self.world.town_bodies.items() if town // 1000 == district]
        schools = [s.key for s in self.world.schools if s.district == district]
        return [*self.rng.sample(towns, min(3, len(towns))), *self.rng.sample(schools, min(3, len(schools)))]

    def _alert(self, district: int, assigned: int, number: int) -> None:
        rng = self.rng
        status = ("ANSWERED", "ASSIGNED", "CLOSED")[number % 3]
        spotted = self.ago(0, 3) if status == "ASSIGNED" else self.ago(20, 300)
        alert = self.rows.add(
            "OpinionAlert", source=rng.choice(_SOURCES), level=rng.choice(_LEVELS), status=status,
            topic=rng.choice(_TOPICS), spotted_at=spotted, due_on=work_date(spotted) + timedelta(days=_DAYS_TO_ANSWER),
            organisation_id=self.world.units[district, "cyberspace"], assigned_organisation_id=assigned,
            district_id=district,
        )  # fmt: skip
        if status != "ASSIGNED":
            self._response(alert, assigned, district, spotted)

    def _response(self, alert: int, body: int, district: int, spotted: datetime) -> None:
        self.rows.add(
            "OpinionResponse", responded_at=spotted + timedelta(hours=self.rng.randint(4, 110)),
            measures=self.rng.choice(_MEASURES), statement="情况已核实,正在落实" if self.rng.random() < 0.6 else None,
            opinion_alert_id=alert, organisation_id=body, district_id=district,
        )  # fmt: skip

    def _published(self, district: int) -> None:
        for unit, (kind, title, content) in _PUBLISHERS.items():
            self.rows.add(
                "Publication", kind=kind, channel=self.rng.choice(_CHANNELS), title=title, content=content,
                published_on=self._day(5, 330), organisation_id=self.world.units[district, unit], district_id=district,
            )  # fmt: skip
        for unit, (violation, summary, consequence) in _EXPOSERS.items():
            self.rows.add(
                "Exposure", violation=violation, summary=summary,
                consequence=consequence if self.rng.random() < 0.8 else None, exposed_on=self._day(5, 330),
                organisation_id=self.world.units[district, unit], district_id=district,
            )  # fmt: skip

    def _day(self, least: int, most: int) -> date:
        return self.options.today - timedelta(days=self.rng.randint(least, most))
