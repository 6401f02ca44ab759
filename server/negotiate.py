"""Content negotiation: media types of GraphQL over HTTP, and the language of messages. Pure functions of headers."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache


class Media(StrEnum):
    """Media types of answers."""

    RESPONSE = "application/graphql-response+json"
    JSON = "application/json"


def _ranges(header: str) -> list[tuple[str, dict[str, str], float]]:
    """The alternatives of an Accept-like header: (range, parameters, q); malformed weights count as 0."""
    out = []
    for part in header.split(","):
        name, *rest = (piece.strip() for piece in part.split(";"))
        if not name:
            continue
        parameters = {k.strip().lower(): v.strip().strip('"').lower() for k, _, v in (p.partition("=") for p in rest)}
        try:
            weight = float(parameters.pop("q", "1"))
        except ValueError:
            weight = 0.0
        out.append((name.lower(), parameters, weight if 0.0 <= weight <= 1.0 else 0.0))
    return out


@lru_cache(maxsize=512)
def answer_media(accept: bytes | None) -> Media | None:
    """The media type to answer with, None where `accept` allows neither.

    A missing header and a bare wildcard mean application/json;
    of two types named with equal weight application/graphql-response+json wins.
    """
    if accept is None or not accept.strip():
        return Media.JSON
    found = dict.fromkeys(Media, (0, 0.0))
    for name, parameters, weight in _ranges(accept.decode("latin-1")):
        if parameters.get("charset", "utf-8") not in ("utf-8", "utf8"):
            continue
        for media in Media:
            specificity = {media.value: 3, "application/*": 2, "*/*": 1}.get(name, 0)
            if specificity:
                found[media] = max(found[media], (specificity, weight))
    allowed = {media: (weight, specificity) for media, (specificity, weight) in found.items() if weight > 0}
    if not allowed:
        return None
    named = any(specificity == 3 for _, specificity in allowed.values())
    return max(allowed, key=lambda media: (*allowed[media], (media is Media.RESPONSE) == named))


@lru_cache(maxsize=512)
def is_json_request(content_type: bytes | None) -> bool:
    """Whether a POST body is announced as JSON in UTF-8 (the charset may be left out)."""
    if content_type is None:
        return False
    ranges = _ranges(content_type.decode("latin-1"))
    if len(ranges) != 1:
        return False
    name, parameters, _ = ranges[0]
    return name == Media.JSON and parameters.get("charset", "utf-8") in ("utf-8", "utf8")


@lru_cache(maxsize=512)
def answer_language(accept_language: bytes | None) -> str:
    """`en` where English is preferred to Chinese, else `zh`."""
    if accept_language is None:
        return "zh"
    weights = {"zh": 0.0, "en": 0.0}
    for name, _, weight in _ranges(accept_language.decode("latin-1")):
        primary = name.partition("-")[0]
        if primary in weights:
            weights[primary] = max(weights[primary], weight)
    return "en" if weights["en"] > weights["zh"] else "zh"
