"""What the demo's group organisations offer: programmes, activities, help and services, by kind."""

from __future__ import annotations

PROGRAMMES = {
    "trade_union": (
        ("职工亲情连线", "WORKERS_CARE"),
        ("女职工爱心妈妈", "WORKERS_CARE"),
        ("爱心童享筑梦·工会行动", "JOINT_DREAMS"),
    ),
    "youth_league": (
        ("四点半课堂", "FOUR_THIRTY_CLASS"),
        ("七彩假期", "COLOURFUL_HOLIDAY"),
        ("流动少年宫", "MOBILE_CHILDRENS_PALACE"),
        ("城乡少年手拉手", "HAND_IN_HAND"),
        ("欢乐星期六", "HAPPY_SATURDAY"),
        ("青少年维权在线", "YOUTH_RIGHTS_ONLINE"),
        ("爱心童享筑梦·青年行动", "JOINT_DREAMS"),
    ),
    "womens_federation": (
        ("爱心童享筑梦行动", "JOINT_DREAMS"),
        ("爱心父母结对", "PAIRED_HELP"),
        ("恒爱行动", "LASTING_LOVE"),
        ("春蕾圆梦行动", "SPRING_BUDS"),
        ("家庭教育流动学校", "FAMILY_EDUCATION_SCHOOL"),
        ("家庭教育网络课堂", "FAMILY_EDUCATION_SITE"),
    ),
    "next_generation": (
        ("五老陪伴成长", "VETERANS_CARE"),
        ("五老讲堂", "VETERANS_CARE"),
        ("爱心童享筑梦·五老行动", "JOINT_DREAMS"),
    ),
}
"""Unit -> (name, kind) of its programmes."""

ACTIVITIES = {
    "programme": (
        ("周末课业辅导", "STUDY", "社区市民学校"),
        ("志愿者陪伴日", "COMPANY", "村文化室"),
        ("节前走访慰问", "VISIT", "各村居"),
        ("趣味运动会", "SPORT", "镇中心小学操场"),
        ("防溺水与自护课", "SAFETY", "社区综合服务中心"),
        ("家长课堂", "FAMILY_EDUCATION", "社区市民学校"),
        ("暑期亲子团聚", "FAMILY_REUNION", "职工服务中心"),
    ),
    "culture": (
        ("流动图书车进村", "CULTURE", "各村居"),
        ("少儿川剧体验", "CULTURE", "区文化馆"),
        ("乡村电影周", "CULTURE", "镇文化站"),
        ("少儿书画展", "CULTURE", "区图书馆"),
        ("非遗剪纸课堂", "CULTURE", "镇文化站"),
    ),
    "charity": (
        ("爱心书包发放", "VISIT", "镇便民服务中心"),
        ("周末陪读", "STUDY", "村文化室"),
        ("冬衣捐赠", "VISIT", "各村居"),
    ),
}
"""Who holds it -> (title, kind, place)."""

HELP = ("每月走访一次", "每周课业辅导", "节日陪伴与慰问", "每月通话两次", "资助学习用品")
SERVICES = {
    "STUDY": "大学生志愿者每周辅导",
    "COMPANY": "爱心父母周末陪伴",
    "COUNSELLING": "心理咨询师每月两次",
    "FAMILY_EDUCATION": "流动学校入户指导",
    "MATERIAL": "助学物资",
    "RIGHTS": "法律服务团队咨询",
}
"""Need -> the service that it is matched with."""
