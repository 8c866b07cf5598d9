extension Migrations {
    /// What serving the store to others needs.
    static let fourthOfService = """
        ALTER TABLE exchange ADD COLUMN headers TEXT;
        """
}
