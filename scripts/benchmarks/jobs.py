"""Lunation's side of the benchmarks of schedulers. Each makes a workspace of its own, and reads the times from its table of jobs.

    jobs.py drain LUNATION WORKSPACE JOBS           seconds from the first start of jobs that wait to the last finish
    jobs.py pickup LUNATION WORKSPACE JOBS FILE     how long jobs from another process wait; percentiles go to the file
    jobs.py due LUNATION WORKSPACE JOBS             seconds from the instant that jobs are due at to the last start
    jobs.py idle LUNATION WORKSPACE JOBS            processor time of a minute in which none of the jobs is due
"""

import contextlib
import json
import math
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from datetime import datetime, timezone

from timing import paced, tell, tell_delays, tell_idle

LINE = '{"script": "scripts/noop.lua"}\n'


class Workspace:
    def __init__(self, lunation, folder):
        self.lunation, self.folder = lunation, folder
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(self.command("init"), check=True, stdout=subprocess.DEVNULL)
        os.makedirs(f"{folder}/scripts", exist_ok=True)

    def command(self, name, *options):
        return [self.lunation, name, "--workspace", self.folder, *options]

    def write(self, name, script):
        with open(f"{self.folder}/scripts/{name}.lua", "w") as file:
            file.write(script)

    def write_jobs(self, count, setting):
        for number in range(count):
            self.write(f"j{number:03}", f'job {{ name = "j{number:03}", {setting} }}\n')

    def rows(self, query):
        with contextlib.closing(sqlite3.connect(f"file:{self.folder}/contacts.db?mode=ro", uri=True)) as store:
            return store.execute(query).fetchall()

    @contextlib.contextmanager
    def serving(self):
        with open(f"{self.folder}/serve.log", "w") as log:
            server = subprocess.Popen(self.command("serve"), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            yield server
        finally:
            server.terminate()
            try:
                server.wait(60)
            except subprocess.TimeoutExpired:
                server.kill()
                sys.exit("the scheduler has not ended a minute after SIGTERM")

    def wait_for(self, count, server):
        """Waits until so many jobs have succeeded. It looks twice a second, so as not to take part in what is measured."""
        given_up = time.monotonic() + 120
        while True:
            states = dict(self.rows("SELECT state, count(*) FROM job_run GROUP BY state"))
            if states.get("succeeded", 0) == count:
                return
            if server.poll() is not None or time.monotonic() > given_up:
                sys.exit(f"{count} jobs should have succeeded, and there are {states}; see {self.folder}/serve.log")
            time.sleep(0.5)


def drain(workspace, count):
    workspace.write("noop", "-- nothing\n")
    filling = workspace.command("enqueue", "--batch")
    answers = subprocess.run(filling, input=LINE * count, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    if len(answers) != count:
        sys.exit(f"{len(answers)} answers to {count} lines")
    # What the filling has left to the disk is not the scheduler's to write.
    os.sync()
    subprocess.run(workspace.command("serve", "--until-idle"), check=True, stdin=subprocess.DEVNULL)
    [(succeeded, first, last)] = workspace.rows(
        "SELECT count(*), min(started_at), max(finished_at) FROM job_run WHERE state = 'succeeded'"
    )
    if succeeded != count:
        sys.exit(f"{succeeded} of {count} jobs have succeeded")
    # The start of the process is left out, as it is of the peer. The last time is a column of the last commit, whose wait for the
    # disk is therefore not in it, though it is in the peer's: milliseconds of seconds.
    tell((last - first) / 1000)


def pickup(workspace, count, path):
    workspace.write("noop", "-- nothing\n")
    with workspace.serving() as server:
        with subprocess.Popen(
            workspace.command("enqueue", "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:

            def enqueue():
                other.stdin.write(LINE)
                other.stdin.flush()
                return json.loads(other.stdout.readline())["run"]

            # The first job tells that the scheduler is up, and does not count.
            first = enqueue()
            workspace.wait_for(1, server)
            for _ in paced(count, 20):
                enqueue()
            other.stdin.close()
        workspace.wait_for(count + 1, server)
    # The time of a commit is a column of what it writes, and so from before its end: the wait for the disk is in ours.
    times = workspace.rows(f"SELECT started_at, queued_at FROM job_run WHERE id <> {first}")
    delays = [(start - commit) / 1000 for start, commit in times]
    if len(delays) != count:
        sys.exit(f"{len(delays)} jobs for {count} lines")
    tell_delays(delays, path)


def due(workspace, count):
    instant = math.ceil(time.time()) + 10
    workspace.write_jobs(count, f'at = "{datetime.fromtimestamp(instant, timezone.utc):%Y-%m-%dT%H:%M:%SZ}"')
    with workspace.serving() as server:
        time.sleep(max(0, instant + 1 - time.time()))
        workspace.wait_for(count, server)
    [(first, last)] = workspace.rows("SELECT min(started_at), max(started_at) FROM job_run")
    if first < instant * 1000:
        sys.exit(f"a job started {instant * 1000 - first} ms before it was due")
    tell(last / 1000 - instant)


def idle(workspace, count):
    workspace.write_jobs(count, 'schedule = "0 3 * * *"')
    with workspace.serving() as server:
        tell_idle(server.pid, 60)
    if workspace.rows("SELECT 1 FROM job_run WHERE started_at IS NOT NULL LIMIT 1"):
        sys.exit("jobs were due in the minute that was to be idle: measure at another time of the day")


mode, program, place, number, *more = sys.argv[1:]
{"drain": drain, "pickup": pickup, "due": due, "idle": idle}[mode](Workspace(program, place), int(number), *more)
