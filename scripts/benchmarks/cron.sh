# The next instants of cron expressions near changes of the clocks, with reading them and writing the answers.

bench_cron() {
    scripts/setup python3-venv >&2
    local python=$folder/cronsim/bin/python times=10 cases=Tests/SchedulingTests/Data/cron_cases.jsonl count
    [ -x "$python" ] || python3 -m venv "$folder/cronsim"
    "$python" -c 'import cronsim' 2>/dev/null || "$python" -m pip install --quiet cronsim >&2
    local peer=("$python" scripts/benchmarks/cron.py)
    "${peer[@]}" lines "$cases" "$times" >"$folder/cron.jsonl"
    "${peer[@]}" lines "$cases" 1 >"$folder/cron-once.jsonl"
    count=$(wc -l <"$folder/cron.jsonl")
    agree "instants of cron expressions" "$("$lunation" cron --batch <"$folder/cron-once.jsonl" | sha256sum)" \
        "$("${peer[@]}" answers "$cases" | sha256sum)"
    measure cron bash -c "exec '$lunation' cron --batch <'$folder/cron.jsonl'" :: bash -c "exec '$lunation' cron --batch </dev/null" :: \
        "${peer[@]}" time "$cases" "$times"
    row "the next 5 instants of $(thousands "$count") cron expressions" "\`cronsim\` in Python" \
        "$(sampled_difference cron 1 2)" "$(sampled cron 3 told)" s 0.1
}
