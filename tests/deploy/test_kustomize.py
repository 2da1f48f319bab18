"""What kustomize would put together fits together: names, selectors, references. No cluster is needed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from services.gateway.settings import GatewaySettings
from tests.deploy.manifests import (
    K8S,
    OVERLAYS,
    ROOT,
    Manifest,
    containers,
    gather,
    gather_files,
    of_kind,
    pod_labels,
    read_documents,
    read_kustomization,
    workloads,
)

EACH_OVERLAY = pytest.mark.parametrize("overlay", OVERLAYS)
RECIPE = ROOT / "docs" / "recipes" / "run-on-kubernetes.md"


def resources(overlay: str) -> list[Manifest]:
    return gather(K8S / "overlays" / overlay)


def matches(selector: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    """Whether a label selector takes in a pod with these labels."""
    return all(labels.get(key) == value for key, value in selector.get("matchLabels", {}).items()) and all(
        labels.get(rule["key"]) in rule["values"] for rule in selector.get("matchExpressions", ())
    )


def found(value: object, key: str) -> Iterator[Any]:
    """All values under a key, wherever in a manifest."""
    if isinstance(value, dict):
        if key in value:
            yield value[key]
        for inner in value.values():
            yield from found(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from found(inner, key)


def test_every_file_is_used() -> None:
    used = {file for overlay in OVERLAYS for file in gather_files(K8S / "overlays" / overlay)}
    # Components that an operator may add to an overlay.
    used |= {file for folder in K8S.glob("components/*") for file in gather_files(folder)}
    for kustomization in K8S.rglob("kustomization.yaml"):
        used.add(kustomization)
        patches = read_kustomization(kustomization.parent).get("patches", ())
        used |= {kustomization.parent / patch["path"] for patch in patches}
    assert used == set(K8S.rglob("*.yaml"))


@EACH_OVERLAY
def test_no_resource_is_there_twice(overlay: str) -> None:
    names = Counter((one["kind"], one["metadata"]["name"]) for one in resources(overlay))
    assert [name for name, count in names.items() if count > 1] == []


@EACH_OVERLAY
def test_all_is_in_one_namespace(overlay: str) -> None:
    (namespace,) = of_kind(resources(overlay), "Namespace")
    for folder in (K8S / "base", K8S / "overlays" / overlay):
        assert read_kustomization(folder)["namespace"] == namespace
    assert not list(found(resources(overlay), "namespace"))


@EACH_OVERLAY
def test_a_workload_selects_its_own_pods_only(overlay: str) -> None:
    all_workloads = workloads(resources(overlay))
    for name, workload in all_workloads.items():
        selector = workload["spec"].get("selector")
        if selector is not None:  # a Job makes its own
            taken = {other for other, one in all_workloads.items() if matches(selector, pod_labels(one))}
            assert taken == {name}


@EACH_OVERLAY
def test_a_service_reaches_an_open_port(overlay: str) -> None:
    manifests = resources(overlay)
    for name, service in of_kind(manifests, "Service").items():
        (container,) = containers(workloads(manifests)[name])
        selector = {"matchLabels": service["spec"]["selector"]}
        assert matches(selector, pod_labels(workloads(manifests)[name]))
        opened = {key for port in container["ports"] for key in (port["name"], port["containerPort"])}
        assert {port.get("targetPort", port["port"]) for port in service["spec"]["ports"]} <= opened


@EACH_OVERLAY
def test_budgets_and_network_policies_select_pods_that_exist(overlay: str) -> None:
    manifests = resources(overlay)
    pods = [pod_labels(workload) for workload in workloads(manifests).values()]
    budgets = of_kind(manifests, "PodDisruptionBudget").values()
    policies = of_kind(manifests, "NetworkPolicy").values()
    selectors = [one["spec"]["selector"] for one in budgets]
    selectors += [policy["spec"]["podSelector"] for policy in policies]
    selectors += [
        peer["podSelector"]
        for policy in policies
        for peers in (*found(policy, "to"), *found(policy, "from"))
        for peer in peers
        if "podSelector" in peer and "namespaceSelector" not in peer
    ]
    assert len(selectors) > len(budgets) + len(policies) - 1
    for selector in selectors:
        assert any(matches(selector, pod) for pod in pods), selector


@EACH_OVERLAY
def test_workers_reach_postgres_redis_and_names_and_nothing_else(overlay: str) -> None:
    manifests = resources(overlay)
    policies = of_kind(manifests, "NetworkPolicy").values()
    assert any(
        policy["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]} for policy in policies
    )
    worker = pod_labels(workloads(manifests)["parser"])
    rules = [
        (direction, rule)
        for policy in policies
        if matches(policy["spec"]["podSelector"], worker)
        for direction in ("ingress", "egress")
        for rule in policy["spec"].get(direction, ())
    ]
    assert all(direction == "egress" and rule["to"] for direction, rule in rules)
    assert {port["port"] for _, rule in rules for port in rule["ports"]} == {53, 5432, 6379}


@EACH_OVERLAY
def test_settings_come_from_what_exists_and_secrets_from_the_operator(overlay: str) -> None:
    patch = read_documents(K8S / "base" / "process.yaml")
    manifests = [*resources(overlay), *patch]
    assert {ref["name"] for ref in found(manifests, "configMapRef")} <= set(of_kind(manifests, "ConfigMap"))
    secrets = {ref["name"] for key in ("secretRef", "secretKeyRef") for ref in found(manifests, key)}
    secrets |= {one["name"] for targets in found(manifests, "secretTargetRef") for one in targets}
    assert of_kind(manifests, "Secret") == {}
    recipe = RECIPE.read_text(encoding="utf-8")
    assert [name for name in secrets if f"create secret generic {name} " not in recipe] == []
    triggers = [trigger for triggers in found(manifests, "triggers") for trigger in triggers]
    authentications = of_kind(manifests, "TriggerAuthentication")
    assert {trigger["authenticationRef"]["name"] for trigger in triggers} <= set(authentications)


def test_settings_have_names_that_the_services_know() -> None:
    (settings,) = of_kind(gather(K8S / "base"), "ConfigMap").values()
    known = {f"ATTESTA_{name.upper()}" for name in GatewaySettings.model_fields}
    assert set(settings["data"]) <= known


@EACH_OVERLAY
def test_every_process_is_confined_and_bounded(overlay: str) -> None:
    (common,) = read_documents(K8S / "base" / "process.yaml")
    base = workloads(gather(K8S / "base"))
    for name, workload in workloads(resources(overlay)).items():
        (container,) = containers(workload)
        assert container["resources"]["limits"]["memory"], name
        confined = workload
        if name in base:  # kustomize merges the common part by the container's name
            assert container["name"] == containers(common)[0]["name"]
            confined = common
        (container,) = containers(confined)
        pod = confined["spec"]["template"]["spec"]
        assert pod["automountServiceAccountToken"] is False, name
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }


def test_the_gateway_is_probed_where_it_answers() -> None:
    (container,) = containers(workloads(gather(K8S / "base"))["gateway"])
    assert container["livenessProbe"]["httpGet"] == {"path": "/livez", "port": "http"}
    assert container["readinessProbe"]["httpGet"] == {"path": "/readyz", "port": "http"}
    assert container["ports"] == [
        {"name": "http", "containerPort": GatewaySettings.model_fields["port"].default}
    ]
