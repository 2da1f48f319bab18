"""Target: what the resume is assessed for."""

from pydantic import Field

from shared.contracts.base import Contract
from shared.contracts.grade import Grade


class Target(Contract):
    """The vacancy, the hiring company and the grade that the person claims. All of it may be unknown."""

    client_name: str | None = Field(
        None, max_length=300, description="The company that hires.", examples=["Яндекс"]
    )
    grade: Grade | None = Field(None, description="The claimed grade.", examples=["middle"])
    salary_text: str | None = Field(
        None, max_length=300, description="Pay as written by a person.", examples=["от 250 000 ₽ на руки"]
    )
    vacancy_title: str | None = Field(None, max_length=500, examples=["Python-разработчик"])
    vacancy_description: str | None = Field(None, max_length=50_000)
