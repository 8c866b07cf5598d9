import Contacts

/// Reads a job's settings one by one, so that all that is wrong can be told at once.
struct JobSettingsReader {
    /// Nil where the script names no job: it is called by its path then, which `H` must not hang on.
    let name: String?
    let settings: [String: JobSetting]
    private(set) var problems: [JobError] = []

    init(name: String?, settings: [String: JobSetting]) {
        self.name = name
        self.settings = settings
    }

    /// Sorted, as they are read; but for the time zone, which the others hang on.
    static let names = [
        "after", "at", "blackout", "catch_up", "concurrency", "delivery", "every", "gap", "jitter", "max_late", "on", "overlap",
        "overlap_hour", "ping", "priority", "retries", "schedule", "timeout", "timezone",
    ]

    private static let schedules = ["schedule", "every", "at"]

    mutating func read(into job: inout JobDefinition) {
        for key in ["timezone"] + settings.keys.sorted().filter({ $0 != "timezone" }) {
            guard let setting = settings[key] else { continue }
            do throws(JobError) {
                try read(JobSettingValue(name: key, setting: setting), into: &job)
            } catch {
                problems.append(error)
            }
        }
        let given = Self.schedules.filter { settings[$0] != nil }
        if given.count > 1 {
            let others = given.dropFirst().map { "job.\($0)" }.joined(separator: " and ")
            problems.append(
                JobError(given[0], "and \(others) \(given.count == 2 ? "both" : "all") say when it runs", fix: "keep one of them"))
        }
    }

    private func read(_ value: JobSettingValue, into job: inout JobDefinition) throws(JobError) {
        switch value.name {
        case "after": job.after = try after(value)
        case "at": job.schedule = .at(try at(value, in: job.zone))
        case "blackout": job.blackouts = try blackouts(value)
        case "catch_up": job.catchUp = try value.word(CatchUp.self)
        case "concurrency": job.concurrency = try value.counts()
        case "delivery": job.delivery = try value.word(Delivery.self)
        case "every": job.schedule = .every(try every(value, in: job.zone))
        // They are read with the expression; here is what is wrong with them.
        case "gap": _ = try value.word(ClockRules.Gap.self)
        case "overlap_hour": _ = try value.word(ClockRules.OverlapHour.self)
        case "jitter": job.jitter = try value.milliseconds()
        case "max_late": job.maxLate = try value.milliseconds()
        case "on": job.triggers = try triggers(value)
        case "overlap": job.overlap = try value.word(OverlapPolicy.self)
        case "ping": job.ping = try ping(value)
        case "priority": job.priority = try value.integer()
        case "retries": job.retries = try value.integer(from: 0)
        case "schedule": job.schedule = .cron(try cron(value, in: job.zone))
        case "timeout": job.timeout = try timeout(value)
        case "timezone": job.zone = try zone(value)
        default:
            throw value.error(
                "is no setting of a job\(Suggestion.phrase(for: value.name, in: Self.names))",
                fix: "write one of \(Self.names.joined(separator: ", "))")
        }
    }

    private func after(_ value: JobSettingValue) throws(JobError) -> [String] {
        let names = try value.texts()
        if let name, names.contains(name) { throw value.error("names the job itself", fix: "write the jobs that come before it") }
        return names
    }

    private func triggers(_ value: JobSettingValue) throws(JobError) -> [JobTrigger] {
        var triggers: [JobTrigger] = []
        for text in try value.texts() {
            guard let trigger = JobTrigger(text) else {
                let kinds = ["event:", "enter:", "leave:", "import", "startup"]
                let kind = text.firstIndex(of: ":").map { String(text[...$0]) } ?? text
                let hint = kinds.contains(kind) ? "" : Suggestion.phrase(for: kind, in: kinds)
                throw value.error(
                    "\(value.quoted(text)) is nothing that a job runs on\(hint)",
                    fix: "write event:NAME, enter:SEGMENT, leave:SEGMENT, import or startup")
            }
            triggers.append(trigger)
        }
        return triggers
    }

    private func blackouts(_ value: JobSettingValue) throws(JobError) -> [Blackout] {
        var blackouts: [Blackout] = []
        for text in try value.texts() { blackouts.append(try Blackout(text)) }
        return blackouts
    }

    private func ping(_ value: JobSettingValue) throws(JobError) -> String {
        let text = try value.text()
        let scheme = ["https://", "http://"].first { text.lowercased().hasPrefix($0) }
        let host = scheme.map { text.dropFirst($0.count).prefix { !"/?#".contains($0) } }
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard let host, !host.isEmpty, !host.hasPrefix(":"), isPlain else {
            // Who knows the address can announce runs, so it is not repeated.
            throw value.error("is no web address", fix: "write the address of a check: https://hc-ping.com/…")
        }
        return text
    }

    private func timeout(_ value: JobSettingValue) throws(JobError) -> Int64 {
        let span = try value.span([.second, .minute, .hour], like: "30s, 10m, 2h")
        guard span.count > 0 else { throw value.error("\(value.quoted(span.description)) is no time at all", fix: "write 30s, 10m or 2h") }
        return span.exactMilliseconds ?? 0
    }
}
