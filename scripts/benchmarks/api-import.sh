# Rows imported through the served API, from the request until it says that it is finished, against the same rows as a file.

bench_api_import() {
    local shop=$folder/api-import file=$folder/api-import-file contacts=50000
    python3 scripts/benchmarks/contacts.py "$contacts" >"$folder/api-import.csv"
    measure api-import --before "rm -rf '$shop' '$file'; '$lunation' init --workspace '$file'; sync" \
        python3 scripts/benchmarks/api_import.py "$lunation" "$shop" "$folder/api-import.csv" :: \
        "$lunation" import "$folder/api-import.csv" --create-fields --workspace "$file"
    # The last run was the file's.
    agree "contacts imported" "$contacts" "$("$lunation" contacts --count --workspace "$file")"
    row "import of $(thousands "$contacts") contacts with 8 fields by \`POST /api/contacts/imports\`, until it is finished" \
        "\`lunation import\` of the same rows" "$(sampled api-import 1 told)" "$(sampled api-import 2 wall)" s 3
    rm -rf "$shop" "$file"
}
