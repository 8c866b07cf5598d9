# How long a job that another process has committed waits for its start. The limit is on the longest waits.

bench_pickup() {
    make_peers
    local jobs=500 ours=$folder/pickup-lunation.tsv theirs=$folder/pickup-huey.tsv place=0 percentile limit
    rm -f "$ours" "$theirs"
    measure pickup python3 scripts/benchmarks/jobs.py pickup "$lunation" "$folder/pickup" "$jobs" "$ours" :: \
        "$peers" scripts/benchmarks/huey_peer.py pickup "$folder/pickup-huey" "$jobs" "$theirs"
    for percentile in 50 95 99; do
        place=$((place + 1))
        [ "$percentile" = 99 ] && limit=0.5 || limit=-
        row "start of a job after its commit by another process, 20 a second, percentile $percentile of $jobs" \
            "\`huey\` in SQLite with fsync, 4 threads" \
            "$(cut -f "$place" "$ours" | median)" "$(cut -f "$place" "$theirs" | median)" s "$limit"
    done
    rm -rf "$folder/pickup" "$folder/pickup-huey"
}
