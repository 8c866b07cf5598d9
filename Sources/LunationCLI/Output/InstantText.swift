import Formats
import Lunation

/// Instants of a job's schedule by the clock of its zone.
enum InstantText {
    /// `2026-03-29T03:00:00+02:00`.
    static func local(_ instant: Timestamp, in zone: Zone) -> String { CronOccurrence(instant, in: zone).localText }

    /// Of instants that a run stands for: `for 2026-03-29T03:00:00+02:00, and for 2 before it: …`.
    static func lines(_ occurrences: [Occurrence], in zone: Zone) -> [String] {
        let texts = occurrences.map { local($0.at, in: zone) }
        guard let last = texts.last else { return [] }
        let others = texts.dropLast()
        guard let first = others.first else { return ["stands for \(last)"] }
        let span = others.count == 1 ? first : "\(first) to \(others[others.count - 1])"
        return ["stands for \(last), and for \(Numbers.text(others.count)) before it: \(span)"]
    }

    static func json(_ occurrence: Occurrence, in zone: Zone) -> JSONValue {
        let outcome =
            switch occurrence.outcome {
            case .run: "run"
            case .coalesced: "coalesced"
            case .skipped: "skipped"
            }
        return ["at": .string(local(occurrence.at, in: zone)), "outcome": .string(outcome)]
    }
}
