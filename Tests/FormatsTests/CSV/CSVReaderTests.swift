import Testing

@testable import Formats

@Suite struct CSVReaderTests {
    @Test func `the shapes of RFC 4180`() throws {
        #expect(try fields("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n") == [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]])
        #expect(try fields("aaa,bbb,ccc\r\nzzz,yyy,xxx") == [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]])
        #expect(try fields("\"aaa\",\"b \r\nbb\",\"ccc\"\r\nzzz,yyy,xxx") == [["aaa", "b \r\nbb", "ccc"], ["zzz", "yyy", "xxx"]])
        #expect(try fields("\"aaa\",\"b\"\"bb\",\"ccc\"") == [["aaa", "b\"bb", "ccc"]])
        #expect(try fields("a,,\n,b,\n\"\",\"\"\n") == [["a", "", ""], ["", "b", ""], ["", ""]])
        #expect(try fields(" a , b \n") == [[" a ", " b "]])
        #expect(try fields("\"\"\"\"") == [["\""]])
        #expect(try fields("\"\"\"a\"\"\",b") == [["\"a\"", "b"]])
    }

    @Test func `any line ending, blank lines, a byte order mark, and no end of the last line`() throws {
        for end in ["\n", "\r\n", "\r"] {
            #expect(try fields("a,b\(end)1,2\(end)\(end)\(end)3,4") == [["a", "b"], ["1", "2"], ["3", "4"]])
        }
        #expect(try fields("a\r\nb\nc\rd") == [["a"], ["b"], ["c"], ["d"]])
        #expect(try fields("\u{FEFF}email\nann@example.com\n") == [["email"], ["ann@example.com"]])
        #expect(try fields("\u{FEFF}\"e,mail\"\n") == [["e,mail"]])
        #expect(try fields("") == [])
        #expect(try fields("\n\r\n") == [])
        #expect(try fields("\u{FEFF}") == [])
    }

    @Test func `quotes where they do not belong`() throws {
        #expect(try fields("6\" pipe,a\"b\"\n") == [["6\" pipe", "a\"b\""]])
        let reader = CSVReader(ByteReader(bytes: Array("\"a\"b,\"c\" \"d\",e\"\nx,y\n".utf8)))
        #expect(try reader.next())
        #expect(reader.strings == ["ab", "c \"d\"", "e\""])
        #expect(reader.hasTextAfterQuote)
        #expect(try reader.next())
        #expect(!reader.hasTextAfterQuote)
    }

    @Test func `lines are counted as an editor counts them`() throws {
        let text = "h1,h2\r\n\n\"two\nlines\",b\r\"three\r\nli\rnes\",c\nlast,d"
        let lines = try PlainCSV(reading: Array(text.utf8)).records.map(\.line)
        #expect(lines == [1, 3, 5, 8])
    }

    @Test func `an unclosed quote is told by the line where it opened, and told again`() throws {
        let text = "a,b\n\"x\ny\",1\n2,\"open\nand\nso on"
        for chunk in tinyChunks {
            let reader = CSVReader(ByteReader(bytes: Array(text.utf8), chunkSize: chunk))
            #expect(try reader.next())
            #expect(try reader.next())
            let error = FormatError.unclosedQuote(file: "input", line: 4)
            #expect(throws: error) { try reader.next() }
            #expect(throws: error) { try reader.next() }
            #expect(reader.count == 0)
        }
        #expect(throws: FormatError.unclosedQuote(file: "input", line: 1)) { try CSVReader(ByteReader(bytes: [34])).next() }
    }

    @Test(arguments: tinyChunks) func `a record may be as long as the limit, and no longer`(chunk: Int) throws {
        for end in ["\n", "\r\n", ""] {
            let fitting = CSVReader(ByteReader(bytes: Array("a,b\n12345,7890\(end)".utf8), chunkSize: chunk), limit: 10)
            #expect(try fitting.next() && fitting.next())
            #expect(fitting.strings == ["12345", "7890"])
            let long = CSVReader(ByteReader(bytes: Array("a,b\n12345,78901\(end)".utf8), chunkSize: chunk), limit: 10)
            #expect(try long.next())
            #expect(throws: FormatError.recordTooLong(file: "input", line: 2, limit: 10, quoteLine: nil)) { try long.next() }
        }
        for text in ["a\n1,\n,2\"3\n4,\"5\n6\n78901\"\n", "a\n1,\n,2\"3\n4,\"5\n6\n78901"] {
            let quoted = CSVReader(ByteReader(bytes: Array(text.utf8), chunkSize: chunk), limit: 7)
            #expect(try quoted.next() && quoted.next() && quoted.next())
            #expect(throws: FormatError.recordTooLong(file: "input", line: 4, limit: 7, quoteLine: 4)) { try quoted.next() }
        }
    }

    @Test func `a record larger than any chunk`() throws {
        let long = String(repeating: "long text, ", count: 60_000)
        #expect(try fields("a,b\n1,\"\(long)\"\n2,3\n") == [["a", "b"], ["1", long], ["2", "3"]])
    }

    @Test func `a record of thousands of fields`() throws {
        let numbers = (0..<5_000).map(String.init)
        #expect(try fields(numbers.joined(separator: ",") + "\n1\n") == [numbers, ["1"]])
    }

    @Test func `the delimiter is found in the header`() throws {
        for delimiter in [",", ";", "\t", "|"] {
            let text = "\"a, b; c| \td\"\(delimiter)e\(delimiter)f,\n1\(delimiter)2,3\(delimiter)4\n"
            for chunk in tinyChunks {
                let found = try PlainCSV(reading: Array(text.utf8), delimiter: nil, chunk: chunk)
                #expect(found == PlainCSV(Array(text.utf8), delimiter: delimiter.utf8.first ?? 0), "\(delimiter), chunk \(chunk)")
            }
        }
        #expect(try fields("\u{FEFF}\r\nemail;name\n", delimiter: nil) == [["email", "name"]])
        #expect(try fields("email\nann@example.com\n", delimiter: nil) == [["email"], ["ann@example.com"]])
        #expect(try fields("", delimiter: nil) == [])
    }

    @Test func `UTF-16 is told`() {
        for bytes in [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61]] as [[UInt8]] {
            #expect(throws: FormatError.utf16(file: "input")) { try CSVReader(ByteReader(bytes: bytes)).next() }
        }
    }

    @Test func `ill-formed UTF-8 is told record by record`() throws {
        let reader = CSVReader(ByteReader(bytes: Array("Jörg,一\n".utf8) + [0x4A, 0xF6, 0x72, 0x67, 10] + Array("plain\n".utf8)))
        var verdicts: [Bool] = []
        while try reader.next() { verdicts.append(reader.isValidUTF8) }
        #expect(verdicts == [true, false, true])
    }
}
