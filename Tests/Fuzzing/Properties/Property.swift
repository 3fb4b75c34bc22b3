/// Something that must hold whatever bytes it is given.
package protocol Property: AnyObject, SendableMetatype {
  /// Name of its program and of its folder of seeds.
  static var name: String { get }

  init()

  /// What does not hold for this input; `nil` when all does.
  func fault(in input: [UInt8]) -> String?
}

/// An input whose first two bytes choose: a case by a letter, and a number.
///
/// Letters and digits, so that a seed can be written and read in an editor.
struct ChosenInput {
  /// From 0 on, below the number of cases.
  let choice: Int
  /// From 0 on.
  let number: Int
  let content: [UInt8]

  /// `nil` when the input is too short to choose.
  init?(_ input: [UInt8], cases: Int) {
    guard input.count >= 2 else { return nil }
    choice = Int(input[0] &- UInt8(ascii: "A")) % cases
    number = Int(input[1] &- UInt8(ascii: "0"))
    content = Array(input[2...])
  }
}

/// Properties of what needs no configuration, which are tried fastest.
package let smallProperties: [any Property.Type] = [
  DelimitedProperty.self, JSONProperty.self, ScalarProperty.self, ReportProperty.self,
]
