"""The load: keep-alive connections that each send the next request when the answer is in.

`python -m bench.load PORT PATH FILE CONNECTIONS SECONDS OUT`: FILE holds a JSON object `headers`, `bodies`. OUT gets
one: `rps`, `p50` and `p99` in milliseconds, `first` (the first answer).
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from pathlib import Path
from typing import Any

import uvloop


async def client(port: int, requests: list[bytes], start: int, until: float, latencies: list[float], first: list[bytes]) -> None:
    """One connection: asks until the time is over. RuntimeError for any status but 200."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    for request in itertools.islice(itertools.cycle(requests), start, None):
        began = time.perf_counter()
        if began >= until:
            break
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(h.split(b":")[1]) for h in head.split(b"\r\n") if h.lower().startswith(b"content-length"))
        body = await reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{head[:80]!r} {body[:300]!r}")
        latencies.append((time.perf_counter() - began) * 1000)
        if not first and not start:
            first.append(body)
    writer.close()


async def run(port: int, path: str, given: dict[str, Any], connections: int, seconds: float) -> dict[str, object]:
    """Loads the server and gives what was measured."""
    lines = "".join(f"{k}: {v}\r\n" for k, v in given["headers"].items())
    requests = []
    for body in given["bodies"]:
        data = body.encode()
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}Content-Length: {len(data)}\r\n\r\n"
        requests.append(head.encode() + data)
    latencies: list[float] = []
    first: list[bytes] = []
    began = time.perf_counter()
    until = began + seconds
    await asyncio.gather(*(client(port, requests, n, until, latencies, first) for n in range(connections)))
    taken = time.perf_counter() - began
    latencies.sort()
    p50, p99 = latencies[len(latencies) // 2], latencies[int(len(latencies) * 0.99)]
    return {"rps": len(latencies) / taken, "p50": p50, "p99": p99, "first": first[0].decode()}


if __name__ == "__main__":
    uvloop.install()
    measured = asyncio.run(run(int(sys.argv[1]), sys.argv[2], json.loads(Path(sys.argv[3]).read_text()), int(sys.argv[4]), float(sys.argv[5])))
    Path(sys.argv[6]).write_text(json.dumps(measured))
