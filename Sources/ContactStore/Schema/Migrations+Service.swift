extension Migrations {
    /// What serving the store to others needs.
    static let fourthOfService = """
        """
}
