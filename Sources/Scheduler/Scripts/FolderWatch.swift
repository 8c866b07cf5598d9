import Glibc

/// Wakes a poll when files in some folders change.
final class FolderWatch {
    let descriptor: Int32
    private var folders: [Int32: String] = [:]

    /// What tells that a file has other content now, or is another one.
    private static let events = UInt32(IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)

    init() throws(SchedulerError) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { throw .noWatch(path: "files", reason: String(cString: strerror(errno))) }
    }

    deinit {
        close(descriptor)
    }

    /// Watches a folder from now on; one that is watched already is watched once.
    func add(_ folder: String) {
        // A folder that cannot be watched is looked through every now and then.
        let watch = inotify_add_watch(descriptor, folder, Self.events)
        if watch >= 0 { folders[watch] = folder }
    }

    /// The paths that have changed since the last time.
    func changes() -> [String] {
        var paths: [String] = []
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                guard count > 0 else { return }
                var place = 0
                let header = MemoryLayout<inotify_event>.size
                while place + header <= count {
                    let event = buffer.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
                    let name = buffer[(place + header)..<(place + header + Int(event.len))].prefix { $0 != 0 }
                    if let folder = folders[event.wd] { paths.append(folder + "/" + String(decoding: name, as: UTF8.self)) }
                    place += header + Int(event.len)
                }
            }
        }
        return paths
    }
}
