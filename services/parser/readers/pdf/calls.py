"""Calls of pdfium with addresses as plain numbers: ctypes then makes no object for each pointer it hands on.

A page takes thousands of calls, and these cost about half of the usual ones.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium_c


class PdfiumCalls:
    """The functions of `pypdfium2.raw`, which take and give numbers, arrays or `byref(...)` for pointers."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        function = getattr(pdfium_c, name)
        plain = ctypes.CFUNCTYPE(_plain(function.restype), *map(_plain, function.argtypes))
        call: Callable[..., Any] = plain(address_of(function))
        setattr(self, name, call)  # so that the next one is not made anew
        return call


calls = PdfiumCalls()


def address_of(pointer: Any) -> int:
    """The address that a pointer of `pypdfium2.raw` holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _plain(kind: Any) -> Any:
    is_pointer = isinstance(kind, type) and hasattr(kind, "contents")
    return ctypes.c_void_p if is_pointer else kind
