"""Every error that a caller may see: one table of codes, their HTTP statuses and their texts in Chinese and English.

`docs/errors.md` documents the same codes; a test compares the two. Texts name what is wrong and hold small values
only: what the caller sent or a limit, never a row, a statement or a trace. Hidden and missing things share one code.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

LANGUAGES = ("zh", "en")
_LONGEST_PARAMETER = 200


class Words(NamedTuple):
    """A parameter that is prose: shown in the caller's language, in messages only."""

    zh: str
    en: str


@dataclass(frozen=True)
class Entry:
    """A code. `status` is sent with application/graphql-response+json, `json_status` with application/json,
    which by GraphQL over HTTP answers 200 to every well-formed request. `retry_after`: seconds after
    which it is worth another try, where an error does not say better."""

    code: str
    status: int
    json_status: int
    zh: str
    en: str
    retry_after: int | None = None

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Names of the values that the texts need; those that are no `Words` stand in `extensions` as well."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.en) if name)


_ENTRIES = (
    # The request as HTTP carries it.
    Entry("REQUEST_MALFORMED", 400, 400, "请求无法读取：{reason}", "The request cannot be read: {reason}"),
    Entry("MEDIA_TYPE_UNSUPPORTED", 415, 415, "不支持的请求媒体类型，请用 application/json（UTF-8）",
          "Unsupported media type of the request; send application/json in UTF-8"),
    Entry("NOT_ACCEPTABLE", 406, 406, "Accept 只能是 application/graphql-response+json 或 application/json",
          "Accept must allow application/graphql-response+json or application/json"),
    Entry("METHOD_NOT_ALLOWED", 405, 405, "只接受 GET（查询）和 POST", "Only GET (queries) and POST are served"),
    Entry("BODY_TOO_LARGE", 413, 413, "请求体超过 {limit} 字节", "The body is longer than {limit} bytes"),
    Entry("TEXT_INVALID", 400, 400, "文本含有 NUL 字符或孤立的代理码位：{where}",
          "Text holds a NUL character or a lone surrogate: {where}"),
    # The document.
    Entry("DOCUMENT_TOO_LONG", 400, 200, "文档超过 {limit} 字节", "The document is longer than {limit} bytes"),
    Entry("TOO_MANY_TOKENS", 400, 200, "文档超过 {limit} 个词元", "The document has more than {limit} tokens"),
    Entry("SYNTAX_ERROR", 400, 200, "文档语法错误：{reason}", "The document has a syntax error: {reason}"),
    Entry("DOCUMENT_TOO_DEEP", 400, 200, "选择集嵌套超过 {limit} 层", "Selections are nested deeper than {limit}"),
    Entry("TOO_MANY_FIELDS", 400, 200, "文档展开后超过 {limit} 个字段",
          "The document, its fragments spread, has more than {limit} fields"),
    Entry("TOO_MANY_ALIASES", 400, 200, "文档超过 {limit} 个别名", "The document has more than {limit} aliases"),
    Entry("TOO_MANY_MUTATIONS", 400, 200, "未登录的一次操作至多办理 {limit} 项",
          "One operation without a token may hold at most {limit} mutation fields"),
    Entry("TOO_MANY_NODES", 400, 200, "一次操作至多读取 {limit} 处实体",
          "One operation reads at most {limit} selections of entities"),
    Entry("TOO_MANY_ROWS", 400, 200, "一次操作至多可读 {limit} 行，本操作可达 {rows} 行",
          "One operation may read at most {limit} rows; this one could read {rows}"),
    Entry("DOCUMENT_INVALID", 400, 200, "文档无效：{reason}", "The document is invalid: {reason}"),
    Entry("FIELD_NOT_AVAILABLE", 400, 200, "“{member}”未知，或未授予“{subject}”",
          "\"{member}\" is unknown or not granted to \"{subject}\""),
    Entry("OPERATION_UNKNOWN", 400, 200, "没有可执行的操作：{reason}", "No operation to run: {reason}"),
    Entry("MUTATION_OVER_GET", 405, 405, "GET 只能执行查询", "GET runs queries only"),
    # Values.
    Entry("VARIABLE_INVALID", 400, 200, "变量无效：{reason}", "A variable is invalid: {reason}"),
    Entry("TOO_MANY_VALUES", 400, 200, "变量超过 {limit} 个值", "The variables hold more than {limit} values"),
    Entry("FILTER_TOO_LARGE", 400, 200, "一次操作的筛选条件超过 {limit} 个",
          "The filters of one operation have more than {limit} conditions"),
    Entry("FILTER_TOO_DEEP", 400, 200, "筛选条件跨越的关系超过 {limit} 层",
          "A filter follows more than {limit} relations, one through the other"),
    Entry("PAGE_INVALID", 400, 200, "分页参数无效：{reason}", "The page is invalid: {reason}"),
    Entry("CURSOR_EXPIRED", 400, 200, "游标已失效，请从头读取",
          "The cursor is not valid any more; start from the beginning"),
    Entry("CURSOR_NOT_ALLOWED", 400, 200, "位于多个上级之下的列表不接受游标",
          "A list below more than one parent takes no cursor"),
    Entry("ID_INVALID", 400, 200, "“{id}”不是这里可用的编号", "\"{id}\" is not an id that fits here"),
    Entry("QUOTA_EXCEEDED", 429, 429, "精确查询次数已用完，每日 {limit} 次",
          "The quota of exact searches is used up: {limit} a day", retry_after=86_400),
    # Who asks.
    Entry("TOKEN_INVALID", 401, 401, "令牌无效", "The token is not valid"),
    Entry("TOKEN_EXPIRED", 401, 401, "令牌已过期", "The token has expired"),
    Entry("CALLER_UNKNOWN", 401, 401, "令牌中的人员或机构不存在", "The token's person or organisation is not on file"),
    Entry("CALLER_SUSPENDED", 403, 403, "人员、机构或令牌已停用",
          "The person, the organisation or the token is suspended"),
    Entry("ROLE_MISMATCH", 403, 403, "令牌中的角色与人员在该机构的角色不符",
          "The token's role or organisation is not the one that the person holds"),
    # Writing.
    Entry("WRITE_NOT_GRANTED", 403, 200, "未授予写入“{member}”", "Writing \"{member}\" is not granted"),
    Entry("NOT_FOUND", 404, 200, "没有这条记录", "There is no such record"),
    Entry("VERSION_CONFLICT", 409, 200, "记录已被修改，请重新读取", "The record has changed; read it again"),
    Entry("MOVE_NOT_ALLOWED", 409, 200, "现在不能这样办理：{reason}", "The case cannot be moved so: {reason}"),
    Entry("IDEMPOTENCY_KEY_REUSED", 409, 200, "该幂等键已用于另一输入",
          "The idempotency key was used with another input"),
    Entry("IDENTITY_NUMBER_INVALID", 400, 200, "身份证号码无效：{reason}", "The identity number is invalid: {reason}"),
    Entry("TELEPHONE_INVALID", 400, 200, "电话号码无效", "The telephone number is invalid"),
    Entry("BIRTH_DATE_INVALID", 400, 200, "出生日期无效：{reason}", "The birth date is invalid: {reason}"),
    Entry("DIVISION_UNKNOWN", 400, 200, "没有行政区划“{division}”", "There is no division \"{division}\""),
    Entry("VALUE_INVALID", 400, 200, "值无效：{reason}", "A value is invalid: {reason}"),
    # The service.
    Entry("DATABASE_UNAVAILABLE", 503, 503, "数据库暂不可用，请稍后重试", "The database is away; try again",
          retry_after=2),
    Entry("DATABASE_TIMEOUT", 504, 504, "数据库超过 {limit} 毫秒未答复，请缩小查询",
          "The database took longer than {limit} ms; ask for less"),
    Entry("LOG_UNAVAILABLE", 503, 503, "披露日志暂不可写，因此不作答复，请稍后重试",
          "The disclosure log cannot be written, so nothing is answered; try again", retry_after=2),
    Entry("CALLERS_UNAVAILABLE", 503, 503, "暂不能核实人员是否停用，请稍后重试",
          "Whether the person is suspended cannot be checked; try again", retry_after=2),
    Entry("INTERNAL", 500, 500, "服务内部错误", "Internal error"),
)

TABLE: Mapping[str, Entry] = {entry.code: entry for entry in _ENTRIES}


def _small(value: object) -> str | int | Words:
    """What of a parameter is shown: numbers and prose as they are, other text cut to 200 characters."""
    if isinstance(value, int | Words):
        return value
    text = str(value)
    return text if len(text) <= _LONGEST_PARAMETER else text[:_LONGEST_PARAMETER] + "…"


class TonghuError(Exception):
    """An error that a caller may see.

    `path`: response path (top-level errors of mutations); `locations`: (line, column) pairs, from 1;
    `field`: input path of a problem, e.g. `guardians.0.telephone`; `detail`: private, for the service's own log;
    `retry_after`: seconds after which to try again, None for the code's own;
    other keywords: exactly the parameters of the code's texts.
    """

    def __init__(
        self,
        code: str,
        path: Sequence[str | int] | None = None,
        locations: Sequence[tuple[int, int]] | None = None,
        field: str | None = None,
        detail: str | None = None,
        retry_after: int | None = None,
        **params: object,
    ) -> None:
        entry = TABLE[code]
        if entry.parameters != params.keys():
            raise TypeError(f"{code} takes {sorted(entry.parameters)}, not {sorted(params)}")
        super().__init__(code)
        self.code = code
        self.entry = entry
        self.path = list(path) if path is not None else None
        self.locations = tuple(locations) if locations else ()
        self.field = field
        self.detail = detail
        self.retry_after = entry.retry_after if retry_after is None else retry_after
        self.params: Mapping[str, str | int | Words] = {name: _small(value) for name, value in params.items()}

    def __str__(self) -> str:
        return f"{self.code}: {self.message('en')}" + (f" [{self.detail}]" if self.detail else "")

    def message(self, language: str) -> str:
        """The text in `zh` or `en`."""
        chinese = language == "zh"
        values = {
            name: (value.zh if chinese else value.en) if isinstance(value, Words) else value
            for name, value in self.params.items()
        }
        return (self.entry.zh if chinese else self.entry.en).format(**values)

    def as_dict(self, language: str) -> dict[str, Any]:
        """The error as GraphQL shows it: message, locations, path, extensions with code and parameters."""
        out: dict[str, Any] = {"message": self.message(language)}
        if self.locations:
            out["locations"] = [{"line": line, "column": column} for line, column in self.locations]
        if self.path is not None:
            out["path"] = self.path
        shown = {name: value for name, value in self.params.items() if not isinstance(value, Words)}
        out["extensions"] = {"code": self.code, **shown}
        return out

    def as_problem(self, language: str) -> dict[str, Any]:
        """The error as a mutation's payload lists it: field, code, message."""
        return {"field": self.field, "code": self.code, "message": self.message(language)}


class RequestRefusedError(Exception):
    """Several errors of one request, e.g. all fields of a document that are not available. Never empty."""

    def __init__(self, errors: Sequence[TonghuError]) -> None:
        if not errors:
            raise ValueError("no error to report")
        super().__init__(", ".join(error.code for error in errors))
        self.errors = tuple(errors)

    @property
    def code(self) -> str:
        """The code that gives the HTTP status: the first one's."""
        return self.errors[0].code
