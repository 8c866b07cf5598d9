/// Names with numbers behind them: the names stand left, the numbers right.
struct NumberTable {
    let header: [String]
    let rows: [[String]]

    func lines(_ style: Style) -> [String] {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        var lines = all.map { row in
            row.enumerated().map { column, text in
                let blanks = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + blanks : blanks + text
            }.joined(separator: "  ")
        }
        lines[0] = style.bold(lines[0])
        return lines
    }
}
