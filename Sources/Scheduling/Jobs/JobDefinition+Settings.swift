public import Contacts

extension JobDefinition {
    /// Reads what a script's `job { … }` says of the schedule.
    ///
    /// - Parameter zone: the workspace's, where the job names none.
    public init(name: String, script: String, settings: [String: JobSetting], zone: Zone) throws(JobError) {
        self.init(name: name, script: script, settings: settings)
        self.zone = zone
    }
}
