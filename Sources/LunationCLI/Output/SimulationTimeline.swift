import Lunation

/// A simulation as a picture: a row a job, a column a day, storms marked above. It needs nothing from elsewhere, and its colours go with
/// light and dark backgrounds.
struct SimulationTimeline {
    private let report: SimulationReport
    private let cell: Int
    private let left: Int

    private static let top = 64
    private static let rowHeight = 18
    /// The widest part of days; more days have narrower columns.
    private static let width = 1_460
    /// About how wide a letter of the labels is.
    private static let letter = 7

    init(_ report: SimulationReport) {
        self.report = report
        cell = max(1, min(12, Self.width / report.days))
        left = 20 + Self.letter * (report.jobs.map(\.name.count).max() ?? 0)
    }

    var text: String {
        let width = left + cell * report.days + 20
        let bottom = Self.top + Self.rowHeight * report.jobs.count
        let title =
            "\(Numbers.count(report.jobs.count, "job")) over \(Numbers.count(report.days, "day")), "
            + "\(report.firstDay) to \(report.date(report.days - 1)) (\(report.zone))"
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(bottom + 56)" viewBox="0 0 \(width) \(bottom + 56)" role="img" \
            font-family="system-ui, sans-serif" font-size="12">
            <title>\(Self.escaped(title))</title>
            \(Self.style)
            <rect class="ground" width="\(width)" height="\(bottom + 56)"/>
            <text x="10" y="22" font-size="15" font-weight="600">\(Self.escaped(title))</text>
            \(months(bottom))\(storms(bottom))\(rows)\(legend(bottom + 34))</svg>

            """
    }

    private static let style = """
        <style>
        .ground { fill: #ffffff } text { fill: #1f2328 } .month { stroke: #8c959f; stroke-opacity: .4 }
        .idle { fill: #d0d7de } .done { fill: #2da44e } .skipped { fill: #bf8700 } .refused { fill: #8250df } .failed { fill: #cf222e }
        .storm { fill: #0969da } .worst { fill: none; stroke: #1f2328 }
        @media (prefers-color-scheme: dark) {
        .ground { fill: #0d1117 } text { fill: #e6edf3 } .idle { fill: #30363d } .done { fill: #3fb950 } .skipped { fill: #d29922 }
        .refused { fill: #a371f7 } .failed { fill: #f85149 } .storm { fill: #58a6ff } .worst { stroke: #e6edf3 }
        }
        </style>
        """

    private func x(_ day: Int) -> Int { left + day * cell }

    /// A line at the beginning of each month, with its name where there is room.
    private func months(_ bottom: Int) -> String {
        var text = ""
        var lastLabel = Int.min / 2
        for day in 0..<report.days where day == 0 || report.date(day).components.day == 1 {
            let month = report.date(day).description.prefix(7)
            if day > 0 {
                text += "<line class=\"month\" x1=\"\(x(day))\" y1=\"\(Self.top - 12)\" x2=\"\(x(day))\" y2=\"\(bottom)\"/>\n"
            }
            guard x(day) - lastLabel > Self.letter * 8 else { continue }
            lastLabel = x(day)
            text += "<text x=\"\(x(day) + 2)\" y=\"\(Self.top - 22)\">\(month)</text>\n"
        }
        return text
    }

    private func storms(_ bottom: Int) -> String {
        report.storms.map { storm in
            let (x, y) = (x(storm.day.days - report.firstDay.days), Self.top - 14)
            let words = Self.escaped("\(storm.day): storm, \(Numbers.count(storm.events, "event")), mostly \(storm.job)")
            return "<path class=\"storm\" d=\"M\(x - 3) \(y)h\(cell + 6)l-\(cell / 2 + 3) 10z\"><title>\(words)</title></path>\n"
        }.joined()
    }

    private var rows: String {
        report.jobs.enumerated().map { row, job in
            let y = Self.top + row * Self.rowHeight
            return "<text x=\"10\" y=\"\(y + 13)\">\(Self.escaped(job.name))</text>\n" + days(of: job, y)
        }.joined()
    }

    /// Days of one kind that follow one another are one rectangle, which keeps a year of jobs small.
    private func days(of job: SimulatedJob, _ y: Int) -> String {
        var text = ""
        var day = 0
        while day < job.outcomes.count {
            let outcome = job.outcomes[day]
            var end = day + 1
            while end < job.outcomes.count, job.outcomes[end] == outcome { end += 1 }
            if outcome != .none {
                let word = SimulationJSON.word(outcome)
                let dates = end == day + 1 ? "\(report.date(day))" : "\(report.date(day)) to \(report.date(end - 1))"
                text +=
                    "<rect class=\"\(word)\" x=\"\(x(day))\" y=\"\(y + 2)\" width=\"\((end - day) * cell)\" height=\"\(Self.rowHeight - 4)\">"
                text += "<title>\(Self.escaped(job.name)), \(dates): \(word)</title></rect>\n"
            }
            day = end
        }
        if let worst = job.worstDay {
            let words = "\(Self.escaped(job.name)), \(worst): most events, \(Numbers.text(job.mostEvents))"
            text += "<rect class=\"worst\" x=\"\(x(worst.days - report.firstDay.days))\" y=\"\(y + 1)\" width=\"\(cell)\" "
            text += "height=\"\(Self.rowHeight - 2)\"><title>\(words)</title></rect>\n"
        }
        return text
    }

    private func legend(_ y: Int) -> String {
        let entries = [
            ("done", "changed or fired something"), ("idle", "found nothing to do"), ("skipped", "skipped"),
            ("refused", "refused by a guard"),
            ("failed", "failed"), ("worst", "most events of the job"), ("storm", "storm"),
        ]
        var x = 10
        return entries.map { name, words in
            defer { x += 28 + Self.letter * words.count }
            return
                "<rect class=\"\(name)\" x=\"\(x)\" y=\"\(y - 10)\" width=\"12\" height=\"12\"/><text x=\"\(x + 17)\" y=\"\(y)\">\(words)</text>\n"
        }.joined()
    }

    private static func escaped(_ text: String) -> String {
        // XML has no way to write most control characters.
        String(text.unicodeScalars.filter { $0.value >= 0x20 })
            .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
