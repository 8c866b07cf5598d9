import Foundation
import Glibc
import Testing

/// `docs/integrations.md`: what it tells readers to type works, and starts the scripts that it shows.
@Suite(.serialized) struct IntegrationsTests {
    @Test func whatIsShownWorks() throws {
        let folder = try Folder()
        let document = try String(contentsOfFile: Program.package + "/docs/integrations.md", encoding: .utf8)
        let blocks = try Self.blocks(of: document)
        var script = """
            set -euo pipefail
            # A function would be a shell of its own in the background, and the server its child that nobody ends.
            mkdir bin
            ln -s "$LUNATION" bin/lunation
            PATH=$PWD/bin:$PATH
            trap 'kill %1 2>/dev/null; wait' EXIT

            """
        for block in blocks where block.language == "sh" {
            script += block.text.replacing("127.0.0.1:8080", with: "127.0.0.1:\(Self.port)")
                .replacing("cd crm\n", with: "cd crm\ncp ../*.lua scripts/\n")
        }
        for block in blocks where block.file.hasPrefix("scripts/") {
            try folder.write(block.text, to: String(block.file.dropFirst("scripts/".count)))
        }
        // Until the scripts are through, and then what has become of it.
        script += """
            for attempt in $(seq 600); do
              count=$(lunation contacts --where 'contact.lists:has "Newcomers" & contact.lists:has "Engaged"' --count 2>/dev/null || true)
              free=$(lunation contacts --where 'contact.fields.plan:eq "free"' --count)
              [ "$count" = 1 ] && [ "$free" = 1 ] && break
              sleep 0.1
            done
            kill %1
            wait
            lunation export out.csv --columns email,plan
            cat out.csv
            """
        try folder.write(script, to: "try.sh")
        let outcome = try Program.shell("exec bash try.sh", in: folder)
        let lines = outcome.lines.filter { $0.contains("@") && !$0.contains("{") }
        #expect(lines == ["ann@example.com,pro", "bob@example.com,free", "cyd@example.org,basic"], "\(outcome)")
        #expect(outcome.output.contains(#""action":"created""#) && outcome.output.contains(#""action":"updated""#), "\(outcome)")
        #expect(outcome.output.contains(#""recorded":1"#), "\(outcome)")
    }

    /// One that is free now.
    private static let port: Int = {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(descriptor, address, length)
                _ = getsockname(descriptor, address, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }()

    private struct Block {
        let language: String
        let file: String
        let text: String
    }

    private static func blocks(of document: String) throws -> [Block] {
        var blocks: [Block] = []
        var file = ""
        var open: (language: String, text: String)?
        for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
            if let block = open {
                if line == "```" {
                    blocks.append(Block(language: block.language, file: file, text: block.text))
                    (open, file) = (nil, "")
                } else {
                    open = (block.language, block.text + line + "\n")
                }
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), "")
            } else if line.hasPrefix("<!-- file: ") {
                file = String(line.dropFirst(11).dropLast(4))
            }
        }
        return blocks
    }
}
