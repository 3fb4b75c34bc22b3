package import Driver
internal import Properties

nonisolated(unsafe) private let property = ScalarProperty()

@_cdecl("FuzzScalar_main")
package func fuzzScalar(_ count: CInt, _ arguments: Driver.Arguments) -> CInt {
  Driver.run(count, arguments) { Driver.attempt(property, $0, $1) }
}
