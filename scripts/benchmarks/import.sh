# A CSV file into an empty store, as a whole process.

bench_import() {
    make_contacts
    local ours=$folder/import theirs=$folder/import.db
    cat >"$folder/import.sql" <<'SQL'
CREATE TABLE contact (email TEXT, plan TEXT, city TEXT, logins INTEGER, mrr REAL, trial_end TEXT, last_purchase TEXT, vip TEXT, first_name TEXT);
CREATE UNIQUE INDEX contact_email ON contact (email);
SQL
    # What the run before has left to the disk is not this run's to write.
    measure import --before "rm -rf '$ours' '$theirs'*; '$lunation' init --workspace '$ours'; sqlite3 '$theirs' <'$folder/import.sql'; sync" \
        "$lunation" import "$contacts_csv" --create-fields --workspace "$ours" :: \
        sqlite3 "$theirs" ".import --csv --skip 1 $contacts_csv contact"
    # The last run was the peer's: Lunation's store is empty again.
    agree "rows imported" "$rows" "$(sqlite3 "$theirs" 'SELECT count(*) FROM contact')"
    row "import of $(thousands "$rows") contacts with 8 fields" "\`sqlite3 .import\`, unique index on e-mail" \
        "$(sampled import 1 wall)" "$(sampled import 2 wall)" s 3
    rm -rf "$ours" "$theirs"
}
