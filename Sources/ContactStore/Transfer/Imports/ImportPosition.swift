import Formats

/// How far an import is: what its record says, and all that it takes to go on from there.
struct ImportPosition {
    var report: ImportReport
    /// Behind the last row that is committed.
    var place: FilePlace
    /// How long the errors file is.
    var errorsLength: Int
    /// The first contact that the import made: later ones have no older state to be journalled.
    var firstContact: Int64

    /// As the summary of a run: its counters and, where it is to go on, the rest.
    func summary(isFinished: Bool, error: String? = nil) -> String {
        var object = JSONObject()
        for (name, count) in Self.counters(report) { object[name] = .integer(Int64(count)) }
        if !isFinished {
            var rest: JSONObject = [
                "position": .integer(Int64(place.position)), "line": .integer(Int64(place.line)),
                "errors_length": .integer(Int64(errorsLength)), "first_contact": .integer(firstContact),
            ]
            if let first = report.firstError { rest["first_error"] = .string(first) }
            object["place"] = .object(rest)
        }
        if let error { object["error"] = .string(error) }
        return RunSummary.text(object)
    }

    init(report: ImportReport, place: FilePlace, errorsLength: Int, firstContact: Int64) {
        self.report = report
        self.place = place
        self.errorsLength = errorsLength
        self.firstContact = firstContact
    }

    init?(run: Int64, summary: String) {
        guard let object = try? JSONValue(parsing: summary), let rest = object["place"], let position = rest["position"]?.integerValue,
            let line = rest["line"]?.integerValue, let errorsLength = rest["errors_length"]?.integerValue,
            let firstContact = rest["first_contact"]?.integerValue
        else { return nil }
        func count(_ name: String) -> Int { Int(object[name]?.integerValue ?? 0) }
        var report = ImportReport()
        report.run = run
        report.rows = count("rows")
        report.created = count("created")
        report.updated = count("updated")
        report.unchanged = count("unchanged")
        report.rejected = count("rejected")
        report.keptUnsubscribed = count("kept unsubscribed")
        report.firstError = rest["first_error"]?.stringValue
        self.init(
            report: report, place: FilePlace(position: Int(position), line: Int(line)), errorsLength: Int(errorsLength),
            firstContact: firstContact)
    }

    private static func counters(_ report: ImportReport) -> KeyValuePairs<String, Int> {
        [
            "rows": report.rows, "created": report.created, "updated": report.updated, "unchanged": report.unchanged,
            "rejected": report.rejected, "kept unsubscribed": report.keptUnsubscribed,
        ]
    }
}
