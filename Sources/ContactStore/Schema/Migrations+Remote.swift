extension Migrations {
    /// What a live account behind the store needs.
    ///
    /// `remote` has one row where there is an account. `token_source` says where its token is found, never what it is. `pulled_at` is when
    /// the exports began that the mirror was made of. `remote_list`, `remote_field` and `remote_contact` tie what is here to the
    /// account's ids; names and tags are those that the account had when it was last looked at. `remote_suppression` tells the entries
    /// that come from the account from others.
    static let fourthOfRemote = """
        CREATE TABLE remote (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            kind TEXT NOT NULL,
            base_url TEXT NOT NULL,
            account INTEGER NOT NULL,
            account_name TEXT NOT NULL,
            names_account INTEGER NOT NULL,
            token_kind TEXT NOT NULL,
            token_source TEXT NOT NULL,
            limits TEXT NOT NULL,
            added_at INTEGER NOT NULL,
            pulled_at INTEGER
        );
        CREATE TABLE remote_list (list INTEGER PRIMARY KEY, remote INTEGER NOT NULL UNIQUE, name TEXT NOT NULL);
        CREATE TABLE remote_field (
            field INTEGER PRIMARY KEY, remote INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, tag TEXT NOT NULL, type TEXT NOT NULL
        );
        CREATE TABLE remote_contact (contact INTEGER PRIMARY KEY, remote TEXT UNIQUE);
        CREATE TABLE remote_suppression (id TEXT PRIMARY KEY) WITHOUT ROWID;
        """
}
