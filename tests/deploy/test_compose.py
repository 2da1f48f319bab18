"""The compose file: who may talk to whom, and how each container is confined."""

import importlib.util
import re

import pytest

from services.scraper.settings import ScraperSettings
from shared.pipeline.flow import FLOW
from shared.pipeline.schedule import ScheduleSettings, parse_cron
from shared.settings import Settings
from tests.deploy.manifests import ROOT, Manifest, read_compose

SERVICES: Manifest = read_compose()["services"]
EACH_SERVICE = pytest.mark.parametrize("name", SERVICES)
OURS = ("gateway", "keeper", "migrate", "scraper", *(step.name for step in FLOW))
GRACE_FOR_THE_RESULT_SECONDS = 5


def test_the_services_are_the_processes_and_their_servers() -> None:
    assert set(SERVICES) == {*OURS, "postgres", "redis"}


@EACH_SERVICE
def test_a_container_is_confined(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "pids_limit", "cpus"} <= set(service)
    assert not {"privileged", "cap_add", "network_mode", "pid"} & set(service)


@EACH_SERVICE
def test_only_gateway_and_scraper_have_a_way_out_and_only_one_has_a_port(name: str) -> None:
    service = SERVICES[name]
    assert read_compose()["networks"]["inside"] == {"internal": True}
    outside = ["outside"] if name in ("gateway", "scraper") else []
    assert service["networks"] == ["inside", *outside]
    assert service.get("ports", []) == (["127.0.0.1:8000:8000"] if name == "gateway" else [])


@EACH_SERVICE
def test_what_a_service_waits_for_can_be_waited_for(name: str) -> None:
    for other, condition in SERVICES[name].get("depends_on", {}).items():
        if condition == {"condition": "service_healthy"}:
            assert SERVICES[other]["healthcheck"]["test"]
        else:
            assert condition == {"condition": "service_completed_successfully"}
            assert SERVICES[other]["restart"] == "no"


@pytest.mark.parametrize("name", OURS)
def test_a_process_gets_settings_it_knows_and_time_to_end(name: str) -> None:
    service = SERVICES[name]
    known = {f"ATTESTA_{field.upper()}" for field in ScheduleSettings.model_fields}
    known |= {f"ATTESTA_SCRAPER_{field.upper()}" for field in ScraperSettings.model_fields}
    assert set(service["environment"]) <= known
    grace_seconds = int(service["stop_grace_period"].removesuffix("s"))
    soft_shutdown_seconds = Settings.model_fields["soft_shutdown_seconds"].default
    assert grace_seconds >= soft_shutdown_seconds + GRACE_FOR_THE_RESULT_SECONDS


@pytest.mark.parametrize("name", ["keeper", "migrate"])
def test_a_command_runs_a_module_that_exists(name: str) -> None:
    python, option, module = SERVICES[name]["command"]
    assert (python, option) == ("python", "-m")
    assert importlib.util.find_spec(module)


def test_passwords_are_required_and_come_from_outside() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    variables = dict(re.findall(r"(?<!\$)\$\{(\w+)([^}]*)\}", text))
    assert all(rule.startswith(":?") for rule in variables.values())
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^(\w+)=$", example, re.MULTILINE)) == set(variables)
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_scraper_has_its_browser_and_the_keeper_a_schedule() -> None:
    assert SERVICES["scraper"]["build"]["args"]["DEBIAN_PACKAGES"].split() == ["chromium", "chromium-driver"]
    assert "command" not in SERVICES["scraper"]
    lines = {name: line for name, line in SERVICES["keeper"]["environment"].items() if "SCHEDULE" in name}
    assert lines
    for line in lines.values():
        parse_cron(line)
