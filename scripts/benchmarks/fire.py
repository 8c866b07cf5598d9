"""The peer of the events: inserts one event for each of the first contacts with Python's own SQLite module, in one transaction,
those whose key is there already left out.

    fire.py STORE COUNT
"""

import json
import sqlite3
import sys
import time


def fire(store, contacts):
    fired = 0
    start = time.perf_counter()
    store.execute("BEGIN IMMEDIATE")
    for contact in contacts:
        fired += store.execute(
            "INSERT OR IGNORE INTO event (contact, name, at, key, params, run) VALUES (?, ?, ?, ?, ?, ?)",
            (contact, 3, 1767225600000, "bench", json.dumps({"plan": "pro"}), 2),
        ).rowcount
    store.commit()
    return fired, time.perf_counter() - start


store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("PRAGMA synchronous = FULL")
contacts = [row[0] for row in store.execute("SELECT id FROM contact ORDER BY id LIMIT ?", (int(sys.argv[2]),))]
fired, seconds = fire(store, contacts)
print(f'{{"rows": {fired}, "seconds": {seconds:.6f}}}')
