# Changes of a script on their way to the account, against the official client in a loop. Both talk to the same served workspace.

sdk=$folder/sdk/bin/python

make_sdk() {
    scripts/setup python3-venv >&2
    [ -x "$sdk" ] || python3 -m venv "$folder/sdk"
    "$sdk" -c 'import mailtrap' 2>/dev/null || "$sdk" -m pip install --quiet 'mailtrap==2.11.0' >&2
}

bench_deliver() {
    make_sdk
    local account=$folder/account mirror=$folder/mirror contacts=50000 calls=1000
    rm -rf "$account" "$mirror"
    "$lunation" init --workspace "$account" >/dev/null
    python3 scripts/benchmarks/contacts.py "$contacts" >"$folder/account.csv"
    "$lunation" import "$folder/account.csv" --create-fields --workspace "$account" >/dev/null
    serve_workspace "$account"
    "$lunation" init --workspace "$mirror" >/dev/null
    export LUNATION_BENCH_TOKEN=$served_token
    "$lunation" remote add mailtrap --token-env LUNATION_BENCH_TOKEN --base-url "$served_url" --limits off --workspace "$mirror" >/dev/null
    "$lunation" sync pull --workspace "$mirror" >/dev/null
    # Another value each time. The client's loop changes the first contacts, by their addresses, to a value of its own.
    cat >"$folder/deliver.sh" <<SHELL
set -e
"$lunation" run --eval "contact.all():update { city = 'at \$(date +%s%N)' }" --guard changes=100% --workspace "$mirror" >/dev/null
"$lunation" sync push --workspace "$mirror" >/dev/null
SHELL
    measure deliver bash "$folder/deliver.sh" :: \
        "$sdk" scripts/benchmarks/sdk_peer.py "$served_url" "$served_token" "$folder/account.csv" "$calls" "$contacts"
    agree "contacts with the script's value" "$((contacts - calls))" \
        "$("$lunation" contacts --where 'contact.fields.city:starts_with "at "' --count --workspace "$account")"
    row "$(thousands "$contacts") contacts changed by a script and delivered over loopback" \
        "a loop of the official Python client's \`contacts.update\`, $(thousands "$calls") of them, times $((contacts / calls))" \
        "$(sampled deliver 1 wall)" "$(sampled deliver 2 told)" s 0.05
    stop_serving "$served_pid"
    rm -rf "$account" "$mirror"
}
