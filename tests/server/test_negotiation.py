"""Which media type and language an answer has, by the request's headers."""

from __future__ import annotations

import pytest

from server.negotiate import Media, answer_language, answer_media, is_json_request


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, Media.JSON),
        (b"", Media.JSON),
        (b"*/*", Media.JSON),
        (b"application/*", Media.JSON),
        (b"application/json", Media.JSON),
        (b"APPLICATION/JSON; charset=UTF-8", Media.JSON),
        (b"application/graphql-response+json", Media.RESPONSE),
        (b'application/graphql-response+json; charset="utf-8"', Media.RESPONSE),
        (b"application/json, application/graphql-response+json", Media.RESPONSE),
        (b"application/graphql-response+json;q=0.4, application/json;q=0.5", Media.JSON),
        (b"application/graphql-response+json;q=0.5, */*", Media.JSON),
        (b"application/graphql-response+json, */*;q=0.1", Media.RESPONSE),
        (b"application/json;q=0, */*", Media.RESPONSE),
        (b"text/html,application/xml;q=0.9,*/*;q=0.8", Media.JSON),
        (b"text/html", None),
        (b"text/event-stream", None),
        (b"application/json;q=0", None),
        (b"application/json;q=nonsense", None),
        (b"application/json;charset=utf-16", None),
    ],
)
def test_media_type(accept: bytes | None, expected: Media | None) -> None:
    assert answer_media(accept) is expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        (b"application/json", True),
        (b"Application/JSON;charset=utf-8", True),
        (b'application/json; charset="UTF-8"', True),
        (None, False),
        (b"", False),
        (b"text/plain", False),
        (b"application/graphql", False),
        (b"application/x-www-form-urlencoded", False),
        (b"multipart/form-data; boundary=x", False),
        (b"application/json; charset=gb18030", False),
        (b"application/json, text/plain", False),
    ],
)
def test_content_type(content_type: bytes | None, expected: bool) -> None:
    assert is_json_request(content_type) is expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "zh"),
        (b"", "zh"),
        (b"fr", "zh"),
        (b"zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (b"en-GB,en;q=0.9", "en"),
        (b"en;q=0.8,zh;q=0.9", "zh"),
        (b"zh;q=0.2, en-US;q=0.3", "en"),
        (b"*", "zh"),
    ],
)
def test_language(header: bytes | None, expected: str) -> None:
    assert answer_language(header) == expected
