"""Serves an empty database on a free port and lets npm's graphql-http audit it. Run by `make conformance`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TONGHU = Path(sys.executable).with_name("tonghu")


def main() -> int:
    """Exit code 0 when every audit is ok."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "TONGHU_DATABASE_URL": f"sqlite:///{folder}/tonghu.db",
            "TONGHU_SECRET_FILE": f"{folder}/secret.key",
            "TONGHU_PORT": "0",
            "TONGHU_LOG_LEVEL": "error",
        }
        subprocess.run([TONGHU, "db", "upgrade"], check=True, env=environment)
        with subprocess.Popen([TONGHU, "serve"], env=environment, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                address = server.stdout.readline().strip()
                if not address:
                    return 1
                return subprocess.run(["node", HERE / "audit.mjs", address], check=False).returncode
            finally:
                server.send_signal(signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
