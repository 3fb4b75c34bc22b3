/// The free room of one carton, as boxes that do not overlap.
///
/// Guillotine cuts: what is put down stands in a corner of a free box, and the rest of that box is
/// cut into three. Boxes that do not overlap make it plain that the goods do not either.
struct CartonSpace: Sendable {
  private var free: [BoxSize]

  init(_ inner: BoxSize) {
    free = [inner]
  }

  /// How pieces of one size are put side by side and on top of each other.
  private struct Block {
    let piece: BoxSize
    var along: Int
    var across: Int
    var up: Int

    var count: Int { along * across * up }

    /// As many as a box holds.
    init(filling box: BoxSize, with piece: BoxSize) {
      self.piece = piece
      along = box.length / piece.length
      across = box.width / piece.width
      up = box.height / piece.height
    }

    /// As many full rows, else full columns, as the number has.
    mutating func cut(to limit: Int) {
      along = min(along, limit)
      across = min(across, limit / max(1, along))
      up = min(up, limit / max(1, along * across))
    }

    var size: BoxSize {
      BoxSize(piece.length * along, piece.width * across, piece.height * up)
    }
  }

  /// Puts down as many pieces as there is room for.
  ///
  /// The smallest free box that takes a piece comes first, and in it the way to lie of which most
  /// pieces go in.
  ///
  /// - Parameters:
  ///   - limit: no more than these.
  ///   - orientations: the ways a piece may lie.
  /// - Returns: how many were put down.
  mutating func put(_ limit: Int, _ orientations: [BoxSize]) -> Int {
    var done = 0
    while done < limit, let (place, block) = best(limit - done, orientations) {
      let box = free.remove(at: place)
      cut(box, around: block.size)
      done += block.count
    }
    return done
  }

  private func best(_ limit: Int, _ orientations: [BoxSize]) -> (place: Int, block: Block)? {
    for (place, box) in free.enumerated() {
      var best: Block?
      for piece in orientations where box.holds(piece) {
        let block = Block(filling: box, with: piece)
        if block.count > best?.count ?? 0 { best = block }
      }
      if var best {
        best.cut(to: limit)
        return (place, best)
      }
    }
    return nil
  }

  /// Keeps the rest of a box: what is above the block, and beside it in the two pieces of which one
  /// is as large as can be.
  private mutating func cut(_ box: BoxSize, around block: BoxSize) {
    let (right, front) = (box.length - block.length, box.width - block.width)
    keep(BoxSize(block.length, block.width, box.height - block.height))
    if right * box.width >= front * box.length {
      keep(BoxSize(right, box.width, box.height))
      keep(BoxSize(block.length, front, box.height))
    } else {
      keep(BoxSize(box.length, front, box.height))
      keep(BoxSize(right, block.width, box.height))
    }
  }

  private mutating func keep(_ box: BoxSize) {
    guard box.length > 0, box.width > 0, box.height > 0 else { return }
    let place = free.firstIndex { $0.volume > box.volume } ?? free.endIndex
    free.insert(box, at: place)
  }
}
