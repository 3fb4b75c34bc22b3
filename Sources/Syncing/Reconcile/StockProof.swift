internal import Domain
internal import Persistence
internal import Reconciliation

/// Compares book stock with physical stock, at the coarsest level that both sides have.
struct StockProof {
  let session: Session

  func run() throws {
    if StockValuation.warehouses(in: session).isEmpty {
      try session.desk.closeSubjects(startingWith: Subject.valuations, except: [])
    }
    let warehouses = try session.store.warehousesLookedAt()
    if warehouses.isEmpty, try session.store.touched(Touched.stock)?.isEmpty == true { return }
    try StockLeaks.forgetIntolerant(in: session)
    let prover = try StockProver(session: session)
    let rolled = try RollForwardProof(session: session)
    // With a new snapshot more of the movements between both sides is decided.
    for warehouse in warehouses {
      if prover.explains {
        try touch(try session.store.differingSKUs(in: warehouse), in: warehouse)
      }
      if let rolled { try touch(try rolled.awaited(in: warehouse), in: warehouse) }
    }
    let touched = try session.store.touched(Touched.stock)
    try prover.prepare()
    if let rolled {
      try rolled.prove(touched)
    } else {
      try session.desk.closeSubjects(startingWith: Subject.rolled(""), except: [])
    }
    if let keys = touched {
      for key in keys {
        let parts = RecordKey(text: key).parts
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { continue }
        try prover.prove(warehouse: parts[0], sku: parts[1])
      }
    } else {
      try prover.proveAll()
    }
    try LotProof(session: session)?.prove(touched)
    try session.store.clearTouched(Touched.stock)
    try session.store.markStockJudged()
  }

  private func touch(_ skus: [String], in warehouse: WarehouseID) throws {
    try session.store.touch(
      Touched.stock,
      skus.count > TouchCollector.most
        ? [StateStore.everyKey] : skus.map { RecordKey(parts: [warehouse.text, $0]).text })
  }
}
