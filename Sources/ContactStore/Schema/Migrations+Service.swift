extension Migrations {
    /// What serving the store to others needs.
    ///
    /// `catalog` and `tokens` in `meta` grow with each change of what their names say, so that whoever keeps a copy knows when it is
    /// old; `link_key` is what the links of exports are made from. An address is in `suppression`, which filters read, as long as it has
    /// an entry in `suppression_entry`; one that gets there without an entry gets one. `told` holds the ids of what the sending side has
    /// told, for as long as it may tell it again.
    static let fourthOfService = """
        CREATE TABLE token (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, hash BLOB NOT NULL UNIQUE, scope TEXT NOT NULL, created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL, revoked_at INTEGER, last_used_at INTEGER
        );
        CREATE UNIQUE INDEX token_name ON token (name) WHERE revoked_at IS NULL;
        CREATE TABLE api_import (
            id INTEGER PRIMARY KEY AUTOINCREMENT, status TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, rows BLOB,
            created INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0, run INTEGER, error TEXT
        );
        CREATE TABLE api_export (
            id INTEGER PRIMARY KEY AUTOINCREMENT, status TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
            filter TEXT NOT NULL, expires_at INTEGER, error TEXT
        );
        CREATE INDEX run_other ON run (id) WHERE kind <> 'api';
        CREATE TABLE told (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX told_at ON told (at);
        CREATE TABLE suppression_entry (
            id TEXT PRIMARY KEY, email TEXT NOT NULL, type TEXT NOT NULL, stream TEXT NOT NULL, domain_id INTEGER, domain_name TEXT,
            created_at INTEGER NOT NULL, details TEXT
        ) WITHOUT ROWID;
        CREATE INDEX suppression_entry_email ON suppression_entry (email);
        CREATE TRIGGER suppression_added AFTER INSERT ON suppression
        WHEN NOT EXISTS (SELECT 1 FROM suppression_entry WHERE email = new.email)
        BEGIN
            INSERT INTO suppression_entry (id, email, type, stream, created_at)
            SELECT substr(t, 1, 8) || '-' || substr(t, 9) || '-7' || substr(r, 1, 3) || '-' || substr('89ab', 1 + (random() & 3), 1)
                || substr(r, 4, 3) || '-' || substr(r, 7, 12), new.email,
                CASE WHEN new.reason IN ('hard bounce', 'unsubscription', 'spam complaint') THEN new.reason ELSE 'manual import' END,
                'any', new.at
            FROM (SELECT printf('%012x', max(new.at, 0)) AS t, lower(hex(randomblob(9))) AS r);
        END;
        CREATE TRIGGER suppression_changed AFTER UPDATE OF reason ON suppression
        WHEN new.reason IN ('hard bounce', 'unsubscription', 'spam complaint')
        BEGIN
            UPDATE suppression_entry SET type = new.reason
            WHERE email = new.email AND type = 'manual import' AND stream = 'any' AND domain_id IS NULL AND domain_name IS NULL;
        END;
        CREATE TRIGGER suppression_removed AFTER DELETE ON suppression
        BEGIN
            DELETE FROM suppression_entry WHERE email = old.email;
        END;
        CREATE TRIGGER suppression_entry_added AFTER INSERT ON suppression_entry
        BEGIN
            INSERT OR IGNORE INTO suppression (email, reason, at) VALUES (new.email, new.type, new.created_at);
        END;
        CREATE TRIGGER suppression_entry_removed AFTER DELETE ON suppression_entry
        WHEN NOT EXISTS (SELECT 1 FROM suppression_entry WHERE email = old.email)
        BEGIN
            DELETE FROM suppression WHERE email = old.email;
        END;
        INSERT INTO meta VALUES ('catalog', 1), ('tokens', 1), ('link_key', randomblob(32));
        CREATE TRIGGER field_added AFTER INSERT ON field BEGIN UPDATE meta SET value = value + 1 WHERE key = 'catalog'; END;
        CREATE TRIGGER field_changed AFTER UPDATE ON field BEGIN UPDATE meta SET value = value + 1 WHERE key = 'catalog'; END;
        CREATE TRIGGER field_removed AFTER DELETE ON field BEGIN UPDATE meta SET value = value + 1 WHERE key = 'catalog'; END;
        CREATE TRIGGER list_added AFTER INSERT ON list BEGIN UPDATE meta SET value = value + 1 WHERE key = 'catalog'; END;
        CREATE TRIGGER list_changed AFTER UPDATE ON list BEGIN UPDATE meta SET value = value + 1 WHERE key = 'catalog'; END;
        CREATE TRIGGER list_removed AFTER DELETE ON list BEGIN UPDATE meta SET value = value + 1 WHERE key = 'catalog'; END;
        CREATE TRIGGER token_added AFTER INSERT ON token BEGIN UPDATE meta SET value = value + 1 WHERE key = 'tokens'; END;
        CREATE TRIGGER token_revoked AFTER UPDATE OF revoked_at, expires_at ON token
        BEGIN
            UPDATE meta SET value = value + 1 WHERE key = 'tokens';
        END;
        INSERT INTO suppression_entry (id, email, type, stream, created_at)
        SELECT substr(t, 1, 8) || '-' || substr(t, 9) || '-7' || substr(r, 1, 3) || '-' || substr('89ab', 1 + (random() & 3), 1)
            || substr(r, 4, 3) || '-' || substr(r, 7, 12), email,
            CASE WHEN reason IN ('hard bounce', 'unsubscription', 'spam complaint') THEN reason ELSE 'manual import' END, 'any', at
        FROM (SELECT *, printf('%012x', max(at, 0)) AS t, lower(hex(randomblob(9))) AS r FROM suppression);
        ALTER TABLE exchange ADD COLUMN headers TEXT;
        """
}
