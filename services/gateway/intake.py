"""What a request asks for: reads a form or a JSON body, checks it, says what kind of document it is."""

import json
from typing import Annotated, Any, TypeVar

from fastapi import Request
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    field_validator,
)
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from services.gateway.problems import RequestRejected, reject, reject_request
from services.gateway.settings import GatewaySettings
from services.gateway.wording import explain_validation
from shared.contracts.document import Document, DocumentKind
from shared.contracts.grade import Grade
from shared.contracts.target import Target
from shared.errors import InvalidInput
from shared.pipeline.flow import Lane
from shared.reference.document_kinds import identify_document
from shared.reference.grades import GRADE_WORDS
from shared.reference.resume_links import read_resume_link
from shared.reference.text import fold

_FIELDS_LIMIT = 20
_NESTING_LIMIT = 50

Fields = TypeVar("Fields", bound=Target)


def _read_grade(value: object) -> object:
    """The grade that a word means, whatever its case and language; anything else is left to be refused."""
    if not isinstance(value, str):
        return value
    word = fold(value)
    return next(
        (grade for grade, words in GRADE_WORDS.items() if word == grade or words.fullmatch(word)), value
    )


class TargetFields(Target):
    """The fields beside a document, in both kinds of body."""

    grade: Annotated[
        Grade | None,
        BeforeValidator(_read_grade),
        Field(
            description="The claimed grade. Any case will do, and so will Russian words such as «мидл».",
            examples=["middle"],
        ),
    ] = None
    lane: Annotated[
        Lane,
        Field(description="`interactive` is served first; `bulk` is for archives."),
        WithJsonSchema({"type": "string", "enum": list(Lane), "default": Lane.INTERACTIVE}),
    ] = Lane.INTERACTIVE

    @field_validator("*")
    @classmethod
    def _can_be_stored(cls, value: object) -> object:
        if isinstance(value, str) and "\0" in value:
            raise ValueError("содержит знак NUL", "holds a NUL character")  # Postgres has no room for it
        return value

    def target(self) -> Target:
        """The fields without the lane."""
        return Target.model_validate(self.model_dump(exclude={"lane"}))


class JsonRequest(TargetFields):
    """A JSON body: the fields of a resume, or the address of one."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["resume"]}, {"required": ["link"]}]})

    resume: Annotated[
        dict[str, Any] | None,
        Field(description="Fields of `Resume`, those of the hh.ru API's resume, or of JSON Resume."),
    ] = None
    link: Annotated[str | None, Field(max_length=500, examples=["https://hh.ru/resume/0123456789abcdef"])] = (
        None
    )


class FormRequest(TargetFields):
    """A form: a document as `file`, and the fields of the target."""

    file: Annotated[bytes, Field(json_schema_extra={"format": "binary"})]


def body_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a body, its references pointing to the components of the API's description."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)  # all of them are components already, as parts of responses
    return schema


class Submission(BaseModel):
    """A checked request: what to assess, for what, how urgently."""

    model_config = ConfigDict(frozen=True)

    document: Document
    target: Target
    lane: Lane


async def read_submission(request: Request, settings: GatewaySettings) -> Submission:
    """Read and check the body of `POST /v1/assessments`.

    Raises:
        RequestRejected: with the problem, in words fit for a person.
    """
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type == "multipart/form-data":
        async with request.form(max_files=1, max_fields=_FIELDS_LIMIT) as form:
            return await _read_form(form, settings)
    if media_type == "application/json":
        return await run_in_threadpool(_read_json, await request.body(), settings)
    raise reject("unsupported_media_type")


async def _read_form(form: FormData, settings: GatewaySettings) -> Submission:
    upload = form.get("file")
    if not isinstance(upload, UploadFile):
        raise reject_request("file: обязательное поле", "file: required")
    fields = _validated(TargetFields, {key: value for key, value in form.items() if key != "file" and value})
    content = await upload.read()
    if len(content) > settings.document_limit_mb * 2**20:
        raise reject("document_too_large", limit_mb=settings.document_limit_mb)
    try:
        document = await run_in_threadpool(identify_document, content)
    except InvalidInput as error:
        raise RequestRejected(error.problem) from None
    return Submission(document=document, target=fields.target(), lane=fields.lane)


def _read_json(body: bytes, settings: GatewaySettings) -> Submission:
    if len(body) > settings.document_limit_mb * 2**20:
        raise reject("document_too_large", limit_mb=settings.document_limit_mb)
    try:
        fields = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise reject_request("тело: неправильный JSON", "body: not valid JSON") from None
    if _is_nested_deeper(fields, _NESTING_LIMIT):
        raise reject_request(
            f"тело: глубже {_NESTING_LIMIT} уровней", f"body: more than {_NESTING_LIMIT} levels deep"
        )
    request = _validated(JsonRequest, fields)
    given = [request.resume is not None, request.link is not None]
    if sum(given) != 1:
        raise reject_request("тело: нужно поле resume или link", "body: give either 'resume' or 'link'")
    if request.link is not None:
        link = read_resume_link(request.link)
        if link is None:
            raise reject("invalid_link")
        document = Document(kind=DocumentKind.LINK, content=link.address.encode())
    else:
        document = Document(kind=DocumentKind.MANUAL, content=_encode_resume(request.resume))
    target = Target.model_validate(request.model_dump(exclude={"lane", "resume", "link"}))
    return Submission(document=document, target=target, lane=request.lane)


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and infinities are Python's own, not JSON


def _is_nested_deeper(value: object, limit: int) -> bool:
    level = [value]
    for _ in range(limit + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _encode_resume(resume: dict[str, Any] | None) -> bytes:
    try:
        return json.dumps(resume, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise reject_request(
            "resume: в тексте недопустимые знаки", "resume: holds half of a surrogate pair"
        ) from None


def _validated(model: type[Fields], values: object) -> Fields:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise reject_request(*explain_validation(error)) from None
