# How many contacts have no event of a name in 180 days: from the script to the answer, the start of the process left out.

bench_absence() {
    make_log
    local since=$((log_now_ms - 180 * 86400000))
    local recent="FROM event WHERE name = 1 AND at >= $since"
    # By hand it can be written in more ways than one; the fastest here is the peer.
    declare -A forms=(
        [EXISTS]="SELECT count(*) FROM contact c WHERE NOT EXISTS (SELECT 1 $recent AND contact = c.id)"
        [IN]="SELECT count(*) FROM contact WHERE id NOT IN (SELECT contact $recent)"
        [EXCEPT]="SELECT count(*) FROM (SELECT id FROM contact EXCEPT SELECT contact $recent)"
        [JOIN]="SELECT count(*) FROM contact c LEFT JOIN (SELECT DISTINCT contact $recent) e ON e.contact = c.id WHERE e.contact IS NULL"
    )
    local commands=("$lunation" contacts --workspace "$journalled" --now "$log_now" --count --json
        --where 'contact.events("EmailOpened"):within("180d"):none()')
    local found form names=() place=1 fastest theirs told
    found=$("${commands[@]}" | sed -n 's/.*"count": *\([0-9]*\).*/\1/p')
    for form in "${!forms[@]}"; do
        agree "contacts without an event" "$found" "$(sqlite3 "$event_log" "${forms[$form]}")"
        printf '.timer on\n%s;\n' "${forms[$form]}" >"$folder/absence-$form.sql"
        commands+=(:: sqlite3 "$event_log" ".read $folder/absence-$form.sql")
        names+=("$form")
    done
    measure absence "${commands[@]}"
    for form in "${names[@]}"; do
        place=$((place + 1))
        told=$(sampled absence "$place" told)
        if [ -z "${theirs:-}" ] || awk "BEGIN { exit !($told < $theirs) }"; then fastest=$form theirs=$told; fi
    done
    row "count of the $(thousands "$found") of $(thousands "$rows") contacts without an event of a name in 180 days, $(thousands $((rows * 5))) events" \
        "the fastest SQL by hand in \`sqlite3\`, $fastest" "$(sampled absence 1 told)" "$theirs" s 1.3
}
