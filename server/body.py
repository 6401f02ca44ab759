"""From bytes of a body or a query string to a `GraphQLRequest`, or a `TonghuError` that names what is wrong."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import orjson

from core.errors import TonghuError, Words
from resolvers.request import GraphQLRequest

_MOST_PARAMETERS = 32
_KNOWN = ("query", "operationName", "variables", "extensions")


def _malformed(zh: str, en: str) -> TonghuError:
    return TonghuError("REQUEST_MALFORMED", reason=Words(zh, en))


def _not_an_object(name: str) -> TonghuError:
    return _malformed(f"“{name}”须为对象或 null", f'"{name}" must be an object or null')


def parse_json(text: bytes, where: str) -> Any:
    """JSON in UTF-8 -> Python values whose texts hold neither NUL nor lone surrogates."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _json_error(text, where, error) from None
    # A NUL can only have come as an escape: controls in the raw are refused by the parser.
    if b"\\u0000" in text and (path := nul_path(value)) is not None:
        raise TonghuError("TEXT_INVALID", where=f"{where}{path}")
    return value


def _json_error(text: bytes, where: str, error: orjson.JSONDecodeError) -> TonghuError:
    try:
        text.decode()
    except UnicodeDecodeError as bad:
        if text[bad.start] == 0xED:  # a surrogate code point encoded in three bytes
            return TonghuError("TEXT_INVALID", where=f"{where}, byte {bad.start}")
        return _malformed(f"{where} 不是 UTF-8", f"{where} is not UTF-8")
    if "surrogate" in error.msg or text[error.pos : error.pos + 1] == b"\0":
        return TonghuError("TEXT_INVALID", where=f"{where}, line {error.lineno} column {error.colno}")
    place = f"{error.lineno}:{error.colno}"
    return _malformed(f"{where} 不是 JSON（{place}）", f"{where} is not JSON ({place})")


def nul_path(value: Any) -> str | None:
    """Path (`.variables.name`) of the first text in parsed JSON that holds a NUL, None where there is none."""
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, str):
            if "\0" in item:
                return path
        elif isinstance(item, dict):
            for key, inner in item.items():
                if "\0" in key:
                    return path
                waiting.append((f"{path}.{key}", inner))
        elif isinstance(item, list):
            waiting.extend((f"{path}.{index}", inner) for index, inner in enumerate(item))
    return None


def request_from_values(values: Any, allow_mutation: bool) -> GraphQLRequest:
    """Checks the types of the members that GraphQL over HTTP names; further members are let pass."""
    if type(values) is not dict:
        raise _malformed("请求体须为一个 JSON 对象，不接受批量",
                         "the body must be one JSON object; batches are not served")
    document = values.get("query")
    if type(document) is not str:
        raise _malformed("“query”须为文本", '"query" must be a string')
    operation_name = values.get("operationName")
    if operation_name is not None and type(operation_name) is not str:
        raise _malformed("“operationName”须为文本或 null", '"operationName" must be a string or null')
    variables = values.get("variables")
    if variables is not None and type(variables) is not dict:
        raise _not_an_object("variables")
    extensions = values.get("extensions")
    if extensions is not None and type(extensions) is not dict:
        raise _not_an_object("extensions")
    return GraphQLRequest(document, operation_name or None, variables, allow_mutation, _sought(extensions or {}, allow_mutation))


def _sought(extensions: dict[str, Any], in_body: bool) -> str | None:
    """The identity number of a person who is looked for: never in a URL, which others keep."""
    given = extensions.get("soughtIdentityNumber")
    if given is None:
        return None
    if type(given) is not str:
        raise _malformed("“extensions.soughtIdentityNumber”须为文本", '"extensions.soughtIdentityNumber" must be a string')
    if not in_body:
        raise _malformed("按身份证号查找须用 POST", "a search by identity number must be a POST")
    return given


def request_from_body(body: bytes) -> GraphQLRequest:
    """The request of a POST."""
    if not body:
        raise _malformed("请求体为空", "the body is empty")
    return request_from_values(parse_json(body, "body"), allow_mutation=True)


def request_from_query_string(query_string: bytes) -> GraphQLRequest:
    """The request of a GET: `variables` and `extensions` are JSON texts; empty ones count as not given."""
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except ValueError:
        raise _malformed("查询串无法解码", "the query string cannot be decoded") from None
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name not in _KNOWN:
            continue
        if name in values:
            raise _malformed(f"“{name}”出现多次", f'"{name}" is given more than once')
        if "\0" in value:
            raise TonghuError("TEXT_INVALID", where=name)
        values[name] = value
    for name in ("variables", "extensions"):
        if name in values:
            values[name] = parse_json(values[name].encode(), name) if values[name] else None
    return request_from_values(values, allow_mutation=False)
