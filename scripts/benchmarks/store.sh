# The data: contacts.csv, and a workspace that holds it.

contacts_csv=$folder/contacts-$rows.csv
shop=$folder/shop-$rows
store=$shop/contacts.db

# The file is made once; its size, noted when it was whole, guards against one that was cut short.
make_contacts() {
    if [ "$contacts_csv.size" -nt scripts/benchmarks/contacts.py ] &&
        [ "$(stat -c %s "$contacts_csv" 2>/dev/null)" = "$(cat "$contacts_csv.size")" ]; then return; fi
    echo "writing $contacts_csv" >&2
    python3 scripts/benchmarks/contacts.py "$rows" >"$contacts_csv"
    stat -c %s "$contacts_csv" >"$contacts_csv.size"
}

# A workspace with all contacts and two lists, made anew when the program is newer.
make_store() {
    if [ "$store.made" -nt "$lunation" ]; then return; fi
    make_contacts
    echo "importing them into $shop" >&2
    rm -rf "$shop" "$store.made"
    "$lunation" init --workspace "$shop" >/dev/null
    "$lunation" import "$contacts_csv" --create-fields --workspace "$shop" >/dev/null
    "$lunation" run --workspace "$shop" --guard changes=100% >/dev/null --eval '
        contact.where(contact.fields.logins:ge(300)):add_to(list.ensure "Newsletter")
        contact.where(contact.fields.vip:is_true()):add_to(list.ensure "VIP")'
    touch "$store.made"
}

# column TAG: the column that holds a field; the store names them by the fields' numbers.
column() { echo "f$(sqlite3 "$store" "SELECT id FROM field WHERE tag = '$1'")"; }
