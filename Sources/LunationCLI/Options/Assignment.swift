import ArgumentParser
import Lunation

/// `name=value`.
struct Assignment: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
        name = String(argument[..<sign])
        value = String(argument[argument.index(after: sign)...])
    }

    /// Values for a script, given as assignments; of two for one name the last counts.
    static func arguments(_ texts: [String]) throws -> [String: String] {
        var arguments: [String: String] = [:]
        for text in texts {
            guard let assignment = Assignment(argument: text) else { throw ValidationError("--set takes name=value.") }
            arguments[assignment.name] = assignment.value
        }
        return arguments
    }

    /// Guards given as assignments.
    static func changeGuard(_ texts: [String]) throws -> ChangeGuard {
        var limits: [ChangeGuard.Measure: ChangeGuard.Limit] = [:]
        for text in texts {
            guard let assignment = Assignment(argument: text) else {
                throw ValidationError("--guard takes measure=limit, such as changes=5%, not '\(text)'.")
            }
            guard let measure = ChangeGuard.Measure(rawValue: assignment.name) else {
                let known = ChangeGuard.Measure.allCases.map(\.rawValue)
                throw ValidationError("No guard '\(assignment.name)'\(Suggestion.phrase(for: assignment.name, in: known)).")
            }
            guard let limit = ChangeGuard.Limit(assignment.value) else {
                throw ValidationError("--guard \(assignment.name) takes a number or a share such as 5%, not '\(assignment.value)'.")
            }
            limits[measure] = limit
        }
        return ChangeGuard(limits)
    }
}
