/// The positions of eight walks that go in step, so that their loads overlap; at first the root of ``UpperTrees``.
struct EightWalks {
    var (a, b, c, d) = (1, 1, 1, 1)
    var (e, f, g, h) = (1, 1, 1, 1)

    /// Hands every position to a body, with its number.
    @inline(__always)
    func forEach(_ body: (_ walk: Int, _ position: Int) -> Void) {
        body(0, a)
        body(1, b)
        body(2, c)
        body(3, d)
        body(4, e)
        body(5, f)
        body(6, g)
        body(7, h)
    }

    /// Replaces every position by what a body makes of it and its number.
    @inline(__always)
    mutating func update(_ body: (_ walk: Int, _ position: Int) -> Int) {
        a = body(0, a)
        b = body(1, b)
        c = body(2, c)
        d = body(3, d)
        e = body(4, e)
        f = body(5, f)
        g = body(6, g)
        h = body(7, h)
    }
}
