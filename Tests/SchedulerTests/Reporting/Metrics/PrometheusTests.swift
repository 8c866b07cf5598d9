import CoreMetrics
import Foundation
import Testing

@testable import Scheduler

struct PrometheusTests {
    private let registry = PrometheusRegistry()

    @Test func theTextIsSortedAndWhole() throws {
        registry.describe("b_seconds", help: "How long.\nIn \\ seconds.", buckets: [1, 0.5, 1, .infinity])
        Counter(label: "c_total", dimensions: [("job", "z"), ("a", "x")], factory: registry).increment(by: 3)
        Counter(label: "c_total", dimensions: [("a", "x"), ("job", "b")], factory: registry).increment()
        let timer = Timer(label: "b_seconds", factory: registry)
        timer.recordMilliseconds(250)
        timer.recordMilliseconds(500)
        timer.recordSeconds(2)
        Gauge(label: "a", factory: registry).record(-1.5)
        let text = #"""
            # TYPE a gauge
            a -1.5
            # HELP b_seconds How long.\nIn \\ seconds.
            # TYPE b_seconds histogram
            b_seconds_bucket{le="0.5"} 2
            b_seconds_bucket{le="1"} 2
            b_seconds_bucket{le="+Inf"} 3
            b_seconds_sum 2.75
            b_seconds_count 3
            # TYPE c_total counter
            c_total{a="x",job="b"} 1
            c_total{a="x",job="z"} 3

            """#
        #expect(registry.text == text)
        #expect(try Exposition(text).help == ["b_seconds": "How long.\nIn \\ seconds."])
    }

    @Test func everyKindOfMetricIsKept() throws {
        let counter = FloatingPointCounter(label: "float_total", factory: registry)
        counter.increment(by: 0.25)
        counter.increment(by: -1.0)
        let meter = Meter(label: "meter", factory: registry)
        meter.set(5)
        meter.increment(by: 2.5)
        meter.decrement()
        let recorder = Recorder(label: "sizes", factory: registry)
        recorder.record(7)
        recorder.record(Double.nan)
        let integers = Counter(label: "reset_total", factory: registry)
        integers.increment(by: 5)
        integers.reset()
        Timer(label: "late_seconds", factory: registry).recordNanoseconds(-5)
        let text = try Exposition(registry.text)
        #expect(text.value("float_total") == 0.25 && text.value("meter") == 6.5 && text.value("reset_total") == 0)
        #expect(text.value("sizes_count") == 1 && text.value("sizes_sum") == 7 && text.value("sizes_bucket", ["le": "10"]) == 1)
        #expect(text.value("late_seconds_sum") == 0 && text.value("late_seconds_bucket", ["le": "0.005"]) == 1)
    }

    @Test(arguments: ["plain", "a \"b\" \\ c\nd", "\\n", "\"", "{x=\"y\"} 1", "größe‹›", "a\"\u{301}b", "", "a,b=\"c\""])
    func anyLabelValueComesBack(_ value: String) throws {
        Counter(label: "x_total", dimensions: [("job", value)], factory: registry).increment()
        registry.describe("x_total", help: value)
        let text = try Exposition(registry.text)
        #expect(text.value("x_total", ["job": value]) == 1)
        #expect(text.help["x_total"] == value)
    }

    @Test func lineEndsOfOtherKindsGo() throws {
        Counter(label: "x_total", dimensions: [("job", "a\rb\u{2028}c\r\nd")], factory: registry).increment()
        #expect(registry.text.hasSuffix("x_total{job=\"a b c \\nd\"} 1\n"))
    }

    @Test func namesAreMadeToFit() throws {
        let dimensions = [("1st", "a"), ("__own", "b"), ("", "c"), ("k", "old"), ("k", "new")]
        Counter(label: "http.requests-total", dimensions: dimensions, factory: registry).increment()
        Timer(label: "9 lives", dimensions: [("le", "x")], factory: registry).recordSeconds(1)
        let text = try Exposition(registry.text)
        #expect(text.value("http_requests_total", ["_1st": "a", "_own": "b", "_": "c", "k": "new"]) == 1)
        #expect(text.value("_9_lives_count", ["exported_le": "x"]) == 1)
    }

    @Test func aNameIsOfOneKind() throws {
        Counter(label: "x", factory: registry).increment()
        Gauge(label: "x", factory: registry).record(9)
        #expect(registry.text == "# TYPE x counter\nx 1\n")
    }

    @Test func whatIsDestroyedIsGone() throws {
        let one = Counter(label: "x_total", dimensions: [("job", "a")], factory: registry)
        let two = Counter(label: "x_total", dimensions: [("job", "b")], factory: registry)
        one.destroy()
        #expect(registry.text == "# TYPE x_total counter\nx_total{job=\"b\"} 0\n")
        two.destroy()
        #expect(registry.text.isEmpty)
        Gauge(label: "x_total", factory: registry).record(2)
        #expect(registry.text == "# TYPE x_total gauge\nx_total 2\n")
    }

    @Test func numbersAreOfTheFormat() {
        let texts = [(1.0, "1"), (0.1, "0.1"), (1e20, "1e+20"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (1e-7, "1e-07")]
        for (number, text) in texts { #expect(PrometheusText.number(number) == text) }
    }

    @Test func manyThreadsLoseNothing() throws {
        let (threads, count) = (8, 2_000)
        let registry = registry
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            for _ in 0..<count {
                Counter(label: "x_total", dimensions: [("job", "\(thread % 2)")], factory: registry).increment()
                Timer(label: "x_seconds", factory: registry).recordSeconds(1)
                if thread == 0 { _ = registry.text }
            }
        }
        let text = try Exposition(registry.text)
        #expect(text.value("x_total", ["job": "0"]) == Double(threads / 2 * count))
        #expect(text.value("x_seconds_count") == Double(threads * count))
    }

    @Test func theFileIsWholeAndReadable() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/lunation.prom"
        Counter(label: "x_total", factory: registry).increment()
        try registry.writeTextFile(path)
        Counter(label: "x_total", factory: registry).increment()
        try registry.writeTextFile(path)
        #expect(try folder.text("lunation.prom") == registry.text)
        #expect(try folder.permissions("lunation.prom") == 0o644)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["lunation.prom"])
        #expect { try registry.writeTextFile(folder.path + "/no/x.prom") } throws: {
            "\($0)" == "cannot write \(folder.path)/no/x.prom: No such file or directory"
        }
    }
}
