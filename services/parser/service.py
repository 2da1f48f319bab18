"""The whole parser, wired: a link is fetched, the sandbox parses, a language model may help if one is set."""

from functools import cached_property
from types import TracebackType
from typing import Self
from weakref import finalize

from services.parser.link.import_resume import import_resume
from services.parser.llm.complete import complete_resume
from services.parser.llm.reader import make_language_model
from services.parser.network.connect import Network
from services.parser.sandbox.sandbox import Sandbox
from services.parser.settings import ParserSettings
from shared.contracts.document import Document, DocumentKind
from shared.contracts.resume import Resume


class ParserService:
    """Parses documents. Use it from one thread; close it in the end."""

    def __init__(self, settings: ParserSettings) -> None:
        self._settings = settings
        self._sandbox = Sandbox(settings.parse_limits(), settings.child_limits())
        self._sandbox.start()
        finalize(self, self._sandbox.close)  # for who only holds `parse`, as a worker does
        self._model = make_language_model(settings, self._network) if settings.llm_url else None

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
        if document.kind is DocumentKind.LINK:
            link = document.content.decode(errors="replace")
            document = import_resume(link, self._settings, self._network)
        parsed = self._sandbox.parse(document)
        return complete_resume(parsed, self._model) if self._model else parsed.resume

    @cached_property
    def _network(self) -> Network:
        """Loads the trusted certificates, so only where something is fetched."""
        return Network()
