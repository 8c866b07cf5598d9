# Jobs that do nothing and wait in the queue, until the last of them is durably finished.

bench_drain() {
    make_peers
    local jobs=10000
    # Both end with an error where a job is not finished.
    measure drain python3 scripts/benchmarks/jobs.py drain "$lunation" "$folder/drain" "$jobs" :: \
        "$peers" scripts/benchmarks/huey_peer.py drain "$folder/drain-huey" "$jobs" results :: \
        "$peers" scripts/benchmarks/huey_peer.py drain "$folder/drain-huey" "$jobs"
    local ours work
    ours=$(sampled drain 1 told)
    work="$(thousands "$jobs") jobs that wait and do nothing, all durably finished"
    # Only with results does huey keep on the disk that a job is finished; without, which is its default, it is faster.
    row "$work" "\`huey\` in SQLite with fsync, 4 threads, a result of each job" "$ours" "$(sampled drain 2 told)" s 0.5
    row "$work" "\`huey\` in SQLite with fsync, 4 threads, no record of a finish" "$ours" "$(sampled drain 3 told)" s 0.5
    rm -rf "$folder/drain" "$folder/drain-huey"
}
