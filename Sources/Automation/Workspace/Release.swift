/// Which Lunation this is.
public enum Release {
    public static let version = "0.1.0"
    /// As files that it writes name it.
    public static let program = "lunation " + version
}
