"""Python's side of the measurements: asyncio and uvloop do what Rota, Night, Timers and RoundTrip do."""

import asyncio
import platform
import sys
import threading
import time

try:
    import uvloop
except ImportError:
    uvloop = None

WINDOW = 1_000
WATCHES_ONE_OF = 100
NEVER = 36_000


class Rota:
    def __init__(self):
        self.steps = 0
        self.measured = False
        self.over = False
        self.start = self.end = 0
        self.longest = 0


async def walk(rota):
    while not rota.over:
        rota.steps += 1
        await asyncio.sleep(0)


async def walk_watching(rota):
    last = None
    while not rota.over:
        rota.steps += 1
        if rota.measured:
            now = time.perf_counter()
            rota.longest = max(rota.longest, now - (last or rota.start))
            last = now
        await asyncio.sleep(0)
    rota.longest = max(rota.longest, rota.end - (last or rota.start))


async def empty():
    return 1


async def create(rota):
    while not rota.over:
        for task in [asyncio.create_task(empty()) for _ in range(WINDOW)]:
            await task
        rota.steps += WINDOW


async def measure(rota, walkers, millis):
    """Nanoseconds of a step, those of the processor's time, and the longest time between two steps in milliseconds."""
    tasks = [asyncio.create_task(walker) for walker in walkers]
    while not rota.steps:
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    steps, start, cpu_start = rota.steps, time.perf_counter(), time.thread_time()
    rota.start = start
    rota.measured = True
    await asyncio.sleep(millis / 1e3)
    while rota.steps == steps:
        await asyncio.sleep(millis / 1e3)
    cpu, elapsed, steps = time.thread_time() - cpu_start, time.perf_counter() - start, rota.steps - steps
    rota.end = start + elapsed
    rota.measured = False
    rota.over = True
    await asyncio.gather(*tasks)
    return elapsed * 1e9 / steps, cpu * 1e9 / steps, rota.longest * 1e3


async def yielding(coroutines, millis):
    rota = Rota()
    crowd = coroutines >= WATCHES_ONE_OF
    walkers = [(walk_watching if crowd and i % WATCHES_ONE_OF == 0 else walk)(rota) for i in range(coroutines)]
    return await measure(rota, walkers, millis)


async def creating(coroutines, millis):
    rota = Rota()
    return await measure(rota, [create(rota) for _ in range(coroutines)], millis)


def trips(loop, millis):
    """Microseconds from this thread to the loop, which another one runs, and back."""
    runner = threading.Thread(target=loop.run_forever)
    runner.start()
    count = 0
    start = time.perf_counter()
    elapsed = 0
    while elapsed < millis / 1e3:
        count += asyncio.run_coroutine_threadsafe(empty(), loop).result()
        elapsed = time.perf_counter() - start
    loop.call_soon_threadsafe(loop.stop)
    runner.join()
    return (elapsed * 1e6 / count,)


def resident_bytes():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return float("nan")


async def night(coroutines, seconds):
    """Of each coroutine: bytes of the process; microseconds, and those of the processor, to create it and to wake it."""
    loop = asyncio.get_running_loop()
    memory, start, cpu_start = resident_bytes(), time.perf_counter(), time.process_time()
    end = loop.time() + seconds

    async def sleep_through():
        await asyncio.sleep(end - loop.time())

    tasks = [asyncio.create_task(sleep_through()) for _ in range(coroutines)]
    await asyncio.sleep(0)
    created, cpu_created, memory = time.perf_counter() - start, time.process_time() - cpu_start, resident_bytes() - memory
    late = loop.time() > end
    cpu_start = time.process_time()
    for task in tasks:
        await task
    awake, cpu_awake = loop.time() - end, time.process_time() - cpu_start
    if late:
        return await night(coroutines, seconds * 2)
    micros = (seconds * 1e6 / coroutines for seconds in (created, cpu_created, awake, cpu_awake))
    return memory / coroutines, *micros


async def timers(count, _):
    """Microseconds to set, to cancel and to fire one."""
    loop = asyncio.get_running_loop()
    start = time.perf_counter()
    handles = [loop.call_later(NEVER, int) for _ in range(count)]
    is_set = time.perf_counter()
    for handle in handles:
        handle.cancel()
    cancelled = time.perf_counter()
    fired = await fire(loop, count, 2 * (is_set - start))
    return tuple(seconds * 1e6 / count for seconds in (is_set - start, cancelled - is_set, fired))


async def fire(loop, count, seconds):
    done = loop.create_future()
    left = count

    def fired():
        nonlocal left
        left -= 1
        if not left:
            done.set_result(None)

    due = loop.time() + seconds
    for _ in range(count):
        loop.call_later(due - loop.time(), fired)
    late = loop.time() > due
    await done
    return await fire(loop, count, seconds * 2) if late else loop.time() - due


COROUTINES = {"yield": yielding, "create": creating, "sleep": night, "timers": timers}


def answer(kind, what, count, amount):
    loop = uvloop.new_event_loop() if kind == "uvloop" else asyncio.new_event_loop()
    try:
        return trips(loop, amount) if what == "trip" else loop.run_until_complete(COROUTINES[what](count, amount))
    finally:
        loop.close()


def serve():
    for line in sys.stdin:
        what, *words = line.split()
        if what == "version":
            beside = f", uvloop {uvloop.__version__}" if uvloop else ""
            print(f"{platform.python_implementation()} {platform.python_version()}{beside}", flush=True)
        elif what == "has_uvloop":
            print(int(uvloop is not None), flush=True)
        else:
            drill, count, millis = words
            print(*answer(what, drill, int(count), int(millis)), flush=True)


if sys.argv[1] == "serve":
    serve()
else:
    kind, what, count = sys.argv[1:]
    count = int(count)
    answer(kind, what, count // 10, 0.5 + count * 3e-7)
    print(*answer(kind, what, count, 0.5 + count * 3e-6))
