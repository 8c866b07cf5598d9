# The peers of the scheduler, from PyPI into a virtual environment.

peers=$folder/peers/bin/python

make_peers() {
    scripts/setup python3-venv >&2
    [ -x "$peers" ] || python3 -m venv "$folder/peers"
    # The fourth APScheduler is another program.
    "$peers" -c 'import huey, apscheduler, sqlalchemy' 2>/dev/null ||
        "$peers" -m pip install --quiet 'huey>=3,<4' 'apscheduler>=3.11,<3.12' sqlalchemy >&2
}
