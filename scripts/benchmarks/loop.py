"""The peer of the loops: reads four columns of each row of a query with Python's own SQLite module.

    loop.py STORE SQL
"""

import sqlite3
import sys
import time


def loop(store, sql):
    rows = 0
    start = time.perf_counter()
    for plan, city, logins, mrr in store.execute(sql):
        rows += 1
    return rows, time.perf_counter() - start


rows, seconds = loop(sqlite3.connect(sys.argv[1]), sys.argv[2])
print(f'{{"rows": {rows}, "seconds": {seconds:.6f}}}')
