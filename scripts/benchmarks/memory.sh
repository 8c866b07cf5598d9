# The peak memory of the loop, over all contacts and over a hundredth of them.

bench_memory() {
    make_store
    local ours=("$lunation" plan --workspace "$shop" --eval)
    measure memory "${ours[@]}" "$(loop_script "contact.all()")" :: "${ours[@]}" "$(loop_script "contact.where(f.logins:lt(10))")"
    row "peak memory of the loop over $(thousands "$rows") matches" "the same over a hundredth of them" \
        "$(sampled memory 1 peak)" "$(sampled memory 2 peak)" KiB 1.2
}
