extension ContactStore {
    /// Copies the store as it is now into a file that must not be there, and opens that. Others may go on writing; this one stays as it
    /// is, to the byte.
    ///
    /// What is committed to the copy does not wait for the disk: it is for what is thrown away.
    public func copy(to path: String) throws -> ContactStore {
        try translating { try SQLiteCopier(path: self.path).copy(to: path) }
        return try ContactStore.open(at: path, isDurable: false)
    }
}
