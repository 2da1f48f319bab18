"""The scraper process: runs the jobs of the schedule, one at a time, as the keeper asks for them."""

import os
from datetime import datetime

from celery.signals import setup_logging

from services.scraper.jobs import run_job
from services.scraper.settings import ScraperSettings
from shared.db.session import open_database
from shared.pipeline.queue import SCRAPE_TASK, SCRAPER_QUEUE, make_celery
from shared.settings import Settings
from shared.telemetry import start_logging


def main() -> None:
    """Run until told to stop."""
    start_logging("scraper")
    # Celery reads this when its worker is imported. Without it SIGTERM waits for the whole run.
    os.environ.setdefault("REMAP_SIGTERM", "SIGQUIT")
    settings, scraper_settings = Settings(), ScraperSettings()
    engine = open_database(settings)
    app = make_celery(settings)

    def scrape(job: str, asked_at: str) -> None:
        run_job(engine, scraper_settings, job, datetime.fromisoformat(asked_at))

    app.task(name=SCRAPE_TASK)(scrape)
    setup_logging.connect(lambda **_: None, weak=False)  # ours stands
    app.worker_main(
        [
            "--quiet",
            "worker",
            f"--queues={SCRAPER_QUEUE}",
            "--pool=solo",  # one at a time, and the browser is our own child
            "--hostname=scraper@%h",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]
    )


if __name__ == "__main__":
    main()
