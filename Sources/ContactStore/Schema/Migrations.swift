import GRDB

/// The store's formats, each made from the one before.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: first)
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: second)
            try db.execute(sql: "PRAGMA user_version = 2")
        }
        migrator.registerMigration("3") { db in
            try db.execute(sql: third)
            try db.execute(sql: "PRAGMA user_version = 3")
        }
        migrator.registerMigration("4") { db in
            try db.execute(sql: fourthOfService)
            try db.execute(sql: fourthOfRemote)
            try db.execute(sql: fourthOfDelivery)
            try db.execute(sql: "PRAGMA user_version = 4")
        }
        return migrator
    }

    /// Contacts have an integer key of their own that is never used twice, since journals name contacts by it for ever.
    /// `revision` is the sequence number of the commit that last changed the contact.
    private static let first = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
        INSERT INTO meta VALUES ('sequence', 0), ('next_contact', 1), ('next_list', 1), ('next_field', 1);

        CREATE TABLE contact (
            id INTEGER PRIMARY KEY,
            uuid BLOB NOT NULL,
            email TEXT NOT NULL,
            status INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            revision INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX contact_email ON contact (email);
        CREATE UNIQUE INDEX contact_uuid ON contact (uuid);

        CREATE TABLE field (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, tag TEXT NOT NULL UNIQUE, type TEXT NOT NULL);
        CREATE TABLE list (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

        CREATE TABLE membership (list INTEGER NOT NULL, contact INTEGER NOT NULL, PRIMARY KEY (list, contact)) WITHOUT ROWID;
        CREATE INDEX membership_contact ON membership (contact, list);

        CREATE TABLE suppression (email TEXT PRIMARY KEY, reason TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;

        CREATE TABLE event_name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            contact INTEGER NOT NULL,
            name INTEGER NOT NULL,
            at INTEGER NOT NULL,
            key TEXT,
            params TEXT,
            run INTEGER NOT NULL,
            sent_at INTEGER
        );
        CREATE INDEX event_by_name ON event (name, contact, at);
        CREATE UNIQUE INDEX event_key ON event (contact, name, key) WHERE key IS NOT NULL;

        CREATE TABLE run (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            hash TEXT,
            sequence INTEGER NOT NULL,
            logical_now INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            finished_at INTEGER NOT NULL,
            status TEXT NOT NULL,
            arguments TEXT,
            summary TEXT,
            first_event INTEGER,
            last_event INTEGER,
            undoes INTEGER,
            undone_by INTEGER,
            position INTEGER
        );
        CREATE TABLE journal (
            run INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            target INTEGER NOT NULL,
            contact INTEGER NOT NULL,
            before,
            after,
            PRIMARY KEY (run, kind, target, contact)
        ) WITHOUT ROWID;
        """
    /// `reason` is what was given for an unsubscribe; `job` is whose run it was, whatever path its script was given by. Events that an undo has taken back are kept for the undo of the undo.
    /// `outbox` holds the requests that are sent once a run is committed, `exchange` what a run has been answered over HTTP.
    /// `state` is what jobs remember; its numbers are hashes of job and key, so that two runs never give one number to two keys.
    private static let second = """
        ALTER TABLE contact ADD COLUMN reason TEXT;
        ALTER TABLE run ADD COLUMN job TEXT;
        CREATE TABLE segment (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, filter TEXT NOT NULL);
        CREATE TABLE state (id INTEGER PRIMARY KEY, job TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (job, key));
        INSERT INTO meta VALUES ('next_segment', 1);
        CREATE TABLE retracted_event (
            id INTEGER PRIMARY KEY, contact INTEGER NOT NULL, name INTEGER NOT NULL, at INTEGER NOT NULL, key TEXT, params TEXT,
            retracted_by INTEGER NOT NULL
        );
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY, run INTEGER NOT NULL, key TEXT NOT NULL UNIQUE, method TEXT NOT NULL, url TEXT NOT NULL,
            headers TEXT, body TEXT, status TEXT NOT NULL, attempts INTEGER NOT NULL, next_at INTEGER NOT NULL, response INTEGER,
            error TEXT
        );
        CREATE INDEX outbox_due ON outbox (status, next_at);
        CREATE TABLE exchange (
            run INTEGER NOT NULL, number INTEGER NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (run, number)
        ) WITHOUT ROWID;
        CREATE INDEX retracted_event_run ON retracted_event (retracted_by);
        """

    /// Jobs, what became of each instant of their schedules, and the queue of their runs, whose numbers are those of `run`.
    /// `lease` of a run grows with each worker that it is given to: what is written under an older one is refused.
    /// `cancelled` is 1 where somebody wants a run ended, and 2 once a scheduler knows that it is.
    /// `position` is how far a job has handled what starts it; `crossing` is the log of who came into a segment and who left.
    private static let third = """
        CREATE TABLE script_version (hash TEXT PRIMARY KEY, source BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE job (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            script TEXT NOT NULL,
            hash TEXT NOT NULL,
            settings TEXT NOT NULL,
            removed INTEGER NOT NULL,
            error TEXT,
            paused_at INTEGER,
            pause_reason TEXT,
            cursor INTEGER NOT NULL,
            streak INTEGER NOT NULL
        );
        CREATE TABLE job_after (before TEXT NOT NULL, job INTEGER NOT NULL, PRIMARY KEY (before, job)) WITHOUT ROWID;
        CREATE TABLE occurrence (
            job INTEGER NOT NULL,
            at INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            run INTEGER,
            reason TEXT,
            decided_at INTEGER NOT NULL,
            PRIMARY KEY (job, at)
        ) WITHOUT ROWID;
        CREATE TABLE job_run (
            id INTEGER PRIMARY KEY,
            job INTEGER,
            name TEXT NOT NULL,
            script TEXT NOT NULL,
            hash TEXT NOT NULL,
            cause TEXT NOT NULL,
            batch TEXT,
            logical_now INTEGER NOT NULL,
            queued_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            priority INTEGER NOT NULL,
            state TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            losses INTEGER NOT NULL,
            lease INTEGER NOT NULL,
            started_at INTEGER,
            finished_at INTEGER,
            error TEXT,
            arguments TEXT,
            follows TEXT,
            cancelled INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX job_run_open ON job_run (id) WHERE state IN ('queued', 'running');
        CREATE INDEX job_run_cancelled ON job_run (id) WHERE cancelled = 1;
        CREATE INDEX job_run_job ON job_run (job, id) WHERE job IS NOT NULL;
        CREATE TABLE position (
            job INTEGER NOT NULL, trigger TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (job, trigger)
        ) WITHOUT ROWID;
        CREATE TABLE crossing (
            id INTEGER PRIMARY KEY AUTOINCREMENT, segment TEXT NOT NULL, contact INTEGER NOT NULL, enters INTEGER NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE segment_member (
            segment TEXT NOT NULL, contact INTEGER NOT NULL, PRIMARY KEY (segment, contact)
        ) WITHOUT ROWID;
        CREATE TABLE segment_watch (segment TEXT PRIMARY KEY, filter TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX run_job ON run (job, id) WHERE job IS NOT NULL;
        INSERT INTO meta VALUES
            ('scheduler', 0), ('scheduler_beat', 0), ('next_lease', 1), ('event_generation', 1), ('jobs', 0);
        """
}
