import Hummingbird

/// Requests carry nothing with them through Hummingbird.
struct EmptyContext: InitializableFromSource {
    init(source: ApplicationRequestContextSource) {}
}
