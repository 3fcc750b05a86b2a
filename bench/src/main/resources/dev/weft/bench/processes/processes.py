"""Python's side of the measurements: the loops are those of RoundTrip, JobsPerSecond, MapItems and so on.

Processes are forked, which is the fastest that Python has, and lets them find the functions of this script.
"""

import contextlib
import functools
import os
import platform
import random
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

try:
    from joblib.externals import loky
except ImportError:
    try:
        import loky
    except ImportError:
        loky = None

signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks is interrupted as well, and ends this


def one():
    return 1


def sum_of(number, text):
    return number + len(text) - 11


def add_one(i):
    return i + 1


def spin(i, nanos):
    start = time.perf_counter_ns()
    while time.perf_counter_ns() - start < nanos:
        pass
    return 31 * i + 7


def fork_pool(workers):
    return ProcessPoolExecutor(workers, mp_context=get_context("fork"))


@functools.cache
def pool(name, workers):
    """Returns a pool that stays open; while nobody asks, it only waits."""
    made = loky.ProcessPoolExecutor(workers) if name == "loky" else fork_pool(workers)
    made.submit(one).result()
    return made


def empty_job(name):
    return one


def capturing_job(name):
    number, text = 7, "seven"
    if name == "loky":
        return lambda: number + len(text) - 11
    return functools.partial(sum_of, number, text)  # it cannot send a lambda


def round_trip(name, kind, millis):
    executor = pool(name, 1)
    job = {"empty": empty_job, "capturing": capturing_job}[kind](name)
    trips = 0
    start = time.perf_counter()
    elapsed = 0
    while elapsed < millis / 1e3:
        trips += executor.submit(job).result()
        elapsed = time.perf_counter() - start
    return elapsed * 1e6 / trips


def jobs_per_second(name, workers, window, millis):
    executor = pool(name, workers)
    jobs = 0
    start = time.perf_counter()
    while time.perf_counter() < start + millis / 1e3:
        futures = [executor.submit(one) for _ in range(window)]
        jobs += sum(future.result() for future in futures)
    return jobs / (time.perf_counter() - start)


def map_items(workers, items, chunk):
    executor = pool("ProcessPoolExecutor", workers)
    start = time.perf_counter()
    total = sum(executor.map(add_one, range(items), chunksize=chunk))
    assert total == items * (items + 1) // 2
    return items / (time.perf_counter() - start)


def first_result():
    start = time.perf_counter()
    with fork_pool(os.cpu_count()) as executor:
        executor.submit(one).result()
        return (time.perf_counter() - start) * 1e3


def recovery():
    broken = fork_pool(1)
    killed = broken.submit(os.getpid).result()
    start = time.perf_counter()
    os.kill(killed, signal.SIGKILL)
    try:
        broken.submit(os.getpid).result()
        raise AssertionError(f"process {killed} was killed, and answered")
    except BrokenProcessPool:
        with fork_pool(1) as repaired:
            repaired.submit(os.getpid).result()
            return (time.perf_counter() - start) * 1e3
    finally:
        broken.shutdown()


def casualties(workers, jobs, nanos, kills):
    dice = random.Random(42)
    every = jobs // (kills + 1)
    killed = lost = 0
    with fork_pool(workers) as executor:
        futures = [executor.submit(spin, i, nanos) for i in range(jobs)]
        for i, future in enumerate(futures):
            try:
                assert future.result() == 31 * i + 7
            except BrokenProcessPool:
                lost += 1
            alive = list(executor._processes or ()) if killed < kills and i >= every * (killed + 1) else ()
            if alive:
                killed += 1
                with contextlib.suppress(ProcessLookupError):
                    os.kill(dice.choice(alive), signal.SIGKILL)
    return lost


def version():
    peers = f"loky {loky.__version__}" if loky else "no joblib or loky found: its rows are left out"
    return f"{platform.python_implementation()} {platform.python_version()}, {peers}"


QUESTIONS = {
    "version": version,
    "has_loky": lambda: int(loky is not None),
    "round_trip": round_trip,
    "jobs_per_second": jobs_per_second,
    "map": map_items,
    "first_result": first_result,
    "recovery": recovery,
    "casualties": casualties,
}


def serve():
    for line in sys.stdin:
        what, *words = line.split()
        answer = QUESTIONS[what](*(int(word) if word.isdigit() else word for word in words))
        print(answer, flush=True)


if sys.argv[1] == "serve":
    serve()
else:
    print(QUESTIONS[sys.argv[1]](), flush=True)
