# Samples of commands, as measure.py writes them, and what is made of them.

# measure NAME ARGUMENT…: runs measure.py and keeps its lines in the folder, where they can be looked into.
measure() {
    local name=$1
    shift
    python3 scripts/benchmarks/measure.py --rounds "$rounds" "$@" >"$folder/$name.tsv"
}

# sampled NAME PLACE COLUMN: the median of a column (wall, cpu, peak, told) of the command at a place.
sampled() {
    awk -F'\t' -v place="$2" -v column="$3" '
        BEGIN { split("wall cpu peak told", names, " "); for (i in names) number[names[i]] = i + 1 }
        $1 == place { print $number[column] }' "$folder/$1.tsv" | median
}

# sampled_difference NAME PLACE FROM: the median, over the rounds, of the seconds that a command takes more than another.
sampled_difference() {
    awk -F'\t' -v place="$2" -v from="$3" '
        $1 == place { more[++rounds] = $2 } $1 == from { less[++others] = $2 }
        END { for (i = 1; i <= rounds; i++) print more[i] - less[i] }' "$folder/$1.tsv" | median
}

median() {
    sort -g | awk '{ values[NR] = $1 } END { print (values[int((NR + 1) / 2)] + values[int(NR / 2) + 1]) / 2 }'
}

# row WORK PEER OURS THEIRS UNIT LIMIT: a line of the table. Units: s for seconds, KiB. A limit of - is none.
row() {
    awk -v work="$1" -v peer="$2" -v ours="$3" -v theirs="$4" -v unit="$5" -v limit="$6" '
        function shown(value) {
            if (unit == "KiB") return sprintf("%.1f MiB", value / 1024)
            return value < 1 ? sprintf("%.1f ms", value * 1000) : sprintf("%.2f s", value)
        }
        BEGIN {
            # An idle peer can take less time than the clock of processor time can tell.
            ratio = theirs > 0 ? sprintf("%.2f", ours / theirs) : "-"
            verdict = limit == "-" ? "-" : ours <= limit * theirs ? "met" : "missed"
            printf "| %s | %s | %s | %s | %s | %s | %s |\n", work, peer, shown(ours), shown(theirs), ratio, limit, verdict
        }'
}

# rate_row WORK PEER OURS THEIRS LIMIT: the same of things done in a second, of which Lunation is to do so many times the peer's at least.
rate_row() {
    awk -v work="$1" -v peer="$2" -v ours="$3" -v theirs="$4" -v limit="$5" '
        BEGIN {
            verdict = ours >= limit * theirs ? "met" : "missed"
            printf "| %s | %s | %d/s | %d/s | %.2f | at least %s | %s |\n", work, peer, ours, theirs, ours / theirs, limit, verdict
        }'
}

# agree WHAT OURS THEIRS: ends the benchmark where the two sides have not done the same work.
agree() {
    [ "$2" = "$3" ] || { echo "$1: Lunation answers '$2', its peer '$3'" >&2; exit 1; }
}
