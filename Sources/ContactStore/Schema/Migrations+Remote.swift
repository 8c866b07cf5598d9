extension Migrations {
    /// What a live account behind the store needs.
    static let fourthOfRemote = """
        """
}
