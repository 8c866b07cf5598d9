public import Contacts

extension JobDefinition {
    /// Reads what a script's `job { … }` says of the schedule.
    ///
    /// - Parameter zone: the workspace's, where the job names none.
    /// - Throws: the first of ``problems(name:settings:zone:)``.
    public init(name: String, script: String, settings: [String: JobSetting], zone: Zone) throws(JobError) {
        self.init(name: name, script: script, settings: settings)
        self.zone = zone
        var reader = JobSettingsReader(name: name, settings: settings)
        reader.read(into: &self)
        if let problem = reader.problems.first { throw problem }
    }

    /// All that is wrong with a job's settings.
    ///
    /// - Parameter name: the job's, or nil where it has none; `H` in a schedule needs it.
    public static func problems(name: String?, settings: [String: JobSetting], zone: Zone) -> [JobError] {
        var definition = JobDefinition(name: name ?? "", script: "", settings: settings)
        definition.zone = zone
        var reader = JobSettingsReader(name: name, settings: settings)
        reader.read(into: &definition)
        return reader.problems
    }

    /// The names that settings may have, sorted.
    public static var settingNames: [String] { JobSettingsReader.names }
}
