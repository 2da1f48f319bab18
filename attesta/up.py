"""`attesta up` and `attesta status`: the embedded system."""

import json
import signal
from pathlib import Path
from threading import Event
from typing import Annotated

import typer
from pydantic import ValidationError

from attesta.home import ClientSettings, fail


def up(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the API, on loopback.")] = 8000,
    samples: Annotated[bool, typer.Option(help="Assess the documents of samples/ once it is ready.")] = True,
) -> None:
    """Start the whole system on this machine and keep it up until Ctrl-C."""
    from deploy.embedded.home import CannotStart, Home
    from deploy.embedded.system import Plan, System

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    home = Home(ClientSettings().home)
    system = System(home, Plan(port=port), tell=lambda line: print(line, flush=True))
    try:
        system.start(stop)
        key = home.key_file.read_text().strip()
        if samples and not stop.is_set():
            _assess_samples(system.url, key)
        if not stop.is_set():
            _print_addresses(system.url, key, home.logs)
        system.keep_alive(stop)
        print("Stopping …", flush=True)
    except CannotStart as error:
        fail(str(error))
    except ValidationError as error:
        fail(
            "A setting is not valid: " + "; ".join(f"{one['loc'][0]}: {one['msg']}" for one in error.errors())
        )
    except OSError as error:  # a disk that fills up, a port that is taken while we start
        fail(f"{error.strerror or error}: {error.filename}" if error.filename else str(error))
    finally:
        system.stop()


def status(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with passwords.")] = False,
) -> None:
    """Show whether the embedded system runs, and where."""
    import psutil

    from deploy.embedded.home import Home

    home = Home(ClientSettings().home)
    found = home.read_status()
    if found is None:
        fail(f"No system runs in {home.root}.")
    processes = [
        {"name": one.name, "pid": one.pid, "alive": psutil.pid_exists(one.pid)} for one in found.processes
    ]
    if as_json:
        print(json.dumps(found.model_dump() | {"processes": processes}, indent=2))
        return
    print(f"API        {found.url}\nData, logs {home.root}")
    for one in processes:
        print(f"{one['name']:<10} {one['pid']:>7}  {'alive' if one['alive'] else 'dead'}")


def _assess_samples(url: str, key: str) -> None:
    from attesta.client import Client
    from attesta.show import show_assessment

    folder = Path(__file__).parent.parent / "samples"
    with Client(url, key) as client:
        for file in sorted(path for path in folder.glob("*") if path.suffix != ".md"):
            print(f"\n── {file.name}")
            print(show_assessment(client.assess(file.name, file.read_bytes(), {})))


def _print_addresses(url: str, key: str, logs: Path) -> None:
    print(
        f"\nAttesta is up.\n  API   {url}/v1/assessments\n  Docs  {url}/docs\n"
        f"  Key   {key}\n  Logs  {logs}\nCtrl-C stops it.",
        flush=True,
    )
