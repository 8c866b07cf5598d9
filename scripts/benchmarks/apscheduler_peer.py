"""The peer of Lunation's schedules: APScheduler with its jobs in SQLite.

    apscheduler_peer.py due FOLDER JOBS         seconds from the instant that jobs are due at to the last start
    apscheduler_peer.py idle FOLDER JOBS        processor time of a minute in which none of the jobs is due
    apscheduler_peer.py serve FOLDER            the scheduler of the jobs that are stored, until it is ended
"""

import math
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime, timezone

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from sqlalchemy import create_engine, event
from timing import tell, tell_idle

starts = []


def noop():
    starts.append(time.time())


def scheduler(kind, folder, synchronous="FULL"):
    engine = create_engine(f"sqlite:///{folder}/jobs.db")

    # As Lunation's store and huey's: SQLite's own journal would wait for the disk more than once a commit.
    @event.listens_for(engine, "connect")
    def connected(connection, _):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {synchronous}")

    # Jobs that are late are started nevertheless; the default leaves those out that are late by more than a second.
    return kind(
        jobstores={"default": SQLAlchemyJobStore(engine=engine)},
        job_defaults={"misfire_grace_time": None},
        timezone=timezone.utc,
    )


def store(folder, count, trigger, **arguments):
    """Stores the jobs without running them, so that a scheduler finds them there, as Lunation finds its scripts."""
    filling = scheduler(BackgroundScheduler, folder, synchronous="OFF")
    filling.start(paused=True)
    for number in range(count):
        filling.add_job(noop, trigger, id=f"j{number:03}", **arguments)
    filling.shutdown()
    os.sync()


def due(folder, count):
    instant = math.ceil(time.time()) + 10
    store(folder, count, "date", run_date=datetime.fromtimestamp(instant, timezone.utc))
    running = scheduler(BackgroundScheduler, folder)
    running.start()
    if time.time() > instant - 1:
        sys.exit("the jobs were due before the scheduler was up")
    given_up = instant + 120
    while len(starts) < count and time.time() < given_up:
        time.sleep(0.5)
    running.shutdown()
    if len(starts) != count:
        sys.exit(f"{len(starts)} of {count} jobs have started")
    tell(max(starts) - instant)


def idle(folder, count):
    store(folder, count, "cron", hour=3, minute=0)
    process = subprocess.Popen([sys.executable, __file__, "serve", folder])
    try:
        tell_idle(process.pid, 60)
    finally:
        process.terminate()
        process.wait(60)


def serve(folder):
    scheduler(BlockingScheduler, folder).start()


mode, place, *more = sys.argv[1:]
if mode != "serve":
    shutil.rmtree(place, ignore_errors=True)
    os.makedirs(place)
{"due": due, "idle": idle, "serve": serve}[mode](place, *map(int, more))
