// swift-tools-version:6.1
import PackageDescription

// What `scripts/bench post` compares with: a route of Hummingbird's and nothing behind it.
let package = Package(
    name: "hummingbird-route",
    dependencies: [.package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0")],
    targets: [.executableTarget(name: "hummingbird-route", dependencies: [.product(name: "Hummingbird", package: "hummingbird")])])
