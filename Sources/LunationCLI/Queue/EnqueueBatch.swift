import Formats
import Lunation

/// Adds the runs that lines of JSON on standard input ask for, and answers each with a line on standard output.
struct EnqueueBatch {
    let queue: RunQueue
    let scripts: ScriptShelf
    /// What a line does not say.
    let defaults: EnqueueRequest
    let zone: Zone

    /// Goes on after a line that is wrong, and answers whether there was none.
    func run() throws -> Bool {
        let reader = JSONLinesReader(try ByteReader(path: "-"))
        var isRight = true
        var group: [Result<RunRequest, any Error>] = []
        while let line = try reader.next() {
            group.append(
                Result {
                    var request = defaults
                    try request.take(try line.get())
                    return try request.run(of: scripts, now: SystemClock.now, zone: zone)
                })
            // A program that sends one line and waits gets its answer; the lines of one that sends thousands are one commit.
            if !reader.hasLineInMemory {
                isRight = try settle(group) && isRight
                group.removeAll(keepingCapacity: true)
                scripts.forget()
            }
        }
        return try settle(group) && isRight
    }

    /// Commits what is right of a group, and answers its lines.
    private func settle(_ group: [Result<RunRequest, any Error>]) throws -> Bool {
        var runs = try queue.enqueue(group.compactMap { try? $0.get() }, now: { SystemClock.now }).makeIterator()
        var isRight = true
        var output = ""
        for request in group {
            switch request {
            case .success:
                guard let run = runs.next() else { continue }
                output += #"{"run":\#(run.id),"queued_at":\#(run.queuedAt.milliseconds)}"# + "\n"
            case .failure(let error):
                isRight = false
                output += try JSONWriter().text(["error": .string("\(error)")]) + "\n"
            }
        }
        Terminal.standardOutput.write(output)
        return isRight
    }
}
