# Loops that read four fields of each contact in Lua.

fields_read='local plan, city, logins, mrr = c.fields.plan, c.fields.city, c.fields.logins, c.fields.mrr'

# loop_script QUERY: the loop over all of its contacts, which tells their number.
loop_script() {
    echo "local f = contact.fields local n = 0 for c in $1:each() do $fields_read n = n + 1 end log.info(\"rows\", { rows = n })"
}

pluck_script() {
    echo "local f = contact.fields local n = 0
        for email, city, logins, mrr in $1:pluck(\"email\", \"fields.city\", \"fields.logins\", \"fields.mrr\") do n = n + 1 end
        log.info(\"rows\", { rows = n })"
}

# compare_loop NAME WORK LIMIT SCRIPT QUERY CONDITION [COLUMN]: our loop, the same process with nothing to loop over, and Python's loop.
compare_loop() {
    local name=$1 work=$2 limit=$3 script=$4 query=$5
    local sql="SELECT ${7:-$(column plan)}, $(column city), $(column logins), $(column mrr) FROM contact WHERE $6"
    local ours=("$lunation" plan --workspace "$shop" --eval) theirs=(python3 scripts/benchmarks/loop.py "$store" "$sql")
    local found
    found=$("${theirs[@]}" | sed -n 's/.*"rows": *\([0-9]*\).*/\1/p')
    agree "contacts of the loop" "$("${ours[@]}" "$($script "$query")" 2>&1 | sed -n 's/.*rows=\([0-9]*\).*/\1/p')" "$found"
    measure "$name" "${ours[@]}" "$($script "$query")" :: "${ours[@]}" "$($script "$query:limit(0)")" :: "${theirs[@]}"
    row "$work, $(thousands "$found") matches" "the same loop in Python's \`sqlite3\`" \
        "$(sampled_difference "$name" 1 2)" "$(sampled "$name" 3 told)" s "$limit"
}

some=$((rows / 10))

bench_loop() {
    make_store
    compare_loop loop "loop over a tenth of the contacts, 4 fields" 1.0 loop_script "contact.where(f.logins:lt(100))" "$(column logins) < 100"
    compare_loop loop-first "loop over the first contacts, 4 fields" 1.0 loop_script "contact.all():limit($some)" "TRUE LIMIT $some"
}

bench_pluck() {
    make_store
    compare_loop pluck "pluck of a tenth of the contacts, 4 values" 0.6 pluck_script "contact.where(f.logins:lt(100))" "$(column logins) < 100" email
    compare_loop pluck-first "pluck of the first contacts, 4 values" 0.6 pluck_script "contact.all():limit($some)" "TRUE LIMIT $some" email
}
