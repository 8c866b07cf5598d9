import Formats
import Lunation

/// Answers lines of JSON on standard input, each with a line on standard output.
struct CronBatch {
    /// What a line does not say.
    let defaults: CronRequest
    let now: Timestamp

    private static let largestOutput = 1 << 16

    /// Goes on after a line that is wrong, and answers whether there was none.
    func run() throws -> Bool {
        let reader = JSONLinesReader(try ByteReader(path: "-"))
        let zones = CronZones()
        var isRight = true
        var output = ""
        while let line = try reader.next() {
            do {
                var request = defaults
                try request.take(try line.get())
                let found = try request.occurrences(zones, now: now).found
                output += #"{"next": ["#
                for (index, occurrence) in found.enumerated() {
                    output += index == 0 ? "\"" : ", \""
                    output += occurrence.localText
                    output += "\""
                }
                output += "]}\n"
            } catch {
                isRight = false
                output += try JSONWriter().text(["error": .string("\(error)")]) + "\n"
            }
            // A program that sends one line and waits gets its answer; one that sends thousands is not written to for each.
            if output.utf8.count > Self.largestOutput || !reader.hasLineInMemory {
                Terminal.standardOutput.write(output)
                output = ""
            }
        }
        Terminal.standardOutput.write(output)
        return isRight
    }
}
