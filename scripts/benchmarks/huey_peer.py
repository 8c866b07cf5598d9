"""The peer of Lunation's queue: huey with its store in SQLite, and its own consumer with four threads.

    huey_peer.py drain FOLDER JOBS [results]        seconds from the first start of jobs that wait to the last finish
    huey_peer.py pickup FOLDER JOBS FILE            how long jobs from another process wait; percentiles go to the file
    huey_peer.py consume FOLDER JOBS [results]      the consumer, as a process of its own: ends after so many jobs, tells their times

With "results" it keeps a result of each job.
"""

import json
import os
import shutil
import subprocess
import sys
import time

from huey import SqliteHuey
from huey.signals import SIGNAL_COMPLETE
from timing import paced, tell, tell_delays

starts, finishes = {}, []


def open_queue(folder, results=None, fsync=True):
    # Every commit waits for the disk. A result is all that huey keeps of a finish, and by default there is none of a job that
    # returns nothing: it is taken out of the queue before it starts, and after a crash nobody knows whether it has run. That
    # is huey at its fastest; with a result for every job it promises of a finish what Lunation's state 'succeeded' does.
    # Lunation is held against both.
    queue = SqliteHuey(filename=f"{folder}/huey.db", fsync=fsync, store_none=results == "results")

    @queue.task(name="noop")
    def noop(number):
        starts[number] = time.time()

    return queue, noop


def consume(folder, count, results=None):
    queue, _ = open_queue(folder, results)
    # The rest is as the consumer's command has it: it looks for work after 0.1 s, and ever less often while there is none.
    consumer = queue.create_consumer(workers=4, worker_type="thread")

    # Sent when the result, if any, has been committed.
    @queue.signal(SIGNAL_COMPLETE)
    def completed(_, task):
        finishes.append(time.time())
        if len(finishes) >= count:
            consumer.stop_flag.set()

    consumer.run()
    json.dump({"starts": list(starts.items()), "finish": max(finishes)}, sys.stdout)


def consumer(*arguments):
    return subprocess.Popen([sys.executable, __file__, "consume", *map(str, arguments)], stdout=subprocess.PIPE, text=True)


def times(process, count):
    output, _ = process.communicate(timeout=600)
    told = json.loads(output)
    if len(told["starts"]) != count:
        sys.exit(f"{len(told['starts'])} of {count} jobs have started")
    return dict(told["starts"]), told["finish"]


def drain(folder, count, *results):
    queue, noop = open_queue(folder, fsync=False)
    for number in range(count):
        noop(number)
    queue.storage.close()
    # What the filling has left to the disk is not the consumer's to write.
    os.sync()
    begun, finish = times(consumer(folder, count, *results), count)
    kept = queue.storage.result_store_size()
    if kept != (count if results else 0):
        sys.exit(f"{kept} results of {count} jobs")
    # The start of the process is left out, as it is of Lunation.
    tell(finish - min(begun.values()))


def pickup(folder, count, path):
    queue, noop = open_queue(folder)
    process = consumer(folder, count + 1)
    # The first job tells that the consumer is up, and does not count.
    noop(-1)
    while queue.storage.queue_size() > 0 and process.poll() is None:
        time.sleep(0.1)
    commits = {}
    for number in paced(count, 20):
        noop(number)
        # From after the commit: the wait for the disk is not in the peer's.
        commits[number] = time.time()
    begun, _ = times(process, count + 1)
    tell_delays([begun[number] - commits[number] for number in commits], path)


mode, place, number, *more = sys.argv[1:]
if mode != "consume":
    shutil.rmtree(place, ignore_errors=True)
    os.makedirs(place)
{"drain": drain, "pickup": pickup, "consume": consume}[mode](place, int(number), *more)
