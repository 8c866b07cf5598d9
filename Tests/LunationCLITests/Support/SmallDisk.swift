/// A file system of 900 kilobytes in the folder `disk`, in a name space of its own.
enum SmallDisk {
    static let mount = "mkdir disk && mount -t tmpfs -o size=900k none disk"
    static let isAvailable = (try? Program.shell("exec unshare -Urm sh -c '\(mount)'", in: Folder()).status) == 0
}
