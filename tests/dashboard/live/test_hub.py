"""The hub: once per audience, at once on change, never more often than it should, nobody waits for anybody."""

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from dashboard.live.hub import BEAT_S, GAP_S, Hub, running
from dashboard.live.snapshot import Audience
from models.ports import Ports, StoreUnavailableError
from tests.builders import NOON, a_booking, a_state, some_ports
from tests.fakes import MemoryHolds, MemoryLive

FULL = Audience.FULL


def live_of(ports: Ports) -> MemoryLive:
    assert isinstance(ports.live, MemoryLive)
    return ports.live


def with_hub(body: Callable[[Hub, Ports], Awaitable[None]], ports: Ports | None = None) -> None:
    async def run() -> None:
        house = ports or some_ports()
        hub = Hub(house, live_of(house).subscribe)
        async with running([hub]):
            await asyncio.wait_for(body(hub, house), 20)

    asyncio.run(run())


def parsed(frame: bytes) -> dict[str, Any]:
    assert frame.startswith(b"data: ")
    assert frame.endswith(b"\n\n")
    body: dict[str, Any] = json.loads(frame[6:])
    return body


async def full_frame(hub: Hub, people: int) -> dict[str, Any]:
    """The first frame that shows so many people in the gym."""
    sequence = 0
    while True:
        sequence = await hub.after(sequence)
        body = parsed(hub.frame(FULL)[0])
        if body["spaces"]["gym"]["people"] == people:
            return body


def test_a_change_in_another_thread_reaches_a_viewer() -> None:
    async def body(hub: Hub, ports: Ports) -> None:
        thread = threading.Thread(target=lambda: live_of(ports).put(a_state(17), at=NOON))
        thread.start()
        assert (await full_frame(hub, 17))["heard"] == NOON.timestamp() * 1000
        thread.join()

    with_hub(body)


def test_a_thousand_viewers_cost_one_serialisation_per_audience() -> None:
    async def body(hub: Hub, ports: Ports) -> None:
        live_of(ports).put(a_state(17), at=NOON)
        await full_frame(hub, 17)
        hub.encoded = 0
        sequence = await hub.after(hub.sequence)
        frames = [hub.frame(audience) for audience in Audience for _ in range(1000)]
        assert len(frames) == 2000
        assert hub.sequence == sequence
        assert hub.encoded == 2

    with_hub(body)


def test_many_changes_in_a_moment_become_few_frames() -> None:
    async def body(hub: Hub, ports: Ports) -> None:
        began, first = time.monotonic(), hub.sequence
        for people in range(300):
            live_of(ports).put(a_state(people), at=NOON)
            await asyncio.sleep(0)
        await full_frame(hub, 299)
        allowed = (time.monotonic() - began) / GAP_S + 2
        assert hub.sequence - first <= allowed

    with_hub(body)


def test_without_change_a_viewer_gets_beats_that_carry_no_snapshot() -> None:
    async def body(hub: Hub, ports: Ports) -> None:
        await hub.after(hub.sequence)
        _, version = hub.frame(FULL)
        sequence = hub.sequence
        sequence = await hub.after(sequence)
        frame, still = hub.frame(FULL, version)
        assert still == version
        assert set(parsed(frame)) == {"seq", "sent"}
        assert "spaces" in parsed(hub.frame(FULL, 0)[0])

    assert 2 * BEAT_S < 3, "a browser says that it is lost after 3 s; one beat may be missed"
    with_hub(body)


def test_a_change_brings_the_space_that_changed_and_no_trend() -> None:
    async def body(hub: Hub, ports: Ports) -> None:
        live_of(ports).put(a_state(5), at=NOON)
        await full_frame(hub, 5)
        _, version = hub.frame(FULL)
        live_of(ports).put(a_state(6), at=NOON)
        await full_frame(hub, 6)
        assert set(parsed(hub.frame(FULL, version)[0])) == {"seq", "sent", "spaces", "house"}

    with_hub(body)


def test_a_viewer_that_missed_the_change_still_gets_all_of_it() -> None:
    async def body(hub: Hub, ports: Ports) -> None:
        await hub.after(hub.sequence)
        _, before = hub.frame(FULL)
        live_of(ports).put(a_state(5), at=NOON)
        await full_frame(hub, 5)
        for _ in range(2):
            await hub.after(hub.sequence)
        frame, _ = hub.frame(FULL, before)
        assert parsed(frame)["spaces"]["gym"]["people"] == 5

    with_hub(body)


def test_a_slow_viewer_holds_up_nobody() -> None:
    async def body(hub: Hub, ports: Ports) -> None:
        stuck = asyncio.create_task(asyncio.Event().wait())
        for people in (1, 2, 3):
            live_of(ports).put(a_state(people), at=NOON)
            assert (await full_frame(hub, people))["spaces"]["gym"]["people"] == people
        assert not stuck.done()
        stuck.cancel()

    with_hub(body)


class BrokenBookings(MemoryHolds):
    """Holds whose store is away until it is mended."""

    mended = False

    def within(self, window: Any) -> Any:
        if not self.mended:
            raise StoreUnavailableError("database is away")
        return super().within(window)


def test_a_store_that_is_away_stops_neither_frames_nor_the_later_recovery() -> None:
    holds = BrokenBookings()
    house = replace(some_ports(), holds=holds)

    async def body(hub: Hub, ports: Ports) -> None:
        live_of(ports).put(a_state(4), at=NOON)
        await full_frame(hub, 4)
        holds.put([a_booking(NOON)])
        holds.mended = True
        while parsed(hub.frame(FULL)[0])["spaces"]["gym"]["now"] is None:
            await hub.after(hub.sequence)

    with_hub(body, house)


def test_closing_lets_every_viewer_go() -> None:
    async def body(hub: Hub, ports: Ports) -> None:
        waiting = [asyncio.create_task(hub.after(hub.sequence + 1000)) for _ in range(50)]
        await hub.after(hub.sequence)
        hub.close()
        await asyncio.wait_for(asyncio.gather(*waiting), 2)

    with_hub(body)


def test_news_of_another_centre_wakes_nobody() -> None:
    async def body(hub: Hub, ports: Ports) -> None:
        await hub.after(hub.sequence)
        began, sequence = time.monotonic(), hub.sequence
        live_of(ports).centre = type(live_of(ports).centre)("elsewhere")
        for _ in range(100):
            live_of(ports).put(a_state(9), at=NOON)
            await asyncio.sleep(0.001)
        assert hub.sequence - sequence <= (time.monotonic() - began) / BEAT_S + 2

    with_hub(body)
