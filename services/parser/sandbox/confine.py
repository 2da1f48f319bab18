"""What the child takes from itself before it touches a document: Linux's limits, network and secrets.

None of it can be taken back by code that a document smuggles in. What a platform does not allow is left out:
in a container without user namespaces the network is closed by the container's own network.
"""

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_FILE_BYTES = 512 * 2**20
_PROGRAM_FACTOR = 4  # LibreOffice reserves more addresses than it uses, so programs may raise the limit
PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX")
"""The variables that a child is given: none that holds a password."""


def confine(memory_mb: int) -> None:
    """Limit this process for good.

    Args:
        memory_mb: addresses that it may use; `RLIMIT_AS`.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
    addresses = memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (addresses, addresses * _PROGRAM_FACTOR))
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _leave_network(libc)


def allow_cpu(seconds: float) -> None:
    """Let this process use so many further seconds of CPU; then the kernel ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _leave_network(libc: ctypes.CDLL) -> None:
    """Go into a network namespace that has no way out; root needs no user namespace for it."""
    if libc.unshare(_CLONE_NEWNET) == 0:
        return
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        own = Path("/proc/self")
        (own / "setgroups").write_text("deny")
        (own / "uid_map").write_text(f"{user} {user} 1")
        (own / "gid_map").write_text(f"{group} {group} 1")
