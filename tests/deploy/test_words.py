"""One word per thing: a step is a compose service, an image, a Deployment and a ScaledObject of its name."""

import pytest

from shared.pipeline.flow import FLOW, step_queues
from tests.deploy.manifests import K8S, containers, gather, of_kind, read_compose, read_kustomization

STEPS = pytest.mark.parametrize("step", [step.name for step in FLOW])


@STEPS
def test_a_step_is_a_compose_service(step: str) -> None:
    service = read_compose()["services"][step]
    assert service["image"] == f"attesta-{step}"
    assert service["build"]["args"]["SERVICE"] == step
    assert "command" not in service  # the image starts its own step


@STEPS
def test_a_step_is_a_deployment(step: str) -> None:
    deployment = of_kind(gather(K8S / "base"), "Deployment")[step]
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert labels == {"app.kubernetes.io/name": step, "role": "step"}
    (container,) = containers(deployment)
    assert container["image"] == f"attesta-{step}"
    assert "command" not in container


@STEPS
def test_a_step_is_scaled_by_both_its_queues(step: str) -> None:
    scaled = of_kind(gather(K8S / "components" / "keda"), "ScaledObject")[step]["spec"]
    assert scaled["scaleTargetRef"] == {"name": step}
    assert tuple(trigger["metadata"]["listName"] for trigger in scaled["triggers"]) == step_queues(step)
    assert scaled["minReplicaCount"] >= 1
    assert all(int(trigger["metadata"]["listLength"]) > 0 for trigger in scaled["triggers"])


def test_nothing_else_is_scaled_or_called_a_step() -> None:
    steps = {step.name for step in FLOW}
    assert set(of_kind(gather(K8S / "components" / "keda"), "ScaledObject")) == steps
    called_a_step = {
        name
        for name, deployment in of_kind(gather(K8S / "base"), "Deployment").items()
        if deployment["spec"]["template"]["metadata"]["labels"].get("role") == "step"
    }
    assert called_a_step == steps


@pytest.mark.parametrize("overlay", ["local", "production"])
def test_an_overlay_says_where_every_image_comes_from(overlay: str) -> None:
    images = {image["name"]: image for image in read_kustomization(K8S / "overlays" / overlay)["images"]}
    assert set(images) == {"attesta-gateway", "attesta-scraper", *(f"attesta-{step.name}" for step in FLOW)}
    assert len({image["newTag"] for image in images.values()}) == 1
