# One run of a script of one line that touches no contact, as a whole process.

bench_start() {
    local workspace=$folder/empty
    rm -rf "$workspace"
    "$lunation" init --workspace "$workspace" >/dev/null
    measure start --repeat 20 \
        "$lunation" run --workspace "$workspace" --eval 'log.info "hi"' :: \
        lua5.4 -e 'print "hi"' :: \
        python3 -c 'import sqlite3, csv, json'
    local ours
    ours=$(sampled start 1 wall)
    row "one-shot run of a one-line script" "\`lua5.4\` printing a line" "$ours" "$(sampled start 2 wall)" s 6
    row "one-shot run of a one-line script" "\`python3 -c 'import sqlite3, csv, json'\`" "$ours" "$(sampled start 3 wall)" s 0.15
}
