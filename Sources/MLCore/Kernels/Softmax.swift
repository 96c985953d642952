/// Replaces margins by their softmax, shifted by the largest margin so that nothing overflows.
///
/// - Parameters:
///   - values: The margins; NaN makes every result NaN.
///   - range: The part of `values` that is one distribution.
package func replaceBySoftmax(_ values: inout [Double], in range: Range<Int>) {
    var largest = -Double.infinity
    for index in range { largest = max(largest, values[index]) }
    var sum = 0.0
    for index in range {
        values[index] = Elementary.exp(values[index] - largest)
        sum += values[index]
    }
    for index in range { values[index] /= sum }
}
