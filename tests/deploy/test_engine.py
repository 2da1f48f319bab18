"""The engine server in compose and Kubernetes: the same words, settings that exist, a GPU, one way in."""

import pytest

from services.scorer.engines.vllm import VllmSettings
from services.scorer.score import ENGINES
from shared.pipeline.flow import STEPS
from shared.pipeline.worker import WorkerSettings
from tests.deploy.manifests import K8S, ROOT, Manifest, containers, gather, of_kind, read_documents

COMPONENT = K8S / "components" / "engine"
IMAGE = "attesta-engine"
(COMPOSE,) = read_documents(ROOT / "docker-compose.engine.yml")
(PATCH,) = read_documents(COMPONENT / "scorer.yaml")


def environments() -> dict[str, Manifest]:
    """What the scorer is told where there is an engine."""
    (container,) = containers(PATCH)
    return {
        "compose": COMPOSE["services"]["scorer"]["environment"],
        "kubernetes": {one["name"]: one.get("value") for one in container["env"]},
    }


@pytest.mark.parametrize("place", ["compose", "kubernetes"])
def test_the_scorer_is_told_what_it_knows(place: str) -> None:
    environment = environments()[place]
    known = {f"ATTESTA_SCORER_{name.upper()}" for name in ("engine", *VllmSettings.model_fields)}
    known |= {f"ATTESTA_{name.upper()}" for name in WorkerSettings.model_fields}
    assert set(environment) <= known
    assert environment["ATTESTA_SCORER_ENGINE"] in ENGINES
    assert environment["ATTESTA_SCORER_ENGINE_URL"] == "http://engine:8100"
    assert environment["ATTESTA_SCORER_CHECKPOINT"] == "/artefacts/current"


def test_the_engine_is_one_word_and_no_step() -> None:
    resources = gather(COMPONENT)
    (container,) = containers(of_kind(resources, "Deployment")["engine"])
    (scaled,) = of_kind(resources, "ScaledObject").values()
    assert container["image"] == COMPOSE["services"]["engine"]["image"] == IMAGE
    assert scaled["spec"]["scaleTargetRef"] == {"name": "engine"}
    assert of_kind(resources, "Service")["engine"]["spec"]["ports"][0]["port"] == 8100
    assert "engine" not in STEPS
    assert (ROOT / COMPOSE["services"]["engine"]["build"]["dockerfile"]).is_file()


def test_the_engine_is_scaled_by_what_waits_in_it() -> None:
    (scaled,) = of_kind(gather(COMPONENT), "ScaledObject").values()
    (trigger,) = scaled["spec"]["triggers"]
    assert trigger["type"] == "prometheus"
    assert "vllm:num_requests_waiting" in trigger["metadata"]["query"]
    assert scaled["spec"]["minReplicaCount"] >= 1


def test_the_engine_has_a_gpu_is_confined_and_is_let_start_slowly() -> None:
    deployment = of_kind(gather(COMPONENT), "Deployment")["engine"]
    (container,) = containers(deployment)
    assert container["resources"]["limits"]["nvidia.com/gpu"] == 1
    assert deployment["spec"]["template"]["spec"]["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    probe = container["startupProbe"]
    assert probe["periodSeconds"] * probe["failureThreshold"] >= 600
    service = COMPOSE["services"]["engine"]
    assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
    assert "ports" not in service


def test_only_the_scorer_and_prometheus_reach_the_engine() -> None:
    joined = [name for name, one in COMPOSE["services"].items() if "engine" in one["networks"]]
    assert joined == ["engine", "scorer"]
    assert COMPOSE["networks"]["engine"]["internal"] is True
    assert COMPOSE["services"]["engine"]["networks"] == ["engine"]
    policies = of_kind(gather(COMPONENT), "NetworkPolicy")
    (rule,) = policies["engine"]["spec"]["ingress"]
    names = [peer["podSelector"]["matchLabels"]["app.kubernetes.io/name"] for peer in rule["from"][:1]]
    assert names == ["scorer"] and len(rule["from"]) == 2
    assert policies["to-engine"]["spec"]["podSelector"] == {
        "matchLabels": {"app.kubernetes.io/name": "scorer"}
    }
