"""What goes wrong on the way: late reports, guardians out of reach, children nobody has on file, respondents in office.

Mechanisms: M14, M15, M16.
"""

from __future__ import annotations

from server.story.chain import assessed, closed, measure, reported, taken_up, town_told
from server.story.telling import Story
from tests.chain.world import BORN, identity_number


def test_the_reporter_is_late_and_answers_for_it(story: Story) -> None:
    reported(story, "school", "LIVING_ALONE", hours=50)
    story.refused("police", "noteDutyFailure", "VALUE_INVALID", at="reportId", organisationId="$hospital", reportId="$report",
                  kind="REPORTED_LATE", source="POLICE")  # fmt: skip
    noted = story.does("police", "noteDutyFailure", show="status daysLate", organisationId="$school", reportId="$report",
                       kind="REPORTED_LATE", source="POLICE", staffName="周老师")  # fmt: skip
    assert noted["daysLate"] == 2
    story.refused("police", "confirmDutyFailure", "MOVE_NOT_ALLOWED", at="id", on="dutyFailure")
    story.refused("another officer", "confirmDutyFailure", "MOVE_NOT_ALLOWED", at="id", on="dutyFailure")
    story.sees("education", 'dutyFailure(id: "$dutyFailure") { kind daysLate staffName }',
               {"dutyFailure": {"daysLate": 2, "staffName": "周老师"}})  # fmt: skip
    story.does("education", "confirmDutyFailure", on="dutyFailure", show="status")
    story.does("education", "closeDutyFailure", on="dutyFailure", show="status closedOn")
    story.sees("legal_affairs", 'dutyFailure(id: "$dutyFailure") { kind daysLate }', {"dutyFailure": {"daysLate": 2}})
    story.unknown("legal_affairs", 'dutyFailure(id: "$dutyFailure") { staffName }')
    story.hidden("legal_affairs", 'report(id: "$report") { kind }')
    story.hidden("health", 'dutyFailure(id: "$dutyFailure") { kind }')
    story.refused("police", "commendReporter", "VALUE_INVALID", at="reportId", reportId="$report", kind="LETTER", text="感谢")


def test_the_guardian_is_not_reached_and_the_measure_given_up(story: Story) -> None:
    reported(story, "village", "LIVING_ALONE")
    taken_up(story, "LIVING_ALONE")
    story.refused("police", "orderResponse", "VALUE_INVALID", at="guardianId", incidentId="$incident", kind="ORDER_PARENTS_BACK")
    measure(story, "ORDER_PARENTS_BACK", "父亲号码停机，无法联系", on="father", done=False)
    story.refused("police", "completeResponse", "MOVE_NOT_ALLOWED", at="id", on="measure", result="已返回")
    story.refused("police", "closeIncident", "VALUE_INVALID", at="id", on="incident")
    story.does("police", "placeChild", show="status", childId="$child", incidentId="$incident", reason="LIVING_ALONE",
               hostKind="RELATIVE", hostGuardianId="$aunt")  # fmt: skip
    story.refused("police", "placeChild", "VALUE_INVALID", at="childId", childId="$child", reason="LIVING_ALONE",
                  hostKind="VILLAGE", hostOrganisationId="$village")  # fmt: skip
    story.refused("aunt", "notifyParents", "FIELD_NOT_AVAILABLE", on="placement")
    story.does("police", "notifyParents", on="placement", show="parentsNotifiedAt")
    town_told(story)
    story.does("police", "endPlacement", on="placement", show="status")
    closed(story)


def test_an_agreement_with_a_barred_carer_is_refused(story: Story) -> None:
    """Police have sanctioned the neighbour; the village, which must not see that, cannot put the child into his care.

    Mechanisms: M4, M15.
    """
    for who, name in (("neighbour", "邻居老吴"), ("uncle", "堂叔老李")):
        tie = story.does(
            "town", "registerGuardian", named="tie", show="guardian { id }", childId="$child", relationship="OTHER_ADULT",
            custody=False, away=False, entrusted=True, presentCarer=False, name=name, telephone="13900002222",
        )  # fmt: skip
        story.ids[who] = tie["guardian"]["id"]
    reported(story, "school", "DOMESTIC_VIOLENCE")
    taken_up(story, "DOMESTIC_VIOLENCE")
    story.does("police", "imposeSanction", show="kind status", childId="$child", guardianId="$neighbour", incidentId="$incident",
               kind="PUBLIC_SECURITY_PENALTY", facts="酒后殴打儿童")  # fmt: skip
    given = {"childId": "$child", "parentId": "$father", "signedOn": story.day(), "startsOn": story.day(), "endsOn": story.day(365),
             "parentsDuties": "每周联系", "carerDuties": "同住照料"}  # fmt: skip
    barred = story.refused("village", "signAgreement", "VALUE_INVALID", at="carerId", carerId="$neighbour", **given)
    assert barred == story.refused("village", "signAgreement", "VALUE_INVALID", at="carerId", carerId="$aunt", **given)
    story.unknown("village", 'sanction(id: "$sanction") { kind }')
    story.does("village", "signAgreement", show="status barredCheck", carerId="$uncle", **given)
    story.sees("father", 'agreement(id: "$agreement") { status carer { name } }', {"agreement": {"carer": {"name": "堂叔老李"}}})
    story.refused("village", "superviseAgreement", "MOVE_NOT_ALLOWED", at="agreementId", agreementId="$agreement",
                  supervisedOn=story.day(), supervisedBy="村干部", result="KEPT")  # fmt: skip
    story.does("village", "endAgreement", on="agreement", show="status")


def test_a_reported_child_is_not_on_file_until_the_town_registers_it(story: Story) -> None:
    born, number = BORN.replace(year=2016), identity_number(11, BORN.replace(year=2016))
    answers = []
    for known in ({"childId": "$child"}, {"childId": "chd_" + "7" * 32}):
        answers.append(story.does("school", "fileReport", show="kind status", kind="LIVING_ALONE", childDescription="约九岁男孩",
                                  content="独自居住", divisionCode="500112101201", **known))  # fmt: skip
    assert {k: v for k, v in answers[0].items() if k != "id"} == {k: v for k, v in answers[1].items() if k != "id"}
    story.sees("police", 'report(id: "$report") { child { name } childDescription }', {"report": {"child": None}})
    registered = {
        "name": "新生", "sex": "MALE", "birthDate": born.isoformat(), "identityNumber": number, "category": "LEFT_BEHIND",
        "residenceAddress": "九组1号", "registeredDivisionCode": "500112101201", "villageId": "$xinmiao",
    }  # fmt: skip
    story.refused("police", "recordIncident", "NOT_FOUND", at="childId", childId="chd_" + "7" * 32, reportId="$report",
                  kind="LIVING_ALONE", summary="已到场")  # fmt: skip
    story.does("town", "registerChild", named="child", show="name", **registered)
    story.hidden("police", 'child(id: "$child") { name }')
    found = f'children(filter: {{identityNumber: {{eq: "{number}"}}}}) {{ nodes {{ id name }} }}'
    story.sees("police", found, {"children": {"nodes": [{"id": "$child"}]}}, sought=number)
    taken_up(story, "LIVING_ALONE", sought=number)
    story.sees("police", 'report(id: "$report") { child { id } }', {"report": {"child": {"id": "$child"}}})
    measure(story, "ADMONISH", "已训诫", on=guardian(story))
    town_told(story)
    closed(story)


def guardian(story: Story) -> str:
    """The town registers the mother of a child that is new."""
    tie = story.does(
        "town", "registerGuardian", show="guardian { id }", childId="$child", relationship="MOTHER", custody=True, away=False,
        entrusted=False, presentCarer=True, name="新生之母", telephone="13900001111",
    )  # fmt: skip
    story.ids["new_mother"] = tie["guardian"]["id"]
    return "new_mother"


def test_the_same_child_under_two_identity_numbers_is_told_to_the_lead_unit_alone(story: Story) -> None:
    first, second = identity_number(901), identity_number(903)
    registered = {
        "name": "重名童", "sex": "MALE", "birthDate": BORN.isoformat(), "category": "LEFT_BEHIND", "residenceAddress": "十组1号",
        "registeredDivisionCode": "500112101201", "villageId": "$xinmiao",
    }  # fmt: skip
    story.does("town", "registerChild", named="once", show="name", identityNumber=first, **registered)
    story.refused("town", "registerChild", "VALUE_INVALID", at="identityNumber", identityNumber=first, **registered)
    story.does("town", "registerChild", named="twice", show="name", identityNumber=second, **registered)
    found = 'leadTasks(filter: { recordId: { eq: "$twice" } }) { nodes { id kind record otherRecordId status child { name } } }'
    task = {"kind": "DUPLICATE", "record": "Child", "otherRecordId": "$once", "status": "OPEN", "child": {"name": "重名童"}}
    seen = story.sees("civil affairs", found, {"leadTasks": {"nodes": [task]}})
    story.ids["leadTask"] = seen["leadTasks"]["nodes"][0]["id"]
    story.unknown("town", found)
    story.sees("police", found, {"leadTasks": {"nodes": []}})
    said = {"finding": "SAME", "settlement": "系同一儿童，已请镇街终结后登记的档案"}
    story.refused("police", "settleLeadTask", "NOT_FOUND", at="id", on="leadTask", **said)
    story.does("civil affairs", "settleLeadTask", on="leadTask", show="status settledAt", **said)
    story.does("town", "endRecord", show="cause", childId="$twice", cause="REGISTERED_TWICE", occurredOn=story.day())
    story.hidden("town", 'child(id: "$twice") { name }')
    story.sees("town", 'child(id: "$once") { name }', {"child": {"name": "重名童"}})


def test_the_respondent_works_at_the_school_which_learns_nothing(story: Story) -> None:
    reported(story, "village", "UNLAWFUL_HARM")
    taken_up(story, "UNLAWFUL_HARM", respondentOrganisationId="$school")
    story.unknown("school", 'incident(id: "$incident") { kind }')
    story.hidden("school", 'report(id: "$report") { status }')
    story.refused("police", "requestAssistance", "VALUE_INVALID", at="askedOrganisationId", incidentId="$incident",
                  askedOrganisationId="$school", kind="INFORMATION", request="请提供情况")  # fmt: skip
    measure(story, "STOP_HARM", "已制止")
    town_told(story)
    story.does("town", "openAssessment", show="status", childId="$child", townNoticeId="$townNotice")
    story.refused("town", "askAssessmentPart", "VALUE_INVALID", at="askedOrganisationId", assessmentId="$assessment",
                  kind="SCHOOL", question="在校情况？", askedOrganisationId="$school")  # fmt: skip
    del story.ids["assessment"]
    assessed(story, "MEDIUM", ("village",))
    story.refused("town", "offerReferral", "VALUE_INVALID", at="toOrganisationId", childId="$child", purpose="schooling",
                  toOrganisationId="$school")  # fmt: skip
    closed(story)


def test_the_school_itself_reported_its_teacher_and_is_recused_from_its_own_report(story: Story) -> None:
    reported(story, "school", "UNLAWFUL_HARM")
    story.sees("school", 'report(id: "$report") { status }', {"report": {"status": "FILED"}})
    taken_up(story, "UNLAWFUL_HARM", respondentOrganisationId="$school")
    story.hidden("school", 'report(id: "$report") { status feedback }')
    story.sees("village", 'child(id: "$child") { id }', {"child": {"id": "$child"}})


def test_the_village_asks_for_the_place_of_a_shelter_and_gets_no_hint(story: Story) -> None:
    reported(story, "hospital", "DOMESTIC_VIOLENCE")
    taken_up(story, "DOMESTIC_VIOLENCE")
    story.does("police", "placeChild", show="status place", childId="$child", incidentId="$incident", reason="VIOLENCE",
               hostKind="RESCUE_STATION", hostOrganisationId="$rescue_station", place="救助站二楼")  # fmt: skip
    for who in ("village", "other village"):
        story.hidden(who, 'placement(id: "$placement") { place status }', 'node(id: "$placement") { id }')
    story.unknown("village", "placements(filter: {place: {eq: \"救助站二楼\"}}) { totalCount }")
    story.refused("village", "notifyParents", "NOT_FOUND", at="id", on="placement")
    story.refused("rescue station", "notifyParents", "VALUE_INVALID", at="id", on="placement")
    story.unknown("school", 'placement(id: "$placement") { status }')
    story.hidden("court", 'placement(id: "$placement") { place }')
