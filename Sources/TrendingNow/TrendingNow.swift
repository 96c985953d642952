@main
struct TrendingNow {
    static func main() {}
}
