"""Messages hold ids only, and go where they should whatever Redis has forgotten."""

import base64
import json
from uuid import uuid4

import pytest
import redis

from shared.pipeline.flow import FLOW, Lane, step_queues
from shared.pipeline.queue import Queue, make_celery
from shared.settings import Settings


def read_message(client: "redis.Redis", queue: str) -> dict[str, object]:
    raw = client.lpop(queue)
    assert isinstance(raw, bytes)
    message = json.loads(raw)
    return {"headers": message["headers"], "body": json.loads(base64.b64decode(message["body"]))}


def test_a_message_holds_an_id_and_a_time_limit_that_fits(
    servers: Settings, empty_redis: "redis.Redis"
) -> None:
    one = uuid4()
    Queue(servers).publish("parser", Lane.BULK, one)
    message = read_message(empty_redis, "parser.bulk")
    assert message["body"][0] == [str(one)]  # type: ignore[index]
    hard, soft = message["headers"]["timelimit"]  # type: ignore[index]
    assert (hard, soft) == (FLOW[0].hard_limit_seconds, FLOW[0].soft_limit_seconds)


def test_each_queue_gets_its_own_messages_even_after_a_flush(
    servers: Settings, empty_redis: "redis.Redis"
) -> None:
    queue = Queue(servers)
    queue.publish("parser", Lane.INTERACTIVE, uuid4())
    empty_redis.flushall()
    for step in FLOW:
        for lane in Lane:
            queue.publish(step.name, lane, uuid4())
    names = [name for step in FLOW for name in step_queues(step.name)]
    assert {name: queue.depth(name) for name in names} == dict.fromkeys(names, 1)


def test_interactive_queues_are_looked_at_first() -> None:
    """With any other order strategy, or with bulk listed first, interactive work would starve."""
    settings = Settings(database_url="postgresql://", redis_url="redis://")
    celery = make_celery(settings)
    assert celery.conf.broker_transport_options["queue_order_strategy"] == "priority"
    assert [queue.name for queue in celery.conf.task_queues][:2] == ["parser", "parser.bulk"]


def test_a_visibility_timeout_shorter_than_the_work_is_refused() -> None:
    settings = Settings(
        database_url="postgresql://",
        redis_url="redis://",
        visibility_timeout_seconds=60,
    )
    with pytest.raises(ValueError, match="visibility_timeout_seconds must exceed"):
        make_celery(settings)


def test_publishing_after_a_commit_survives_a_dead_redis(servers: Settings) -> None:
    dead = servers.model_copy(update={"redis_url": type(servers.redis_url)("redis://127.0.0.1:1/0")})
    queue = Queue(dead)
    queue.publish_after_commit(["parser"], uuid4())
    assert not queue.is_alive()
