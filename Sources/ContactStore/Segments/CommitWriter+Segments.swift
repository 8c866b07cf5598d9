import Contacts

extension CommitWriter {
    /// Deletions come first: a name may pass from one segment to another.
    func writeSegments() throws {
        guard changes.shape.kinds.contains(.segment) else { return }
        try connection.execute("DELETE FROM segment WHERE id IN (SELECT target FROM temp.change WHERE kind = 41 AND after IS NULL)")
        try connection.rows("SELECT target, after FROM temp.change WHERE kind = 41 AND after IS NOT NULL") { row in
            guard let (name, filter) = SegmentCoding.parts(row.text(1)) else { return }
            try connection.run(
                "INSERT INTO segment (id, name, filter) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, filter = excluded.filter",
                [.integer(row.integer(0)), .text(name), .text(filter)])
        }
        try connection.execute(
            "UPDATE meta SET value = max(value, (SELECT coalesce(max(target), 0) + 1 FROM temp.change WHERE kind = 41)) WHERE key = 'next_segment'"
        )
    }
}
