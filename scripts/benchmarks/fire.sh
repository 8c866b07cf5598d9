# Ten thousand events with a key, fired in a loop and committed, less the same process with nothing to loop over.

bench_fire() {
    make_log
    local ours=$folder/fire count=10000
    [ "$count" -le "$rows" ] || count=$rows
    fire_script() {
        echo "for c in contact.all():limit($1):each() do c:fire(\"Purchase\", { plan = \"pro\" }, { key = \"bench\" }) end"
    }
    local command=("$lunation" run --workspace "$ours" --now "$log_now" --guard events=100000 --eval)
    measure fire --before "rm -rf '$ours'; cp -r '$journalled' '$ours'; sync" \
        "${command[@]}" "$(fire_script "$count")" :: "${command[@]}" "$(fire_script 0)" :: \
        python3 scripts/benchmarks/fire.py "$ours/contacts.db" "$count"
    local theirs
    theirs=$(sqlite3 "$ours/contacts.db" "SELECT count(*) FROM event WHERE key = 'bench'")
    rm -rf "$ours" && cp -r "$journalled" "$ours"
    "${command[@]}" "$(fire_script "$count")" >/dev/null
    agree "events fired" "$(sqlite3 "$ours/contacts.db" "SELECT count(*) FROM event WHERE key = 'bench'")" "$theirs"
    row "$(thousands "$count") events with a key fired in a loop, committed" \
        "single \`INSERT\`s in one transaction in Python's \`sqlite3\`, same unique key" \
        "$(sampled_difference fire 1 2)" "$(sampled fire 3 told)" s 0.2
    rm -rf "$ours"
}
