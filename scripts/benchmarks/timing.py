"""What both sides of the benchmarks of schedulers use: a pace, delays, and the processor time of an idle scheduler."""

import json
import math
import os
import random
import time


def tell(seconds):
    print(json.dumps({"seconds": round(seconds, 6)}))


def paced(count, a_second):
    """Yields so many numbers, so many of them a second: each at any instant of its share of the second, the same ones in each
    run. In even steps they could fall in with the steps in which a consumer looks for work."""
    chance = random.Random(1)
    begun = time.monotonic()
    for number in range(count):
        pause = begun + (number + chance.random()) / a_second - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        yield number


def tell_delays(delays, path):
    """Tells the 99th percentile; a line with the 50th, the 95th and the 99th goes to the file."""
    delays = sorted(delays)
    percentiles = [delays[math.ceil(len(delays) * share) - 1] for share in (0.5, 0.95, 0.99)]
    with open(path, "a") as file:
        print(*(f"{delay:.6f}" for delay in percentiles), sep="\t", file=file)
    tell(percentiles[-1])


def processor_seconds(root):
    """What a process and all of its descendants have used so far, with those that have ended and been waited for."""
    used, children = {}, {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                text = file.read()
        except (FileNotFoundError, ProcessLookupError):
            continue
        # The name in the second field may hold blanks and brackets.
        fields = text[text.rindex(")") + 2 :].split()
        used[int(name)] = sum(map(int, fields[11:15]))
        children.setdefault(int(fields[1]), []).append(int(name))
    total, tree = 0, [root]
    while tree:
        process = tree.pop()
        total += used[process]
        tree += children.get(process, [])
    return total / os.sysconf("SC_CLK_TCK")


def tell_idle(process, seconds):
    """Tells the processor time that a scheduler takes in so many seconds. Reading its jobs is no part of that: it counts from
    when a scheduler has been quiet for three seconds, and after a minute from a scheduler that is never quiet."""
    quiet, given_up = 0, time.monotonic() + 60
    before = processor_seconds(process)
    while quiet < 3 and time.monotonic() < given_up:
        time.sleep(1)
        now = processor_seconds(process)
        quiet = quiet + 1 if now - before <= 0.02 else 0
        before = now
    time.sleep(seconds)
    tell(processor_seconds(process) - before)
