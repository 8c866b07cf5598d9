# The store of the benchmarks of events: the contacts of the shop with five events each, in the order of time.

journalled=$folder/log-$rows
event_log=$journalled/contacts.db
# The instant that scripts and SQL take for now.
log_now=2026-01-01T00:00:00Z
log_now_ms=1767225600000

# Three names: half of the events are opened e-mails. The times lie in two years, the contacts are scattered. Filled by SQL, as
# an import would take minutes; the indexes are the store's own.
make_log() {
    if [ "$event_log.made" -nt "$lunation" ] && [ "$event_log.made" -nt scripts/benchmarks/log.sh ]; then return; fi
    make_store
    echo "writing $((rows * 5)) events into $journalled" >&2
    rm -rf "$journalled" "$event_log.made"
    cp -r "$shop" "$journalled"
    sqlite3 "$event_log" >/dev/null <<SQL
PRAGMA cache_size = -2000000;
PRAGMA synchronous = OFF;
BEGIN;
INSERT OR IGNORE INTO event_name (id, name) VALUES (1, 'EmailOpened'), (2, 'PageViewed'), (3, 'Purchase');
INSERT INTO event (contact, name, at, params, run)
    SELECT (i * 2654435761 + i / $rows * 7919) % $rows + 1, CASE i % 8 WHEN 0 THEN 3 WHEN 1 THEN 2 WHEN 2 THEN 2 WHEN 3 THEN 2 ELSE 1 END,
        $log_now_ms - 63072000000 + i * 63072000000 / ($rows * 5), CASE i % 8 WHEN 0 THEN '{"amount":' || (i % 997) || '}' END, 1
    FROM (WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT $rows * 5) SELECT i FROM n);
COMMIT;
SQL
    touch "$event_log.made"
}
