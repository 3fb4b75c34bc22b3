package import Driver
internal import Properties

nonisolated(unsafe) private let property = DelimitedProperty()

@_cdecl("FuzzDelimited_main")
package func fuzzDelimited(_ count: CInt, _ arguments: Driver.Arguments) -> CInt {
  Driver.run(count, arguments) { Driver.attempt(property, $0, $1) }
}
