# How many contacts meet six predicates: from the script to the answer, the start of the process left out.

bench_count() {
    make_store
    local plain membership="SELECT contact FROM membership WHERE list = (SELECT id FROM list WHERE name ="
    plain="SELECT count(*) FROM contact c WHERE c.status = 1 AND c.$(column plan) = 'pro' AND c.$(column logins) > 500
        AND c.$(column last_purchase) < CAST(strftime('%s', '2022-07-01') / 86400 AS INTEGER)"
    # By hand it can be written in more ways than one; the faster here is the peer.
    declare -A forms=(
        [EXISTS]="$plain AND EXISTS ($membership 'Newsletter') AND contact = c.id) AND NOT EXISTS ($membership 'VIP') AND contact = c.id)"
        [IN]="$plain AND c.id IN ($membership 'Newsletter')) AND c.id NOT IN ($membership 'VIP'))"
    )
    local where='contact.status:eq "subscribed" & contact.fields.plan:eq "pro" & contact.fields.logins:gt(500)
        & contact.fields.last_purchase:before "2022-07-01" & contact.lists:has "Newsletter" & ~contact.lists:has "VIP"'
    local commands=("$lunation" contacts --workspace "$shop" --where "$where" --count --json) found form
    found=$("${commands[@]}" | sed -n 's/.*"count": *\([0-9]*\).*/\1/p')
    for form in EXISTS IN; do
        agree "contacts counted" "$found" "$(sqlite3 "$store" "${forms[$form]}")"
        printf '.timer on\n%s;\n' "${forms[$form]}" >"$folder/count-$form.sql"
        commands+=(:: sqlite3 "$store" ".read $folder/count-$form.sql")
    done
    measure count "${commands[@]}"
    local exists inside fastest=EXISTS theirs
    exists=$(sampled count 2 told) inside=$(sampled count 3 told)
    theirs=$exists
    if awk "BEGIN { exit !($inside < $exists) }"; then fastest=IN theirs=$inside; fi
    row "count of six predicates over $(thousands "$rows") contacts ($(thousands "$found") match)" \
        "the same SQL by hand in \`sqlite3\`, $fastest for the lists" "$(sampled count 1 told)" "$theirs" s 1.2
}
