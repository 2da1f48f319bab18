"""The project's compose file and Kubernetes manifests, parsed; what kustomize would gather, gathered."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).parent.parent.parent
K8S = ROOT / "deploy" / "k8s"
OVERLAYS = ("local", "production")

Manifest = Mapping[str, Any]


def read_documents(file: Path) -> list[Manifest]:
    """All YAML documents of a file."""
    return list(yaml.safe_load_all(file.read_text(encoding="utf-8")))


def read_compose() -> Manifest:
    """The compose file, its anchors resolved, its variables as written."""
    (compose,) = read_documents(ROOT / "docker-compose.yml")
    return compose


def read_kustomization(folder: Path) -> Manifest:
    """The kustomization of a folder."""
    (kustomization,) = read_documents(folder / "kustomization.yaml")
    return kustomization


def gather_files(folder: Path) -> Iterator[Path]:
    """The resource files that a kustomization names, directly or through other kustomizations."""
    kustomization = read_kustomization(folder)
    for name in (*kustomization["resources"], *kustomization.get("components", ())):
        place = (folder / name).resolve()
        if place.is_dir():
            yield from gather_files(place)
        else:
            yield place


def gather(folder: Path) -> list[Manifest]:
    """The resources of a kustomization; patches are not applied."""
    return [manifest for file in gather_files(folder) for manifest in read_documents(file)]


def of_kind(manifests: list[Manifest], *kinds: str) -> dict[str, Manifest]:
    """The manifests of some kinds by name."""
    return {manifest["metadata"]["name"]: manifest for manifest in manifests if manifest["kind"] in kinds}


def workloads(manifests: list[Manifest]) -> dict[str, Manifest]:
    """Whatever makes pods, by name."""
    return of_kind(manifests, "Deployment", "StatefulSet", "Job")


def pod_labels(workload: Manifest) -> Mapping[str, str]:
    """The labels that the pods carry in the cluster, with those that kustomize adds."""
    template: Mapping[str, str] = workload["spec"]["template"]["metadata"]["labels"]
    own_servers = {"postgres", "redis"}
    if template["app.kubernetes.io/name"] in own_servers:
        return template
    (added,) = read_kustomization(K8S / "base")["labels"]
    return {**template, **added["pairs"]}


def containers(workload: Manifest) -> list[Manifest]:
    """The containers of a workload's pods."""
    found: list[Manifest] = workload["spec"]["template"]["spec"]["containers"]
    return found
