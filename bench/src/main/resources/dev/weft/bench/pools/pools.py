"""Python's side of the measurements: the loops are those of RoundTrip, JobsPerSecond and Way."""

import platform
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Thread


def one():
    return 1


def add_one(i):
    return i + 1


def round_trip(threads, millis):
    with ThreadPoolExecutor(threads) as pool:
        trips = 0
        start = time.perf_counter()
        elapsed = 0
        while elapsed < millis / 1e3:
            trips += pool.submit(one).result()
            elapsed = time.perf_counter() - start
        return elapsed * 1e6 / trips


def jobs_per_second(threads, submitters, window, millis):
    with ThreadPoolExecutor(threads) as pool:
        start = time.perf_counter()
        end = start + millis / 1e3
        done = []

        def submit_until_end():
            jobs = 0
            while time.perf_counter() < end:
                futures = [pool.submit(one) for _ in range(window)]
                jobs += sum(future.result() for future in futures)
            done.append(jobs)

        workers = [Thread(target=submit_until_end) for _ in range(submitters)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sum(done) / (time.perf_counter() - start)


def many_jobs(way, jobs):
    with ThreadPoolExecutor() as pool:
        start = time.perf_counter()
        if way == "map":
            total = sum(pool.map(add_one, range(jobs)))
        else:
            futures = [pool.submit(add_one, i) for i in range(jobs)]
            total = sum(future.result() for future in as_completed(futures))
        assert total == jobs * (jobs + 1) // 2
        return time.perf_counter() - start


def peak_megabytes():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return float("nan")


def serve():
    for line in sys.stdin:
        what, *numbers = line.split()
        if what == "version":
            answer = f"{platform.python_implementation()} {platform.python_version()}"
        elif what == "round_trip":
            answer = round_trip(*map(int, numbers))
        else:
            answer = jobs_per_second(*map(int, numbers))
        print(answer, flush=True)


if sys.argv[1] == "serve":
    serve()
else:
    print(many_jobs(sys.argv[1], int(sys.argv[2])), peak_megabytes())
