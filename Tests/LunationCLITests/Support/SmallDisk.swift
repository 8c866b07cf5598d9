/// A file system of 1,400 kilobytes in the folder `disk`, in a name space of its own.
enum SmallDisk {
    static let mount = "mkdir disk && mount -t tmpfs -o size=1400k none disk"
    static let isAvailable = (try? Program.shell("exec unshare -Urm sh -c '\(mount)'", in: Folder()).status) == 0
}
