"""The whole parser, wired: a link is fetched, the sandbox parses, a language model may help where one is set."""

from types import TracebackType
from typing import Self

from services.parser.sandbox.sandbox import Sandbox
from services.parser.settings import ParserSettings
from shared.contracts.document import Document
from shared.contracts.resume import Resume


class ParserService:
    """Parses documents. Use it from one thread; close it in the end."""

    def __init__(self, settings: ParserSettings) -> None:
        self._sandbox = Sandbox(settings.parse_limits(), settings.child_limits())
        self._sandbox.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sandbox.close()

    def parse(self, document: Document) -> Resume:
        """Read a resume out of a document.

        Raises:
            InvalidInput: for a document that can't be read or is no resume; its problem says why.
            Unavailable: a link leads to a server that does not answer now.
        """
        return self._sandbox.parse(document).resume
