# Contacts made one by one over 64 connections, each durable before it is answered, against a bare route that reads the same body and
# answers the same.

bench_post() {
    scripts/setup wrk >&2
    local shop=$folder/post route_log=$folder/route.log seconds=10 route
    rm -rf "$shop"
    echo "building the bare route" >&2
    swift build -c release --package-path scripts/benchmarks/hummingbird-route --scratch-path "$folder/hummingbird-route" \
        -Xswiftc -use-ld=lld >&2
    "$folder/hummingbird-route/release/hummingbird-route" 2>"$route_log" >"$route_log" &
    route=$!
    served_pids+=("$route")
    local route_url=
    while [ -z "$route_url" ]; do
        kill -0 "$route" || { cat "$route_log" >&2 && exit 1; }
        sleep 0.1
        route_url=$(sed -n 's/^listening at //p' "$route_log" | head -1)
    done
    "$lunation" init --workspace "$shop" >/dev/null
    serve_workspace "$shop"
    curl -sS --fail-with-body "$served_url/api/contacts/fields" -H "Authorization: Bearer $served_token" \
        -d '{"name":"Plan","merge_tag":"plan","data_type":"text"}' >/dev/null
    curl -sS --fail-with-body "$served_url/api/contacts/fields" -H "Authorization: Bearer $served_token" \
        -d '{"name":"Logins","merge_tag":"logins","data_type":"integer"}' >/dev/null
    : >"$folder/post.tsv"
    local round answered=0 stored
    for round in $(seq "$rounds"); do
        echo "1	$(posted "$served_url" "$round")" >>"$folder/post.tsv"
        answered=$((answered + $(cat "$folder/posted")))
        echo "2	$(posted "$route_url" "$round")" >>"$folder/post.tsv"
    done
    stored=$("$lunation" contacts --count --workspace "$shop")
    # What was on its way when the time was up is there too, and was not counted.
    [ "$stored" -ge "$answered" ] || { echo "post: $answered answers and $stored contacts" >&2 && exit 1; }
    rate_row "\`POST /api/contacts\`, requests a second over 64 connections, durable" "a bare Hummingbird route that reads the same body and answers" \
        "$(awk -F'\t' '$1 == 1 { print $2 }' "$folder/post.tsv" | median)" "$(awk -F'\t' '$1 == 2 { print $2 }' "$folder/post.tsv" | median)" 0.5
    stop_serving "$served_pid"
    kill "$route"
    wait "$route" || true
    rm -rf "$shop"
}

# posted URL ROUND: requests a second that were answered as they should.
posted() {
    wrk -t 1 -c 64 -d "${seconds}s" -s scripts/benchmarks/post.lua "$1/api/contacts" -- "$2" "$served_token" >"$folder/wrk.log" 2>&1
    if grep -E 'Non-2xx|Socket errors' "$folder/wrk.log" >&2; then exit 1; fi
    sed -n 's/^answered //p' "$folder/wrk.log" >"$folder/posted"
    sed -n 's/^Requests\/sec: *//p' "$folder/wrk.log"
}
