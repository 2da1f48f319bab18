"""`attesta up` and `attesta status`: the embedded system."""

import json
import signal
from pathlib import Path
from threading import Event, Thread
from typing import Annotated

import typer
from pydantic import ValidationError

from attesta.home import ClientSettings, fail


def up(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the API, on loopback.")] = 8000,
    samples: Annotated[bool, typer.Option(help="Assess the documents of samples/ once it is ready.")] = True,
    without: Annotated[
        list[str] | None, typer.Option(help="A process to leave out, to run it by hand. May be repeated.")
    ] = None,
) -> None:
    """Start the whole system on this machine and keep it up until Ctrl-C."""
    from deploy.embedded.home import CannotStart, Home
    from deploy.embedded.system import Plan, System

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    home = Home(ClientSettings().home)
    system = System(home, Plan(port=port, without=without or ()), tell=lambda line: print(line, flush=True))
    try:
        system.start(stop)
        key = home.key_file.read_text().strip()
        # Beside keep_alive: what dies meanwhile is restarted, and Ctrl-C is heard.
        introduction = (system.url, key, home.logs, samples and not without, stop)
        Thread(target=_introduce, args=introduction, daemon=True).start()
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
    """Show whether the embedded system runs, and where. The exit code is 0 only if all of it is alive."""
    from deploy.embedded.home import Home

    home = Home(ClientSettings().home)
    found = home.read_status()
    if found is None:
        fail(f"No system runs in {home.root}.")
    processes = [{"name": one.name, "pid": one.pid, "alive": one.is_alive()} for one in found.processes]
    if as_json:
        print(json.dumps(found.model_dump() | {"processes": processes}, indent=2))
    else:
        print(f"API        {found.url}\nData, logs {home.root}")
        for one in processes:
            print(f"{one['name']:<10} {one['pid']:>7}  {'alive' if one['alive'] else 'dead'}")
    if not all(one["alive"] for one in processes):
        raise typer.Exit(1)


def _introduce(url: str, key: str, logs: Path, samples: bool, stop: Event) -> None:
    if samples:
        _assess_samples(url, key, stop)
    if not stop.is_set():
        print(
            f"\nAttesta is up.\n  API   {url}/v1/assessments\n  Docs  {url}/docs\n"
            f"  Key   {key}\n  Logs  {logs}\nCtrl-C stops it.",
            flush=True,
        )


def _assess_samples(url: str, key: str, stop: Event) -> None:
    from attesta.client import ApiError, Client
    from attesta.show import show_assessment

    folder = Path(__file__).parent.parent / "samples"
    with Client(url, key) as client:
        for file in sorted(path for path in folder.glob("*") if path.suffix != ".md"):
            try:
                shown = show_assessment(client.assess(file.name, file.read_bytes(), {}))
            except ApiError as error:
                shown = str(error)
            if stop.is_set():
                return
            print(f"\n── {file.name}\n{shown}", flush=True)
