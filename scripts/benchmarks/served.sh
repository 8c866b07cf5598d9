# A served workspace, for what goes over the network: limits off, so that the work is measured and not the waiting.

served_pids=()
trap 'for pid in ${served_pids[@]+"${served_pids[@]}"}; do kill "$pid" 2>/dev/null || true; done' EXIT

# serve_workspace FOLDER: serves a workspace on a free port. Sets served_url, served_token and served_pid.
serve_workspace() {
    local log=$1.log
    printf '\nserver:\n  rate_limits: off\n  request_log: errors\n' >>"$1/lunation.yml"
    served_token=$("$lunation" token create bench --scope write --workspace "$1" 2>/dev/null)
    "$lunation" serve --listen 127.0.0.1:0 --workspace "$1" --log-format json 2>"$log" &
    served_pid=$!
    served_pids+=("$served_pid")
    served_url=
    while [ -z "$served_url" ]; do
        kill -0 "$served_pid" || { cat "$log" >&2 && exit 1; }
        sleep 0.1
        served_url=$(sed -n 's/.*serving the Contacts API at \(http:[^"]*\)".*/\1/p' "$log" | tr -d '\\' | head -1)
    done
}

# stop_serving PID
stop_serving() {
    kill "$1"
    wait "$1" || true
}
