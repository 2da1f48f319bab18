"""What the scraper is told by the environment (`ATTESTA_SCRAPER_...`). All durations in seconds."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

# BI-аналитик ... Технический писатель: the category "Информационные технологии" of GET /professional_roles.
_IT = "156 160 10 150 25 165 36 73 155 96 164 104 157 107 112 113 148 114 116 121 124 125 126"
_IT_ROLES = tuple(_IT.split())


class ScraperSettings(BaseSettings):
    """Where to look, how patiently, and below what a harvest is not believed."""

    model_config = SettingsConfigDict(env_prefix="ATTESTA_SCRAPER_", frozen=True, extra="ignore")

    ratings_url: str = Field(
        "https://rating.hh.ru/history/rating2023/summary?tab=giant",
        description="The first page of the employer rating. Newer years are found from it.",
    )
    user_agent: str = Field(
        "attesta-scraper/1 (set ATTESTA_SCRAPER_USER_AGENT to a name with a contact)",
        description="Who asks. Site owners want to reach a person: name one.",
    )

    chromium: Path | None = Field(None, description="The browser. Default: the one on PATH.")
    chromedriver: Path | None = Field(None, description="Its driver. Default: the one on PATH.")
    chromium_sandbox: bool = Field(
        True, description="False where the container confines the browser and lets it make no sandbox."
    )
    browser_attempts: int = Field(2, ge=1, description="A browser that dies is started anew so often.")

    page_seconds: float = Field(30, gt=0, description="The longest wait for what a page should show.")
    quiet_seconds: float = Field(
        10, gt=0, description="A page on which nothing has happened for so long will not show it any more."
    )
    settle_seconds: float = Field(1, gt=0, description="Rows that stay as they are for so long are all.")
    probe_seconds: float = Field(10, gt=0, description="The longest wait for a year that may not exist.")
    page_pause_seconds: float = Field(1, ge=0, description="Between two pages of one site.")

    group_floor: int = Field(
        10, ge=1, description="A group with fewer companies is not believed. 2023's smallest has 129."
    )
    group_floor_of_largest: float = Field(
        0.1, ge=0, le=1, description="Nor one that is smaller than this part of the year's largest."
    )
    group_floor_of_stored: float = Field(
        0.7, ge=0, le=1, description="Nor one that lost more than the rest of what is stored of its year."
    )
    group_floor_of_year_before: float = Field(
        0.5, ge=0, le=1, description="Nor one that has less than this part of what it had the year before."
    )
    evidence_dir: Path = Field(
        Path(".attesta/scraper"), description="Where pages that a run did not understand are kept."
    )
    evidence_runs: int = Field(20, ge=1, description="The pages of so many runs are kept at most.")
    evidence_days: int = Field(30, ge=1, description="And for so many days.")

    hh_url: str = Field("https://api.hh.ru", description="The API of vacancies.")
    hh_roles: tuple[str, ...] = Field(
        _IT_ROLES,
        description="Professional roles, by hh.ru's numbers: those of information technology.",
    )
    hh_areas: tuple[str, ...] = Field(("113",), description="Areas, by hh.ru's numbers: Russia.")
    hh_list_limit: int = Field(2000, ge=1, description="A list shows no more than so many vacancies.")
    first_days: int = Field(30, ge=1, description="How far back the very first run looks.")
    request_pause_seconds: float = Field(0.5, ge=0, description="Between two requests to one site.")
    http_attempts: int = Field(6, ge=1, description="How often a site in trouble is asked.")
    retry_pause_seconds: float = Field(2, gt=0, description="The first pause; each next one is twice it.")
    retry_pause_limit_seconds: float = Field(300, gt=0)

    telegram_url: str = Field("https://t.me", description="Where public channels are shown.")
    telegram_channels: tuple[str, ...] = Field(
        (), description="Names of public channels, as a JSON list. Without one nothing is read."
    )
    board_urls: dict[str, str] = Field(
        {}, description="Other addresses of job boards than their own, by name, as a JSON object."
    )
    board_pages: int = Field(20, ge=1, description="So many pages of a board's list are read at most.")
