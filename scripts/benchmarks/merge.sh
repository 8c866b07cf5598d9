# The same contacts once more, a tenth of them changed, into the store that holds them, against their first import.

bench_merge() {
    make_contacts
    local base=$folder/merge-base ours=$folder/merge theirs=$folder/merge-first changed=$folder/changed-$rows.csv
    # Every tenth contact gets another plan and another number of logins.
    awk -F, -v OFS=, 'NR > 1 && NR % 10 == 0 { $2 = $2 "2"; $4 = $4 + 1 } { print }' "$contacts_csv" >"$changed"
    rm -rf "$base"
    "$lunation" init --workspace "$base" >/dev/null
    "$lunation" import "$contacts_csv" --create-fields --workspace "$base" >/dev/null
    measure merge --before "rm -rf '$ours' '$theirs'; cp -r '$base' '$ours'; '$lunation' init --workspace '$theirs'; sync" \
        "$lunation" import "$changed" --workspace "$ours" :: \
        "$lunation" import "$contacts_csv" --create-fields --workspace "$theirs"
    "$lunation" import "$changed" --workspace "$base" >/dev/null
    agree "contacts updated" "$(sqlite3 "$base/contacts.db" "SELECT summary ->> 'updated' FROM run ORDER BY id DESC LIMIT 1")" $((rows / 10))
    row "import of $(thousands "$rows") contacts that are there, a tenth of them changed" "their first import" \
        "$(sampled merge 1 wall)" "$(sampled merge 2 wall)" s 1.5
    rm -rf "$base" "$ours" "$theirs" "$changed"
}
