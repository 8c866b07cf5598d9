"""The peer of `lunation cron`: cronsim, on the cases of the tests on which it and Debian's cron agree.

    cron.py lines CASES TIMES          the lines that both read, so many times over
    cron.py time CASES TIMES           works the next five instants of each line out, and tells the seconds
    cron.py answers CASES              the instants themselves, a line for each line
"""

import json
import sys
import time
from datetime import datetime
from zoneinfo import ZoneInfo


def cases(path):
    with open(path) as file:
        return [case for case in map(json.loads, file) if case["debian"] is True]


def main():
    mode, lines = sys.argv[1], cases(sys.argv[2])
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    if mode == "lines":
        text = "".join(json.dumps({key: case[key] for key in ("expr", "tz", "after")}) + "\n" for case in lines)
        sys.stdout.write(text * times)
        return
    from cronsim import CronSim

    # Reading lines and times is no part of what is measured here; it is of Lunation's side.
    starts = [(case["expr"], datetime.fromisoformat(case["after"]).astimezone(ZoneInfo(case["tz"]))) for case in lines]
    if mode == "answers":
        for expression, start in starts:
            schedule = CronSim(expression, start)
            print(json.dumps({"next": [next(schedule).isoformat() for _ in range(5)]}))
        return
    begun = time.perf_counter()
    for _ in range(times):
        for expression, start in starts:
            schedule = CronSim(expression, start)
            for _ in range(5):
                next(schedule)
    print(f'{{"seconds": {time.perf_counter() - begun:.6f}}}')


main()
