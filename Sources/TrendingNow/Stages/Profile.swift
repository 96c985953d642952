import MLData

extension Loop {
    /// Shows what the titles look like before anything is learned from them.
    func profile(_ titles: Titles) throws {
        console.begin("Profile")
        console.tell("\(try TableProfile(of: titles.frame, topCount: 3))")
    }
}
