import Glibc

/// Rows in columns, for a terminal.
struct TextTable {
    let header: [String]
    let rows: [[String]]

    /// The longest text of a cell.
    private static let widestCell = 40

    /// Lines no longer than a width, where one is given: columns that do not fit are left out and counted.
    func lines(width: Int?, _ style: Style) -> [String] {
        let cells = ([header] + rows).map { $0.map(Self.cell) }
        let widths = header.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        var shown = header.count
        if let width {
            var total = 0
            shown =
                widths.prefix {
                    total += $0 + 2
                    return total - 2 <= width
                }.count
        }
        shown = max(shown, 1)
        var lines = cells.map { row in
            let texts = row.prefix(shown).enumerated().map { column, text in
                column == shown - 1 ? text : text + String(repeating: " ", count: widths[column] - text.count)
            }
            return texts.joined(separator: "  ")
        }
        lines[0] = style.bold(lines[0])
        if shown < header.count { lines.append(style.dim("not shown: " + header[shown...].joined(separator: ", "))) }
        return lines
    }

    private static func cell(_ text: String) -> String {
        let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        return line.count > widestCell ? line.prefix(widestCell - 1) + "…" : line
    }
}

extension Terminal {
    /// How many characters fit into a line; nil where nobody reads it.
    var width: Int? {
        guard isInteractive else { return nil }
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
    }
}
