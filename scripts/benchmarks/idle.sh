# The processor time of a scheduler, with all of its processes, in a minute in which none of its jobs is due.

bench_idle() {
    make_peers
    # A round takes minutes, and there is little that could differ from one to the next.
    local jobs=1000 rounds=1 ours work
    measure idle python3 scripts/benchmarks/jobs.py idle "$lunation" "$folder/idle" "$jobs" :: \
        "$peers" scripts/benchmarks/apscheduler_peer.py idle "$folder/idle-apscheduler" "$jobs"
    ours=$(sampled idle 1 told)
    work="processor time of a minute with $(thousands "$jobs") jobs, none of them due"
    # The limit is a time here. The peer's is for information.
    row "$work" "a limit of 0.3 s" "$ours" 0.3 s 1
    row "$work" "\`APScheduler\` with its jobs in SQLite" "$ours" "$(sampled idle 2 told)" s -
    rm -rf "$folder/idle" "$folder/idle-apscheduler"
}
