# Jobs that are all due at the same instant, until the last of them has started.

bench_due() {
    make_peers
    local jobs=1000 fewer=500
    measure due python3 scripts/benchmarks/jobs.py due "$lunation" "$folder/due" "$jobs" :: \
        "$peers" scripts/benchmarks/apscheduler_peer.py due "$folder/due-apscheduler" "$fewer"
    row "last start of $(thousands "$jobs") jobs that are due in the same second" "\`APScheduler\` with its jobs in SQLite, $fewer jobs" \
        "$(sampled due 1 told)" "$(sampled due 2 told)" s 0.5
    rm -rf "$folder/due" "$folder/due-apscheduler"
}
