"""SQLite's own bookkeeping of its memory, switched off.

It is one lock for the whole process, taken at every allocation: two threads that read then run at less than half the
speed of one. sqlite3 offers no way to say so, hence SQLite's own interface: SQLITE_CONFIG_MEMSTATUS of sqlite3_config
(sqlite.org/malloc.html, section 2.2).
"""

from __future__ import annotations

import _sqlite3
import ctypes
import sys

_CONFIG_MEMSTATUS = 9
_OK = 0


def without_memory_statistics() -> bool:
    """Switches them off; false where the library does not let itself be reached, and all stays as it was.

    To be called before the process opens its first connection: the library is shut down and started again.
    """
    if not sys.platform.startswith("linux"):
        return False  # elsewhere a variadic function takes its arguments in another way
    try:
        library = ctypes.CDLL(_sqlite3.__file__)
        shutdown, configure, initialise = library.sqlite3_shutdown, library.sqlite3_config, library.sqlite3_initialize
    except (AttributeError, OSError):
        return False
    if shutdown() != _OK:
        return False
    done = configure(ctypes.c_int(_CONFIG_MEMSTATUS), ctypes.c_int(0)) == _OK
    return bool(initialise() == _OK and done)
