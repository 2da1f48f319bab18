"""The parser's own settings. They need no database: `attesta parse` works without a server."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, HttpUrl, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.parser.readers.limits import ParseLimits
from services.parser.sandbox.sandbox import ChildLimits


def _is_fit_for_a_header(secret: SecretStr) -> SecretStr:
    """A key out of a file often ends with a line break, which no header may hold."""
    key = secret.get_secret_value().strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ValueError("a key is printable ASCII without spaces")
    return SecretStr(key)


Key = Annotated[SecretStr, AfterValidator(_is_fit_for_a_header)]


class ParserSettings(BaseSettings):
    """What the parser may fetch, and whom it may ask. All durations in seconds."""

    model_config = SettingsConfigDict(
        env_prefix="ATTESTA_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    hh_api_url: HttpUrl = Field(HttpUrl("https://api.hh.ru"), description="The API of hh.ru.")
    hh_api_token: Key | None = Field(
        None, description="OAuth token of an employer. With it resumes are imported by their links."
    )
    hh_api_private: bool = Field(
        False, description="The API may stand in a private network and speak plain HTTP: a gateway of yours."
    )
    hh_user_agent: str = Field(
        "attesta/0.1",
        pattern=r"^[!-~]([ -~]*[!-~])?$",
        description="How we name ourselves; hh.ru asks for 'application/version (e-mail)'.",
    )
    hh_page_import: bool = Field(
        False, description="Without a token: read the public page of the resume, without cookies."
    )
    hh_timeout_seconds: float = Field(20, gt=0, description="For a whole import, redirects included.")

    llm_url: HttpUrl | None = Field(
        None,
        description=(
            "Base address of an OpenAI-compatible server, such as http://localhost:8000/v1. Sections that "
            "the rules can't read are sent there: personal data, without phones and e-mail addresses."
        ),
    )
    llm_model: str | None = Field(None, min_length=1)
    llm_api_key: Key | None = None
    llm_timeout_seconds: float = Field(30, gt=0, description="For one section.")

    document_limit_mb: int = Field(10, ge=1, description="A document may be so large.")
    page_limit: int = Field(30, ge=1)
    text_limit_chars: int = Field(200_000, ge=1)
    unpacked_limit_mb: int = Field(100, ge=1, description="What an archive such as DOCX may unpack to.")
    ocr_page_limit: int = Field(10, ge=0, description="So many pages without text are recognised; 0: none.")
    parse_seconds: int = Field(25, ge=1, description="CPU time of a document, and that of its programs.")
    parse_memory_mb: int = Field(1024, ge=256, description="Addresses that the parse may use.")
    parses_per_child: int = Field(500, ge=1, description="Then the child that parses is replaced.")

    @model_validator(mode="after")
    def _says_all_that_is_needed(self) -> Self:
        if self.hh_api_url.scheme != "https" and not self.hh_api_private:
            raise ValueError("hh_api_url: https only, since the token goes there; see hh_api_private")
        if self.llm_url is not None and self.llm_model is None:
            raise ValueError("llm_url needs llm_model")
        return self

    def parse_limits(self) -> ParseLimits:
        """What is read of a document."""
        return ParseLimits(
            max_mb=self.document_limit_mb,
            max_pages=self.page_limit,
            max_chars=self.text_limit_chars,
            max_unpacked_mb=self.unpacked_limit_mb,
            ocr_pages=self.ocr_page_limit,
            seconds=self.parse_seconds,
        )

    def child_limits(self) -> ChildLimits:
        """What the child that parses may use."""
        return ChildLimits(memory_mb=self.parse_memory_mb, documents=self.parses_per_child)
