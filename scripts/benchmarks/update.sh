# A field of a tenth of the contacts set to one value: planned, guarded, journalled and committed, as a whole process.

bench_update() {
    make_store
    local ours=$folder/update statement
    statement="UPDATE contact SET $(column city) = 'Nowhere' WHERE $(column logins) < 100"
    local script='contact.where(contact.fields.logins:lt(100)):update { city = "Nowhere" }' db=$ours/contacts.db
    # The same file for both; what the run before has left to the disk is not this run's to write.
    measure update --before "rm -rf '$ours'; cp -r '$shop' '$ours'; sync" \
        "$lunation" run --workspace "$ours" --guard changes=100% --eval "$script" :: \
        sqlite3 "$db" "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN; $statement; SELECT changes(); COMMIT"
    # The last run was the peer's.
    local theirs
    theirs=$(sqlite3 "$db" "SELECT count(*) FROM contact WHERE $(column city) = 'Nowhere'")
    rm -rf "$ours" && cp -r "$shop" "$ours"
    "$lunation" run --workspace "$ours" --guard changes=100% --eval "$script" >/dev/null
    agree "contacts changed" "$(sqlite3 "$db" "SELECT count(*) FROM contact WHERE $(column city) = 'Nowhere'")" "$theirs"
    row "update of one field of $(thousands "$theirs") of $(thousands "$rows") contacts, planned, guarded, journalled, committed" \
        "the bare \`UPDATE\` in \`sqlite3\`, same file, WAL, synchronous=FULL" "$(sampled update 1 wall)" "$(sampled update 2 wall)" s 4
    rm -rf "$ours"
}
