"""Runs commands by turns and tells what each run took.

    measure.py [--rounds N] [--repeat N] [--before SHELL] COMMAND… :: COMMAND… [:: …]

A round runs every command once, in the order given, so that what else the machine does falls on all of them. Each run is
a line on standard output, separated by tabs: the command's place from 1, seconds on the wall, seconds of processor time,
peak memory in KiB, and the seconds that the command told of itself ("seconds": 0.1 or Run Time: real 0.1; - for none).
With --repeat, a line is the median of so many runs in a row, for commands too short to be taken one by one.
--before is run, and its time not counted, before every run.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

TOLD = re.compile(r'(?:"seconds":|Run Time: real)\s*([0-9.eE+-]+)')


def run(command):
    # The kernel charges a child with the memory of the process that it was made from, here some 12 MB: no command
    # that is measured for its memory stays below that.
    with tempfile.TemporaryFile() as output:
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        start = time.perf_counter()
        child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
        output.seek(0)
        text = output.read().decode(errors="replace")
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command}: exit code {os.waitstatus_to_exitcode(status)}\n{text}")
    told = TOLD.findall(text)
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, float(told[-1]) if told else None


def sample(command, arguments):
    runs = []
    for _ in range(arguments.repeat):
        if arguments.before:
            subprocess.run(["bash", "-c", arguments.before], check=True, stdout=subprocess.DEVNULL)
        runs.append(run(command))
    columns = list(zip(*runs))
    told = None if None in columns[3] else statistics.median(columns[3])
    return [statistics.median(column) for column in columns[:3]] + [told]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--before")
    parser.add_argument("commands", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    commands = [[]]
    for word in arguments.commands:
        if word == "::":
            commands.append([])
        else:
            commands[-1].append(word)
    for _ in range(arguments.rounds):
        for place, command in enumerate(commands, 1):
            wall, cpu, peak, told = sample(command, arguments)
            print(place, f"{wall:.6f}", f"{cpu:.6f}", int(peak), "-" if told is None else f"{told:.6f}", sep="\t", flush=True)


main()
