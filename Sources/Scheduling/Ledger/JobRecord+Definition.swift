public import Contacts

extension JobRecord {
    /// Its settings, read and understood.
    ///
    /// - Parameter zone: the workspace's, where the job names none.
    public func definition(zone: Zone) throws(JobError) -> JobDefinition {
        try JobDefinition(name: name, script: script, settings: settings, zone: zone)
    }
}
