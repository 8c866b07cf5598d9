import Foundation
import Testing

@testable import Formats

@Suite struct ByteWriterTests {
    @Test func `a file gets its name on close, for its owner alone`() throws {
        let folder = try Folder()
        let writer = try ByteWriter(path: folder["out.csv"])
        try writer.write("a,b\n")
        try writer.write(UInt8(ascii: "1"))
        #expect(writer.bytesWritten == 5)
        let names = try folder.names
        #expect(names.count == 1 && names[0].hasPrefix("out.csv.partial-"))
        try writer.close()
        #expect(try folder.names == ["out.csv"])
        #expect(try folder.bytes("out.csv") == Array("a,b\n1".utf8))
        let mode = try FileManager.default.attributesOfItem(atPath: folder["out.csv"])[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `what a killed writer has left goes with the next one, and nothing else`() throws {
        let folder = try Folder()
        let alive = try ByteWriter(path: folder["alive"])
        try alive.write("more than")
        let mine = ["out.partial-1234567", "out.partial-1234abcg", "partial-12345678", "12345678"]
        for name in mine + ["other.csv.partial-1234abcd", "out.partial-00000000"] { try folder.write([1], to: name) }
        let writer = try ByteWriter(path: folder["out"])
        try writer.close()
        try alive.write(" nothing")
        try alive.close()
        #expect(try folder.names == (mine + ["alive", "out"]).sorted())
        #expect(try folder.bytes("alive") == Array("more than nothing".utf8))
    }

    @Test func `an older file stays until close`() throws {
        let folder = try Folder()
        try folder.write([1], to: "out")
        let writer = try ByteWriter(path: folder["out"])
        try writer.write("new")
        #expect(try folder.bytes("out") == [1])
        try writer.close()
        #expect(try folder.bytes("out") == Array("new".utf8))
    }

    @Test func `discarding, and letting go unclosed, leave nothing`() throws {
        let folder = try Folder()
        try folder.write([1], to: "out")
        let writer = try ByteWriter(path: folder["out"])
        try writer.write("new")
        writer.discard()
        #expect(try folder.names == ["out"])
        #expect(throws: FormatError.closed(file: folder["out"])) { try writer.write("more") }
        #expect(throws: FormatError.closed(file: folder["out"])) { try writer.close() }
        do {
            let dropped = try ByteWriter(path: folder["other"])
            try dropped.write("new")
        }
        #expect(try folder.names == ["out"])
        #expect(try folder.bytes("out") == [1])
    }

    @Test func `a link stays a link`() throws {
        let folder = try Folder()
        try folder.write([1], to: "real")
        try folder.run("ln", "-s", "real", "link")
        let writer = try ByteWriter(path: folder["link"])
        try writer.write("new")
        try writer.close()
        #expect(try folder.bytes("real") == Array("new".utf8))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder["link"]) == "real")
    }

    @Test func `a folder, and a folder that is not there, are told`() throws {
        let folder = try Folder()
        #expect(throws: FormatError.unwritable(file: folder.path, errno: EISDIR)) { try ByteWriter(path: folder.path) }
        #expect(throws: FormatError.unwritable(file: folder["no/out"], errno: ENOENT)) { try ByteWriter(path: folder["no/out"]) }
    }

    @Test func `a name that cannot be given leaves nothing`() throws {
        let folder = try Folder()
        let writer = try ByteWriter(path: folder["out"])
        try writer.write("new")
        try FileManager.default.createDirectory(atPath: folder["out"], withIntermediateDirectories: false)
        #expect(throws: FormatError.unwritable(file: folder["out"], errno: EISDIR)) { try writer.close() }
        #expect(try folder.names == ["out"])
    }

    @Test(arguments: [100, 1_000_000]) func `a full device is told, and told again`(count: Int) throws {
        let writer = try ByteWriter(path: "/dev/full")
        let error = FormatError.diskFull(file: "/dev/full")
        let bytes = [UInt8](repeating: 65, count: count)
        #expect(throws: error) {
            try bytes.withUnsafeBytes { try writer.write($0) }
            try writer.close()
        }
        #expect(throws: error) { try writer.write("more") }
        #expect(throws: error) { try writer.close() }
        #expect(error.description == "cannot write /dev/full: the disk is full; free some space and write it again")
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting needs privileges")) func `a full disk leaves no half file`() throws {
        let disk = try SmallDisk()
        for name in ["out.csv", "out.csv.gz"] {
            var random = SeededGenerator(for: "full disk")
            let writer = try ByteWriter(path: disk.folder[name])
            let bytes = random.bytes(1_000_000)
            #expect(throws: FormatError.diskFull(file: disk.folder[name])) {
                try bytes.withUnsafeBytes { try writer.write($0) }
                try writer.close()
            }
            #expect(try disk.folder.names == [])
        }
    }
}

/// A file system in memory with room for 64 KiB.
private final class SmallDisk {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path)
    }

    deinit {
        try? folder.run("umount", "-l", folder.path)
    }

    static let isPossible: Bool = getuid() == 0 && (try? SmallDisk()) != nil
}
