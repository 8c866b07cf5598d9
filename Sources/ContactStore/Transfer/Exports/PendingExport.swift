import Formats

/// An export whose file is written and has no name yet. Let go unfinished, it leaves nothing.
public final class PendingExport {
    private let sink: ByteWriter
    private let manifest: ExportManifest

    /// How many contacts it holds.
    public var count: Int { manifest.rows }

    init(sink: ByteWriter, manifest: ExportManifest) {
        self.sink = sink
        self.manifest = manifest
    }

    /// Brings the file to the disk, so that little is left of ``finish()`` to fail.
    public func seal() throws {
        try sink.seal()
    }

    /// Gives the file its name, and describes it in a manifest beside it.
    public func finish() throws -> ExportReport {
        try sink.close()
        var report = ExportReport(path: manifest.path)
        report.count = count
        if ExportManifest.fits(manifest.path) { report.manifest = try manifest.write() }
        return report
    }

    /// Gives the file its name, and describes it nowhere.
    func close() throws {
        try sink.close()
    }

    /// Gives it up.
    public func discard() {
        sink.discard()
    }
}
